import sharp from 'sharp';

const [WIDE, HIGH] = [1240, 1754];

/** A paper as a scanner hands it over: a PDF whose one page is a JPEG, a little skewed, without any letters of its own. */
export async function scan(lines: readonly string[]): Promise<Buffer> {
  const texts = lines.map(
    (line, at) =>
      `<text x="110" y="${200 + at * 80}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="36">${line}</text>`,
  );
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}"><rect width="${WIDE}" height="${HIGH}" fill="#f4f4f0"/><g transform="rotate(0.7 600 800)">${texts.join('')}</g></svg>`;
  const jpeg = await sharp(Buffer.from(page)).toColourspace('b-w').jpeg({ quality: 60 }).toBuffer();
  const draw = 'q 595 0 0 842 0 0 cm /Im0 Do Q';
  const image = `/Type /XObject /Subtype /Image /Width ${WIDE} /Height ${HIGH} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode`;
  return printed([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Im0 5 0 R >> >> >>',
    `<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`,
    Buffer.concat([Buffer.from(`<< ${image} /Length ${jpeg.length} >>\nstream\n`), jpeg, Buffer.from('\nendstream')]),
  ]);
}

/** A PDF whose pages have these sizes in points, each with a line on it. */
export function sizedPages(sizes: readonly (readonly [width: number, height: number])[]): Buffer {
  const kids = sizes.map((_, at) => `${4 + at * 2} 0 R`).join(' ');
  const pages = sizes.flatMap(([width, height], at) => {
    const draw = `BT /F1 12 Tf 2 ${Math.floor(height / 2)} Td (Trang ${at + 1}) Tj ET`;
    const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${5 + at * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`;
    return [page, `<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`];
  });
  return printed([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${sizes.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages,
  ]);
}

/** Puts objects together as a PDF; the first is the catalogue. */
function printed(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const add = (part: Buffer) => parts.push(part);
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [at, object] of objects.entries()) {
    offsets.push(length());
    add(Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const start = length();
  const lines = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  add(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
