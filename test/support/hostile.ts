import { deflateRawSync, deflateSync } from 'node:zlib';
import { office, png, zip } from './samples.js';

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A relation of a part of an office file. */
export function relation(type: string, target: string, isExternal = true): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/${type}" Target="${target}"${isExternal ? ' TargetMode="External"' : ''}/></Relationships>`;
}

/** A Word paper with these paragraphs, as bare as Word itself reads it. */
export function docx(paragraphs: string[], more: Record<string, string> = {}): Buffer {
  const body = paragraphs.map(text => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`).join('');
  return word(body, more);
}

/** A Word paper of this XML. */
export function word(body: string, more: Record<string, string> = {}): Buffer {
  return zip({
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': relation('officeDocument', 'word/document.xml', false),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

/** A field as Word writes it: its instruction may be cut into several runs. */
export function field(...instruction: string[]): string {
  const run = (inner: string) => `<w:r>${inner}</w:r>`;
  const texts = instruction.map(text => run(`<w:instrText xml:space="preserve">${text}</w:instrText>`)).join('');
  return `<w:p>${run('<w:fldChar w:fldCharType="begin"/>')}${texts}${run('<w:fldChar w:fldCharType="separate"/>')}${run('<w:t>x</w:t>')}${run('<w:fldChar w:fldCharType="end"/>')}</w:p>`;
}

/** A PDF of these objects; the first is the root. */
export function pdfOf(objects: string[]): Buffer {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const lines = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + end, 'latin1');
}

/** A PDF whose catalogue holds something more. */
export function pdfWith(inCatalogue: string, ...more: string[]): Buffer {
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${inCatalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...more,
  ]);
}

/** A PDF that keeps an object in a packed stream of objects, as newer programs do. */
export function pdfHiding(object: string, filter = '/FlateDecode', packed = deflateSync(object)): Buffer {
  const stream = `<< /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${packed.length} >>\nstream\n${packed.toString('latin1')}\nendstream`;
  return pdfWith('', stream);
}

/** A PDF of so many pages that all show the same. */
export function pdfOfPages(count: number): Buffer {
  const kids = Array.from({ length: count }, () => '3 0 R').join(' ');
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ]);
}

/** A PDF of so many pages, each an object of its own, that says it had one. */
export function pdfOfHiddenPages(count: number): Buffer {
  const pages = Array.from({ length: count }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>');
  const kids = pages.map((_, index) => `${index + 3} 0 R`).join(' ');
  return pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count 1 >>`, ...pages]);
}

/** An office file with one packed part of so many zeros; its directory may lie about the size. */
export function bomb(bytes: number, declared = bytes): Buffer {
  const packed = deflateRawSync(Buffer.alloc(bytes, 32), { level: 9 });
  const bones = office('docx', { 'word/media/image1.emf': '@@BOMB@@' });
  return withPacked(bones, '@@BOMB@@', packed, declared);
}

/** Puts packed bytes in the place of a stored entry: sizes and method are corrected in both its heads. */
function withPacked(archive: Buffer, stored: string, packed: Buffer, declared: number): Buffer {
  const at = archive.indexOf(stored);
  const name = Buffer.from('word/media/image1.emf');
  const local = archive.lastIndexOf(Buffer.from('PK\x03\x04', 'latin1'), at);
  const grown = packed.length - stored.length;
  const result = Buffer.concat([archive.subarray(0, at), packed, archive.subarray(at + stored.length)]);
  const central = result.indexOf(Buffer.from('PK\x01\x02', 'latin1'), at + packed.length - 1);
  let entry = central;
  while (!result.subarray(entry + 46, entry + 46 + name.length).equals(name))
    entry = result.indexOf(Buffer.from('PK\x01\x02', 'latin1'), entry + 4);
  for (const head of [local + 8, entry + 10]) {
    result.writeUInt16LE(8, head);
    result.writeUInt32LE(packed.length, head + 10);
    result.writeUInt32LE(declared, head + 14);
  }
  const end = result.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  result.writeUInt32LE(result.readUInt32LE(end + 16) + grown, end + 16);
  return result;
}

/** A Word paper with an office file inside. */
export function inside(inner: Buffer): Buffer {
  return office('docx', { 'word/embeddings/Microsoft_Excel_Worksheet.xlsx': inner });
}

/** A Word paper in a Word paper in a Word paper. */
export function nested(depth: number): Buffer {
  return depth === 0 ? office('docx') : office('docx', { 'word/embeddings/a.docx': nested(depth - 1) });
}

/** A PNG that says it is so large, and has next to nothing in it. */
export function pngOf(width: number, height: number): Buffer {
  const content = Buffer.from(png());
  content.writeUInt32BE(width, 16);
  content.writeUInt32BE(height, 20);
  content.writeUInt32BE(crc32(content.subarray(12, 29)), 29);
  return content;
}

function crc32(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** The test virus that every scanner knows (EICAR), put together here so that no scanner finds it in this file. */
export const eicar = (): Buffer =>
  Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join(''));
