import type { Align, Block, Span } from '../blocks.js';
import { plain } from '../blocks.js';
import { blockOf } from '../structure.js';
import { asLine, mergedDown, type OpenTable } from './docx-table.js';
import type { Numbering } from './numbering.js';
import { type Hearer, type Relation, safeHref } from './parts.js';
import { alignOf, isOn, type Style } from './styles.js';

/** What the body needs of the other parts of a Word paper. */
export interface DocxContext {
  styles: Map<string, Style>;
  numbering: Numbering;
  relations: Map<string, Relation>;
  /** A page ends here: inside of a paragraph that has words already, or before it. */
  onPage: (isWithin: boolean) => void;
  /** Called with every finished block of the outermost level. */
  onBlock: (block: Block) => void;
}

interface Run {
  style: Style;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  shift?: 'sup' | 'sub';
  capitals?: boolean;
  hidden?: boolean;
}

interface Open {
  spans: Span[];
  style: Style;
  align?: Align | 'left';
  listId?: string;
  listLevel?: number;
  outline?: number;
  run: Run | null;
}

/** Elements whose content is not read: what was struck out, instructions of fields, the poorer form of a drawing. */
const SKIPPED = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'mc:Fallback',
  'w:sdtPr',
  'w:tblPrEx',
  'w:rPrChange',
  'w:pPrChange',
]);

/** Hears the body of a Word paper, header or footnote, and gives its blocks. */
export class DocxBody implements Hearer {
  private skipping = 0;
  private readonly paragraphs: Open[] = [];
  private readonly tables: OpenTable[] = [];
  /** Where blocks go: the innermost cell, or out. */
  private readonly sinks: Block[][] = [];
  private readonly hrefs: (string | undefined)[] = [];
  private inText = false;
  private inParagraphMark = false;
  private inBorders = false;

  constructor(private readonly context: DocxContext) {}

