import { type Block, MOST_PAGES, type Page, plain, type Reading, type Span, type TableCell } from '../blocks.js';
import { blockOf } from '../structure.js';
import { type Hearer, OfficeParts, type Relation, safeHref } from './parts.js';

/** Reads slides: a slide is a page, its title a heading, its notes for the speaker are left out. */
export async function readPptx(path: string): Promise<Reading> {
  const parts = await OfficeParts.open(path);
  try {
    const [main = 'ppt/presentation.xml'] = parts.names(/^ppt\/presentation\d*\.xml$/i);
    const relations = await parts.relations(main);
    const slides: string[] = [];
    await parts.read(main, {
      open: (name, attributes) => {
        const target = name === 'p:sldId' ? relations.get(attributes['r:id'] ?? '')?.target : undefined;
        if (target) slides.push(target);
      },
    });
    const pages: Page[] = [];
    for (const slide of slides.slice(0, MOST_PAGES)) {
      const body = new SlideBody(await parts.relations(slide));
      await parts.read(slide, body);
      pages.push({ blocks: body.blocks() });
    }
    return { pages, problems: slides.length > MOST_PAGES ? [`Chỉ đọc ${MOST_PAGES} trang đầu.`] : [] };
  } finally {
    parts.close();
  }
}

/** Hears one slide. */
class SlideBody implements Hearer {
  private readonly titles: Block[] = [];
  private readonly others: Block[] = [];
  private isTitle = false;
  private isSkipped = false;
  private spans: Span[] = [];
  private look: Omit<Span, 'text'> = {};
  private level = 0;
  private bullet: string | null = null;
  private inText = false;
  private rows: TableCell[][] | null = null;

  constructor(private readonly relations: Map<string, Relation>) {}

  blocks(): Block[] {
    return [...this.titles, ...this.others];
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'p:sp') [this.isTitle, this.isSkipped] = [false, false];
    else if (name === 'p:ph') {
      this.isTitle = ['title', 'ctrTitle'].includes(attributes['type'] ?? '');
      this.isSkipped = ['sldNum', 'dt', 'ftr'].includes(attributes['type'] ?? '');
    } else if (name === 'a:p') [this.spans, this.level, this.bullet] = [[], 0, null];
    else if (name === 'a:pPr') this.level = Math.min(Number(attributes['lvl'] ?? 0) || 0, 3);
    else if (name === 'a:buChar') this.bullet = '–';
    else if (name === 'a:r') this.look = {};
    else if (name === 'a:rPr') {
      this.look = {
        ...(attributes['b'] === '1' ? { bold: true } : {}),
        ...(attributes['i'] === '1' ? { italic: true } : {}),
      };
    } else if (name === 'a:hlinkClick') {
      const href = safeHref(this.relations.get(attributes['r:id'] ?? '')?.target);
      if (href) this.look.href = href;
    } else if (name === 'a:t') this.inText = true;
    else if (name === 'a:br') this.spans.push({ text: '\n' });
    else if (name === 'a:tbl') this.rows = [];
    else if (name === 'a:tr') this.rows?.push([]);
    else if (name === 'a:tc') {
      const [columns, rows] = [Number(attributes['gridSpan'] ?? 1) || 1, Number(attributes['rowSpan'] ?? 1) || 1];
      const isGoneOn = attributes['hMerge'] === '1' || attributes['vMerge'] === '1';
      if (!isGoneOn)
        this.rows?.at(-1)?.push({
          blocks: [],
          columns: Math.min(columns, 60),
          rows: Math.min(rows, 500),
          isHead: this.rows.length === 1,
        });
    }
  }

  text(text: string): void {
    if (this.inText) this.spans.push({ ...this.look, text });
  }

  close(name: string): void {
    if (name === 'a:t') this.inText = false;
    else if (name === 'a:p') this.endParagraph();
    else if (name === 'a:tbl') {
      const rows = this.rows?.filter(row => row.length > 0) ?? [];
      if (rows.length > 0) this.others.push({ kind: 'table', rows });
      this.rows = null;
    } else if (name === 'p:pic') this.others.push({ kind: 'picture', alt: '' });
  }

  private endParagraph(): void {
    const { spans } = this;
    this.spans = [];
    if (this.isSkipped || !plain(spans).trim()) return;
    const cell = this.rows?.at(-1)?.at(-1);
    if (cell) cell.blocks.push({ kind: 'paragraph', spans });
    else if (this.isTitle) this.titles.push({ kind: 'heading', level: 2, spans });
    else {
      const label = this.bullet ?? (this.level > 0 ? '–' : null);
      const block = blockOf({ spans, isBold: false, ...(label ? { label, level: this.level } : {}) });
      if (block) this.others.push(block);
    }
  }
}
