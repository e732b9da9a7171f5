import { type Block, entry, heading, mixed, paragraphs } from '../setting/sheet.js';

/** The heading with which the product's own draft begins. */
const FIRST_SECTION = /^I\. MỞ ĐẦU$/m;

/** `III. NỘI DUNG`: Roman number and capitals. */
const SECTION = /^[IVX]{1,5}\. [^\p{Ll}]+$/u;

/** `2. Thảo luận (từ 19 giờ 30 đến 20 giờ 15)`. */
const ITEM = /^\d{1,3}\. \S/;

/** `- Đồng chí Hoàng Thị Mỷ: …`: who spoke stands out. */
const SPEAKER = /^- ((?:Đồng chí|Khách mời) [^:]{1,120}:)\s*(.+)$/u;

/** `Kết luận: …`, `Có mặt: …`: what the line is about stands out. */
const LEAD =
  /^(Kết luận|Chủ trì|Thư ký|Khách mời|Vắng có phép|Vắng không phép|Có mặt|Biểu quyết[^:]{0,30}|Giao nhiệm vụ|Trình bày|Tài liệu):\s*(.*)$/u;

/** A last line that is no longer than this stands with the signatures. */
const LONGEST_CLOSING = 500;

/** Whether a text still has the sections of the product's draft: then it is all that the minutes say. */
export function isSectioned(text: string): boolean {
  return FIRST_SECTION.test(text);
}

/** A text with sections, set by its lines; its last line comes with the signatures. */
export function writtenBlocks(text: string, otherwise: string): { body: Block[]; closing: string } {
  const lines = text
    .split(/[\r\n\u2028\u2029]+/)
    .map(line => line.trim())
    .filter(Boolean);
  const last = lines.at(-1) ?? '';
  const isPlain = !SECTION.test(last) && !ITEM.test(last) && !last.startsWith('- ') && last.length <= LONGEST_CLOSING;
  return { body: (isPlain ? lines.slice(0, -1) : lines).flatMap(lineBlocks), closing: isPlain ? last : otherwise };
}

function lineBlocks(line: string): Block[] {
  if (SECTION.test(line)) return [heading(line)];
  if (ITEM.test(line) && line.length <= 300) return [heading(line, 2)];
  const speaker = SPEAKER.exec(line);
  if (speaker) return paragraphs(speaker[2] ?? '', speaker[1]);
  if (line.startsWith('- ')) return [entry(line.slice(2))];
  const lead = LEAD.exec(line);
  return lead ? [mixed({ text: `${lead[1]}: `, bold: true }, lead[2] ?? '')] : paragraphs(line);
}