  private get paragraph(): Open | undefined {
    return this.paragraphs.at(-1);
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.skipping > 0 || SKIPPED.has(name)) {
      this.skipping += 1;
      return;
    }
    const value = attributes['w:val'];
    if (/^w:(tbl|tr|tc)/.test(name)) this.openTable(name, attributes);
    else if (name === 'w:p') this.paragraphs.push({ spans: [], style: {}, run: null });
    else if (name === 'w:r') this.setRun({ style: {} });
    else if (name === 'w:t') this.inText = true;
    else if (name === 'w:tab') this.say(this.inParagraphMark ? '' : ' ');
    else if (name === 'w:noBreakHyphen') this.say('\u2011');
    else if (name === 'w:cr') this.say('\n');
    else if (name === 'w:br') attributes['w:type'] === 'page' ? this.turn() : this.say('\n');
    else if (name === 'w:lastRenderedPageBreak') this.turn();
    else if (name === 'w:hyperlink') this.hrefs.push(this.linkOf(attributes['r:id']));
    else if (name === 'w:footnoteReference' || name === 'w:endnoteReference')
      this.refer(name, attributes['w:id'] ?? '');
    else if (name === 'wp:docPr') this.picture(attributes['descr'] ?? '');
    else if (name === 'w:pPr') this.inParagraphMark = true;
    else if (name === 'w:gridSpan' || name === 'w:vMerge') this.span(name, value);
    else if (this.inBorders && value && isOn(value) && value !== 'nil') this.markLines();
    else this.property(name, value);
  }

  private property(name: string, value: string | undefined): void {
    const { paragraph } = this;
    if (!paragraph) return;
    if (this.inParagraphMark) {
      if (name === 'w:pStyle') paragraph.style = this.context.styles.get(value ?? '') ?? {};
      else if (name === 'w:jc') paragraph.align = alignOf(value);
      else if (name === 'w:numId') paragraph.listId = value ?? '';
      else if (name === 'w:ilvl') paragraph.listLevel = Number(value) || 0;
      else if (name === 'w:outlineLvl' && Number(value) < 6) paragraph.outline = Number(value) + 1;
      else if (name === 'w:pageBreakBefore' && isOn(value)) this.turn();
      return;
    }
    const { run } = paragraph;
    if (!run) return;
    if (name === 'w:rStyle') run.style = this.context.styles.get(value ?? '') ?? {};
    else if (name === 'w:b') run.bold = isOn(value);
    else if (name === 'w:i') run.italic = isOn(value);
    else if (name === 'w:u') run.underline = isOn(value);
    else if (name === 'w:strike') run.strike = isOn(value);
    else if (name === 'w:caps') run.capitals = isOn(value);
    else if (name === 'w:vanish') run.hidden = isOn(value);
    else if (name === 'w:vertAlign' && value !== 'baseline') run.shift = value === 'superscript' ? 'sup' : 'sub';
  }

  text(text: string): void {
    if (this.skipping === 0 && this.inText) this.say(text);
  }

  close(name: string): void {
    if (this.skipping > 0) {
      this.skipping -= 1;
      return;
    }
    if (name === 'w:t') this.inText = false;
    else if (name === 'w:pPr') this.inParagraphMark = false;
    else if (name === 'w:r') this.setRun(null);
    else if (name === 'w:hyperlink') this.hrefs.pop();
    else if (name === 'w:p') this.endParagraph();
    else if (name === 'w:tblBorders' || name === 'w:tcBorders') this.inBorders = false;
    else if (name === 'w:tc') this.sinks.pop();
    else if (name === 'w:tbl') this.endTable();
  }

  private setRun(run: Run | null): void {
    if (this.paragraph) this.paragraph.run = run;
  }

  private say(text: string): void {
    const { paragraph } = this;
    if (!paragraph || text === '') return;
    const { run, style } = paragraph;
    if (run?.hidden) return;
    const on = (own: boolean | undefined, ofRun: boolean | undefined, ofParagraph: boolean | undefined) =>
      own ?? ofRun ?? ofParagraph ?? false;
    const href = this.hrefs.at(-1);
    paragraph.spans.push({
      text: on(run?.capitals, run?.style.isCapitals, style.isCapitals) ? text.toUpperCase() : text,
      ...(on(run?.bold, run?.style.isBold, style.isBold) ? { bold: true } : {}),
      ...(on(run?.italic, run?.style.isItalic, style.isItalic) ? { italic: true } : {}),
      ...(run?.underline ? { underline: true } : {}),
      ...(run?.strike ? { strike: true } : {}),
      ...(run?.shift ? { shift: run.shift } : {}),
      ...(href ? { href } : {}),
    });
  }

  private turn(): void {
    // A page that ends inside of a table is turned after it: a row is not torn.
    if (this.tables.length === 0) this.context.onPage(plain(this.paragraph?.spans ?? []).trim() !== '');
  }

  private linkOf(id: string | undefined): string | undefined {
    return id ? safeHref(this.context.relations.get(id)?.target) : undefined;
  }

  private refer(name: string, id: string): void {
    this.paragraph?.spans.push({ text: name === 'w:footnoteReference' ? `[${id}]` : `[c${id}]`, shift: 'sup' });
  }

  private picture(alt: string): void {
    // Word names pictures by itself ("A picture containing…"); only a short description helps.
    this.emit({ kind: 'picture', alt: alt.length <= 200 && !/[\\/]|AI-generated|^A /.test(alt) ? alt : '' });
  }

  private endParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (!paragraph) return;
    const { style, spans } = paragraph;
    const text = plain(spans).trim();
    const listId = paragraph.listId ?? style.listId;
    // A list's paragraph without words is not counted by readers, but it is by Word.
    const mark = listId ? this.context.numbering.next(listId, paragraph.listLevel ?? style.listLevel ?? 0) : null;
    const align = paragraph.align ?? style.align;
    const outline = paragraph.outline ?? style.outline;
    const isBold = text !== '' && spans.every(span => span.bold || span.text.trim() === '');
    const size = style.size && style.size >= 40 ? 1.6 : 1;
    const numbered = outline && mark?.label ? [{ text: `${mark.label} ` }, ...spans] : spans;
    const block = blockOf({
      spans: numbered,
      isBold,
      size,
      ...(align === 'center' || align === 'right' ? { align } : {}),
      ...(outline && text.length <= 300 ? { outline } : {}),
      ...(mark?.label && !outline ? { label: mark.label, level: mark.level } : {}),
    });
    if (block) this.emit(block);
  }

  private emit(block: Block): void {
    const sink = this.sinks.at(-1);
    if (sink) sink.push(block);
    else this.context.onBlock(block);
  }

  private get cell() {
    return this.tables.at(-1)?.rows.at(-1)?.cells.at(-1);
  }

  private span(name: string, value: string | undefined): void {
    const { cell } = this;
    if (!cell) return;
    if (name === 'w:gridSpan') cell.columns = Math.min(Math.max(Number(value) || 1, 1), 60);
    else cell.merge = value === 'restart' ? 'start' : 'go-on';
  }

  private markLines(): void {
    const table = this.tables.at(-1);
    if (table) table.hasLines = true;
  }

  private openTable(name: string, attributes: Record<string, string>): void {
    const table = this.tables.at(-1);
    if (name === 'w:tbl') this.tables.push({ rows: [], hasLines: false });
    else if (name === 'w:tblBorders' || name === 'w:tcBorders') this.inBorders = true;
    else if (name === 'w:tblStyle') {
      if (table && !/^(TableNormal|NormalTable)$/i.test(attributes['w:val'] ?? '')) table.hasLines = true;
    } else if (name === 'w:tr') table?.rows.push({ cells: [], isHead: false });
    else if (name === 'w:tblHeader') {
      const row = table?.rows.at(-1);
      if (row) row.isHead = isOn(attributes['w:val']);
    } else if (name === 'w:tc') {
      const row = table?.rows.at(-1);
      const column = row?.cells.reduce((sum, { columns }) => sum + columns, 0) ?? 0;
      const blocks: Block[] = [];
      row?.cells.push({ blocks, columns: 1, rows: 1, isHead: false, column });
      this.sinks.push(blocks);
    }
  }

  private endTable(): void {
    const table = this.tables.pop();
    if (!table) return;
    const rows = table.rows.filter(({ cells }) => cells.some(({ blocks }) => blocks.length > 0));
    const [first, second] = rows[0]?.cells ?? [];
    if (
      !table.hasLines &&
      rows.length > 0 &&
      rows.length <= 3 &&
      rows.every(({ cells }) => cells.length === 2) &&
      first &&
      second
    ) {
      const side = (at: number) => rows.flatMap(({ cells }) => cells[at]?.blocks ?? []).map(asLine);
      this.emit({ kind: 'columns', left: side(0), right: side(1) });
      return;
    }
    if (rows.length === 1 && rows[0]?.cells.length === 1 && first) {
      for (const block of first.blocks) this.emit(block);
      return;
    }
    if (rows.length > 0) this.emit({ kind: 'table', rows: mergedDown(rows) });
  }
}
