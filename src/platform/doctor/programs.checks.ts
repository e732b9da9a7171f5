import { programPath } from '../programs.js';
import { type Finding, ok, warning } from './finding.js';

/** Programs that make more of documents; without them the product works with less. */
const PROGRAMS: readonly { name: string; package: string; without: string }[] = [
  { name: 'pdftotext', package: 'poppler-utils', without: 'tệp PDF được đọc bằng cách chậm hơn' },
  { name: 'pdftoppm', package: 'poppler-utils', without: 'không có ảnh trang và ảnh bìa của tệp PDF' },
  {
    name: 'tesseract',
    package: 'tesseract-ocr tesseract-ocr-vie',
    without: 'tệp scan không được nhận dạng chữ nên không tìm được trong đó',
  },
];

/** Which optional programs are there, and what is missing without them. Never a failure. */
export async function checkPrograms(): Promise<Finding[]> {
  return Promise.all(
    PROGRAMS.map(async ({ name, package: packages, without }) => {
      const path = await programPath(name);
      const subject = `Chương trình ${name}`;
      if (path) return ok(subject, path);
      return warning(subject, `chưa cài: ${without}`, `Cài gói ${packages} rồi khởi động lại (không bắt buộc).`);
    }),
  );
}
