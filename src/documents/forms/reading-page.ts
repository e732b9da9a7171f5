import { createHash } from 'node:crypto';
import type { ContentFacts } from './form.types.js';

/**
 * How a paper looks on a phone: the tokens of shared look, 360 px first, letters of 20 px at 1.65, light and dark by the system.
 * Nothing is loaded from anywhere.
 */
const STYLE = `
:root{color-scheme:light dark;--paper:#FAF6EF;--card:#FFFFFF;--ink:#211C16;--soft:#6A6053;--line:#E8DFD1;--red:#9E1B20;--gold:#B98418;--gold-wash:#FBF1DC}
@media (prefers-color-scheme:dark){:root{--paper:#16120D;--card:#211B14;--ink:#F2EBDF;--soft:#B9AD9B;--line:#3A3127;--red:#EF8A84;--gold:#DDB04F;--gold-wash:#33270F}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:20px/1.65 Roboto,"Noto Sans",system-ui,sans-serif;overflow-wrap:break-word}
main,header.tep,footer{max-width:680px;margin:0 auto;padding:0 16px}
header.tep{padding-top:20px}
.ten{font-size:15px;line-height:1.45;color:var(--soft);margin:0}
.nhac{background:var(--gold-wash);border-left:4px solid var(--gold);border-radius:0 12px 12px 0;padding:10px 14px;font-size:16px;line-height:1.5;margin:12px 0 0}
section{padding:8px 0 4px;border-top:1px solid var(--line);position:relative;margin-top:28px}
section::before{content:"Trang " attr(data-page);position:absolute;top:-.72em;right:0;background:var(--paper);padding-left:10px;font-size:14px;line-height:1.4;color:var(--soft);font-variant-numeric:tabular-nums}
section:first-of-type{margin-top:18px}
section:only-of-type{border-top:0;margin-top:8px}
section:only-of-type::before{content:none}
p{margin:0 0 .8em}
h1,h2,h3,h4{line-height:1.32;margin:1.2em 0 .5em;text-wrap:balance}
h1{font-size:26px;letter-spacing:-.01em}
h2{font-size:23px}
h3{font-size:21px}
h4{font-size:20px}
section>:first-child{margin-top:.4em}
.giua{text-align:center}
.phai{text-align:right}
p.giua{text-wrap:balance}
.noi-tiep{text-indent:0}
.muc{position:relative;padding-left:1.7em}
.muc .dau{position:absolute;left:0;min-width:1.3em;color:var(--soft);font-variant-numeric:tabular-nums}
.muc.dai{padding-left:0}
.muc.dai .dau{position:static;padding-right:.25em}
.muc-1{margin-left:.7em}
.muc-2{margin-left:1.4em}
.muc-3{margin-left:2.1em}
.hai-ben{margin:.4em 0 1.2em;font-size:17px;line-height:1.5;text-align:center}
.hai-ben p{margin:0}
.hai-ben>div+div{margin-top:.7em}
@media (min-width:600px){.hai-ben{display:grid;grid-template-columns:1fr 1fr;gap:24px}.hai-ben>div+div{margin-top:0}}
.bang{overflow-x:auto;margin:.6em 0 1.1em;border:1px solid var(--line);border-radius:12px;background:var(--card)}
.bang:focus-visible{outline:3px solid var(--ink)}
table{border-collapse:collapse;width:100%;font-size:16px;line-height:1.45}
.rong table{width:max-content;min-width:100%}
td,th{padding:8px 10px;border-bottom:1px solid var(--line);border-right:1px solid var(--line);text-align:left;vertical-align:top;max-width:240px}
tr:last-child td{border-bottom:0}
td:last-child,th:last-child{border-right:0}
th{font-weight:700;background:var(--paper)}
td p,th p{margin:0 0 .3em}
.so{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.chu-thich{font-size:16px;line-height:1.5;color:var(--soft);border-top:1px solid var(--line);padding:.5em 0;margin:.6em 0}
.hinh,.loi-nhac{font-size:16px;line-height:1.5;color:var(--soft);border:1px dashed var(--line);border-radius:12px;padding:10px 14px}
.anh-trang{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:8px;background:#fff}
a{color:var(--red)}
sup,sub{line-height:0;font-size:.72em}
footer{padding-top:24px;padding-bottom:40px}
@media print{body{background:#fff;color:#000;font-size:12pt}section::before{background:#fff}}
`.trim();

/** The style may be this one and no other. */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** What the page may do: show itself and pictures of its own pages. No script, no form, no frame, nothing from elsewhere. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  // Links open outside of the box; the origin is only kept for the pictures of pages.
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** Raised when the frame around stored fragments changes, so that no phone keeps an old one. */
export const FRAME = createHash('sha256').update(STYLE).update('1').digest('hex').slice(0, 8);

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string) => text.replace(/[&<>"]/g, sign => ESCAPED[sign] ?? sign);

/** The complete page around a stored fragment: what stands before it, and after it. */
export function frameOf(
  name: string,
  facts: ContentFacts | null,
  remarks: readonly string[],
): [before: string, after: string] {
  const told = [
    facts?.pages ? `${facts.pages}\u00a0trang` : '',
    facts?.minutes ? `đọc khoảng ${facts.minutes}\u00a0phút` : '',
  ].filter(Boolean);
  const notes = remarks.map(text => `<p class="nhac">${escaped(text)}</p>`).join('');
  const before = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(name)}</title><style>${STYLE}</style></head>
<body><header class="tep"><p class="ten">${[escaped(name), ...told].join(' · ')}</p>${notes}</header>
<main>
`;
  return [
    before,
    '\n</main><footer><p class="ten">Bản đọc được làm tự động từ tệp gốc. Khi trích dẫn, xem tệp gốc.</p></footer></body></html>\n',
  ];
}

/** What a reader is told of the whole content. */
export function remarksOf(facts: ContentFacts | null, problem: string | null): string[] {
  const scan = facts?.isOcr
    ? 'Tệp là ảnh chụp. Chữ ở đây do máy nhận dạng, có thể có chỗ sai.'
    : facts?.isScanned
      ? 'Tệp là ảnh chụp các trang giấy, chưa có chữ để đọc hoặc tìm.'
      : null;
  return [scan, problem].filter(text => text !== null);
}
