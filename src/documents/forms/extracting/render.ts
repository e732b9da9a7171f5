import { type Align, type Block, type Page, plain, type Span, type TableCell } from './blocks.js';

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string) => text.replace(/[&<>"]/g, sign => ESCAPED[sign] ?? sign);

/** The pages as reflowable HTML: one section a page, nothing in it but text and its structure. */
export function htmlOf(pages: readonly Page[]): string {
  return pages
    .map((page, index) => {
      const number = index + 1;
      const title = page.title ? `<h2>${escaped(page.title)}</h2>\n` : '';
      const body = page.blocks.length > 0 ? page.blocks.map(blockHtml).join('\n') : '<p class="khong-chu"></p>';
      return `<section id="trang-${number}" data-page="${number}" aria-label="Trang ${number}">\n${title}${body}\n</section>`;
    })
    .join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}${classes(block.align)}>${spansHtml(block.spans, true)}</h${block.level}>`;
    case 'paragraph':
      return `<p${classes(block.align, block.isContinued && 'noi-tiep')}>${spansHtml(block.spans)}</p>`;
    case 'item':
      return `<p class="muc muc-${Math.min(block.level, 3)}"><span class="dau">${escaped(block.label)}</span> ${spansHtml(block.spans)}</p>`;
    case 'table':
      return tableHtml(block.rows);
    case 'columns':
      return `<div class="hai-ben"><div>${block.left.map(blockHtml).join('')}</div><div>${block.right.map(blockHtml).join('')}</div></div>`;
    case 'picture':
      return `<p class="hinh">Hình${block.alt ? `: ${escaped(block.alt)}` : ''} (xem trong tệp gốc)</p>`;
    case 'note':
      return `<aside class="chu-thich"><a id="chu-${escaped(block.label)}"></a><sup>${escaped(block.label)}</sup> ${spansHtml(block.spans)}</aside>`;
    case 'remark':
      return `<p class="loi-nhac">${escaped(block.text)}</p>`;
  }
}

function classes(...names: (Align | string | false | undefined)[]): string {
  const given = names.filter(Boolean).map(name => (name === 'center' ? 'giua' : name === 'right' ? 'phai' : name));
  return given.length > 0 ? ` class="${given.join(' ')}"` : '';
}

/** A heading is bold by itself. */
function spansHtml(spans: readonly Span[], isHeading = false): string {
  return merged(spans)
    .map(span => {
      let html = escaped(span.text).replaceAll('\n', '<br>');
      if (span.shift) html = `<${span.shift}>${html}</${span.shift}>`;
      if (span.strike) html = `<s>${html}</s>`;
      if (span.underline && !span.href) html = `<u>${html}</u>`;
      if (span.italic) html = `<i>${html}</i>`;
      if (span.bold && !isHeading) html = `<b>${html}</b>`;
      if (span.href) html = `<a href="${escaped(span.href)}" rel="noopener noreferrer nofollow">${html}</a>`;
      return html;
    })
    .join('');
}

/** Word cuts a sentence into many runs of one look. */
function merged(spans: readonly Span[]): Span[] {
  const look = ({ text: _, ...rest }: Span) =>
    JSON.stringify(
      Object.entries(rest)
        .filter(([, value]) => value)
        .sort(),
    );
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && look(last) === look(span)) last.text += span.text;
    else result.push({ ...span });
  }
  return result;
}

function tableHtml(rows: readonly TableCell[][]): string {
  const width = Math.max(...rows.map(row => row.reduce((sum, { columns }) => sum + columns, 0)), 1);
  const body = rows
    .map(row => {
      const cells = row.map(cell => {
        const name = cell.isHead ? 'th' : 'td';
        const span =
          (cell.columns > 1 ? ` colspan="${cell.columns}"` : '') + (cell.rows > 1 ? ` rowspan="${cell.rows}"` : '');
        const [only] = cell.blocks;
        const isLine = cell.blocks.length === 1 && only?.kind === 'paragraph';
        const numeric = isLine && /^-?[\d.,]+ ?%?$/.test(plain(only.spans).trim()) ? ' class="so"' : '';
        return `<${name}${span}${numeric}>${isLine ? spansHtml(only.spans, cell.isHead) : cell.blocks.map(blockHtml).join('')}</${name}>`;
      });
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  return `<div class="bang${width > 3 ? ' rong' : ''}" tabindex="0"><table>${body}</table></div>`;
}

/** The text of a page, a line a paragraph. */
export function textOf(page: Page): string {
  return [...(page.title ? [page.title] : []), ...page.blocks.flatMap(linesOf)]
    .map(line => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'item':
    case 'note':
      return [`${block.label} ${plain(block.spans)}`];
    case 'table':
      return block.rows.map(row => row.map(cell => cell.blocks.flatMap(linesOf).join(' ')).join(' | '));
    case 'columns':
      return [...block.left, ...block.right].flatMap(linesOf);
    case 'picture':
      return block.alt ? [block.alt] : [];
    case 'remark':
      return [];
    default:
      return [plain(block.spans)];
  }
}
