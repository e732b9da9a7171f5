import { pdfOf } from './hostile.js';

/** A PDF of pages with lines of text in plain letters. */
export function book(pages: string[][]): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  const kids = pages.map(lines => {
    const text = lines.map((line, index) => `BT /F1 12 Tf 72 ${804 - index * 18} Td (${line}) Tj ET`).join('\n');
    objects.push(`<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    return `${objects.length} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`;
  return pdfOf(objects);
}

/** A plain text whose reading takes a while: some 1,000 pages. */
export function longText(): Buffer {
  const paragraph = (n: number) => `Đoạn ${n}. ${'Chi bộ bản Lùng họp thường kỳ bàn việc của bản. '.repeat(20)}`;
  return Buffer.from(Array.from({ length: 3000 }, (_, n) => paragraph(n + 1)).join('\n'));
}
