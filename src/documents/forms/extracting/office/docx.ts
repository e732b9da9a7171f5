import { type Block, MOST_PAGES, MOST_TEXT, type Page, plain, type Reading, type Span } from '../blocks.js';
import { textOf } from '../render.js';
import { DocxBody, type DocxContext } from './docx-body.js';
import { Numbering } from './numbering.js';
import { OfficeParts } from './parts.js';
import { stylesOf } from './styles.js';

/** Word papers that never were laid out carry no page ends: a page is then taken to have so many characters (assumed, A4 at 14 pt). */
const PAGE_LENGTH = 3000;

/** A page longer than this was no page: its ends are missing. */
const NO_PAGE = 8000;

/** Reads a Word paper: body, text boxes and notes. */
export async function readDocx(path: string): Promise<Reading> {
  const parts = await OfficeParts.open(path);
  try {
    const [main = 'word/document.xml'] = parts.names(/^word\/document\d*\.xml$/i);
    const shared = {
      styles: await stylesOf(parts),
      numbering: await Numbering.of(parts),
      relations: await parts.relations(main),
    };
    const pages = await bodyOf(parts, main, shared);
    const notes = await notesOf(parts, shared);
    return cut(placed(pages.flatMap(split), notes));
  } finally {
    parts.close();
  }
}

/** The lines of headers and footers: a stamp may stand there. */
export async function docxMargins(path: string): Promise<string[]> {
  const parts = await OfficeParts.open(path);
  try {
    const lines: string[] = [];
    for (const name of parts.names(/^word\/(header|footer)\d*\.xml$/i).slice(0, 12)) {
      const blocks: Block[] = [];
      await parts.read(name, bodyFor(new Map(), blocks));
      lines.push(textOf({ blocks }));
    }
    return lines.filter(Boolean);
  } finally {
    parts.close();
  }
}

function bodyFor(relations: DocxContext['relations'], blocks: Block[]): DocxBody {
  return new DocxBody({
    styles: new Map(),
    numbering: new Numbering(),
    relations,
    onPage: () => undefined,
    onBlock: block => void blocks.push(block),
  });
}

type Shared = Pick<DocxContext, 'styles' | 'numbering' | 'relations'>;

async function bodyOf(parts: OfficeParts, main: string, shared: Shared): Promise<Page[]> {
  const pages: Page[] = [{ blocks: [] }];
  let isTurned = false;
  let length = 0;
  const body = new DocxBody({
    ...shared,
    // A paragraph over two pages belongs to the one on which it begins.
    onPage: isWithin => {
      if (isWithin) isTurned = true;
      else if (pages.at(-1)?.blocks.length) pages.push({ blocks: [] });
    },
    onBlock: block => {
      length += textOf({ blocks: [block] }).length;
      if (length > MOST_TEXT || pages.length > MOST_PAGES) return;
      pages.at(-1)?.blocks.push(block);
      if (isTurned && pages.at(-1)?.blocks.length) pages.push({ blocks: [] });
      isTurned = false;
    },
  });
  await parts.read(main, body);
  if (pages.length > 1 && pages.at(-1)?.blocks.length === 0) pages.pop();
  return pages;
}

/** The texts of foot and end notes by the sign that refers to them. */
async function notesOf(parts: OfficeParts, shared: Shared): Promise<Map<string, Span[]>> {
  const notes = new Map<string, Span[]>();
  for (const [name, element, prefix] of [
    ['word/footnotes.xml', 'w:footnote', ''],
    ['word/endnotes.xml', 'w:endnote', 'c'],
  ] as const) {
    let blocks: Block[] = [];
    let id = '';
    const body = new DocxBody({
      ...shared,
      numbering: new Numbering(),
      onPage: () => undefined,
      onBlock: block => void blocks.push(block),
    });
    await parts.read(name, {
      open: (tag, attributes) => {
        if (tag === element) [id, blocks] = [attributes['w:id'] ?? '', []];
        body.open(tag, attributes);
      },
      text: text => body.text(text),
      close: tag => {
        body.close(tag);
        const spans =
          tag === element ? blocks.flatMap(block => ('spans' in block ? [{ text: ' ' }, ...block.spans] : [])) : [];
        if (plain(spans).trim()) notes.set(`[${prefix}${id}]`, spans.slice(1));
      },
    });
  }
  return notes;
}

/** Pages without ends are divided at the ends of paragraphs. */
function split(page: Page): Page[] {
  if (textOf(page).length <= NO_PAGE) return [page];
  const pages: Page[] = [{ blocks: [] }];
  let length = 0;
  for (const block of page.blocks) {
    const own = textOf({ blocks: [block] }).length;
    if (length > 0 && length + own > PAGE_LENGTH) {
      pages.push({ blocks: [] });
      length = 0;
    }
    pages.at(-1)?.blocks.push(block);
    length += own;
  }
  return pages;
}

/** Notes stand at the end of the page that refers to them, numbered through the paper. */
function placed(pages: Page[], notes: Map<string, Span[]>): Page[] {
  let count = 0;
  for (const page of pages) {
    const found: Block[] = [];
    for (const span of page.blocks.flatMap(spansOf)) {
      const spans = span.shift === 'sup' ? notes.get(span.text) : undefined;
      if (spans) {
        const label = String(++count);
        span.text = label;
        found.push({ kind: 'note', label, spans });
      } else if (span.shift === 'sup' && /^\[c?-?\d+\]$/.test(span.text)) span.text = '';
    }
    page.blocks.push(...found);
  }
  return pages;
}

function spansOf(block: Block): Span[] {
  if ('spans' in block) return block.spans;
  if (block.kind === 'table') return block.rows.flat().flatMap(cell => cell.blocks.flatMap(spansOf));
  if (block.kind === 'columns') return [...block.left, ...block.right].flatMap(spansOf);
  return [];
}

function cut(pages: Page[]): Reading {
  const problems = pages.length > MOST_PAGES ? [`Chỉ đọc ${MOST_PAGES} trang đầu.`] : [];
  return { pages: pages.slice(0, MOST_PAGES), problems };
}
