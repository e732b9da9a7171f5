/** What must be found in a real file of test/fixtures/library (its README says where each comes from). */
export interface CorpusFile {
  name: string;
  producer: string;
  /** As the form TEXT counts them: pages, slides, sheets. Left out for pictures and sound. */
  pages?: number;
  /** Sentences that stand in the text. */
  says?: string[];
  /** The least that the reflowable HTML holds; items of lists keep the number that is printed. */
  html?: { headings?: number; tables?: number; items?: number };
  /** Pages that have pictures. */
  images?: number;
  cover?: boolean;
  /** Pictures of pages without letters. */
  scanned?: boolean;
  /** The sentence that recognising must find where tesseract is installed. */
  recognised?: string;
  /** Length of the sound, from and to. */
  seconds?: [number, number];
}

const PARTY = 'ĐẢNG CỘNG SẢN VIỆT NAM';

/** The corpus: every file of the folder, by its producer. */
export const CORPUS: readonly CorpusFile[] = [
  {
    name: 'libreoffice-nghi-quyet.docx',
    producer: 'LibreOffice Writer 7.4',
    pages: 1,
    says: [PARTY, 'Gieo cấy 430 ha lúa đông xuân', 'Họp ngày 28 tháng 9 năm 2026 tại nhà văn hóa bản Nà Khoa.'],
    html: { headings: 5, tables: 1, items: 3 },
    cover: true,
  },
  {
    name: 'libreoffice-nghi-quyet.pdf',
    producer: 'LibreOffice Writer 7.4',
    pages: 2,
    says: [PARTY, 'Gieo cấy 430 ha lúa đông xuân', 'Các chi bộ quán triệt nghị quyết trong kỳ sinh hoạt tháng 10'],
    html: { headings: 4, tables: 1, items: 3 },
    images: 2,
    cover: true,
  },
  {
    name: 'libreoffice-bien-ban.docx',
    producer: 'LibreOffice Writer 7.4',
    pages: 1,
    says: ['Có mặt: 17/19 đảng viên', 'sửa 400 m đường vào nghĩa trang'],
    html: { headings: 4, tables: 1, items: 8 },
    cover: true,
  },
  {
    name: 'libreoffice-chi-thi.pdf',
    producer: 'LibreOffice Writer 7.4',
    pages: 4,
    says: [PARTY, 'trực 24/24 giờ trong các ngày nắng nóng cấp IV, cấp V'],
    html: { headings: 1 },
    images: 4,
    cover: true,
  },
  {
    name: 'typst-ke-hoach.pdf',
    producer: 'Typst 0.14',
    pages: 2,
    says: [PARTY, 'Đoàn kết là truyền thống quý báu của Đảng', 'Thời gian tính cả phần thảo luận tổ.'],
    html: { headings: 3, tables: 1 },
    images: 2,
    cover: true,
  },
  {
    name: 'typst-bao-cao.pdf',
    producer: 'Typst 0.14',
    pages: 3,
    says: ['Toàn đảng bộ có 183 đảng viên tham gia', 'Phụ lục: số liệu theo chi bộ'],
    html: {},
    images: 3,
    cover: true,
  },
  {
    name: 'chromium-ban-tin.pdf',
    producer: 'Chromium (Skia/PDF)',
    pages: 2,
    says: ['Mùa lúa mới trên các bản', 'Nuôi ong lấy mật ong rừng', 'Con đường bê tông'],
    html: { headings: 4 },
    images: 2,
    cover: true,
  },
  {
    name: 'chromium-bieu-dang-phi.pdf',
    producer: 'Chromium (Skia/PDF)',
    pages: 2,
    says: ['Biểu theo dõi thu đảng phí năm 2026', 'Chi bộ bản số 46'],
    html: { headings: 1, tables: 2 },
    images: 2,
    cover: true,
  },
  {
    name: 'cairo-thong-bao.pdf',
    producer: 'cairo 1.16 (poppler)',
    pages: 1,
    says: [PARTY, 'bắt đầu lúc 7 giờ 30 phút sáng thứ bảy'],
    html: {},
    images: 1,
    cover: true,
  },
  {
    name: 'tex-shared-mime-info-spec.pdf',
    producer: 'pdfTeX 1.40',
    pages: 17,
    says: ['Shared MIME-info Database'],
    html: { headings: 5 },
    images: 17,
    cover: true,
  },
  {
    name: 'staroffice-error.pdf',
    producer: 'StarOffice 9',
    pages: 1,
    says: ["This PDF file is encrypted and can't be opened."],
    html: {},
    images: 1,
    cover: true,
  },
  {
    name: 'scan-thong-bao.pdf',
    producer: 'scan as JPEG',
    pages: 1,
    scanned: true,
    recognised: 'Do nhà văn hóa bản đang sửa mái',
    images: 1,
    cover: true,
  },
  {
    name: 'scan-cong-van.pdf',
    producer: 'scan, black and white',
    pages: 2,
    scanned: true,
    recognised: 'khuyến khích dùng tiếng nói và trang phục của dân tộc mình',
    images: 2,
    cover: true,
  },
  {
    name: 'scan-ke-hoach-mau.pdf',
    producer: 'scan in colour, stamped',
    pages: 1,
    scanned: true,
    recognised: 'Giúp đảng viên nắm vững nội dung chuyên đề',
    images: 1,
    cover: true,
  },
  {
    name: 'scan-tesseract-thong-bao.pdf',
    producer: 'tesseract 5.3 (text behind)',
    pages: 1,
    says: ['Đề nghị các đồng chí đảng viên sắp xếp công việc, có mặt đúng giờ.'],
    images: 1,
    cover: true,
  },
  {
    name: 'word-tables.docx',
    producer: 'Microsoft Word',
    pages: 1,
    says: ['Above', 'Top left', 'Below'],
    html: { tables: 1 },
    cover: true,
  },
  {
    name: 'word-footnotes.docx',
    producer: 'Microsoft Word',
    pages: 1,
    says: ['Ouch', 'A tachyon walks into a bar'],
    html: {},
    cover: true,
  },
  {
    name: 'word-simple-list.docx',
    producer: 'Microsoft Word',
    pages: 1,
    says: ['Apple', 'Banana'],
    html: { items: 2 },
    cover: true,
  },
  { name: 'word-tiny-picture.docx', producer: 'Microsoft Word', pages: 1, html: {}, cover: true },
  {
    name: 'word-strict-format.docx',
    producer: 'Microsoft Word (Strict)',
    pages: 1,
    says: ['Test'],
    html: {},
    cover: true,
  },
  {
    name: 'python-docx-huong-dan.docx',
    producer: 'python-docx 0.8',
    pages: 1,
    says: ['sát với đời sống', 'Thảo luận và kết luận'],
    html: { headings: 2, tables: 1, items: 3 },
    cover: true,
  },
  {
    name: 'pptxgenjs-chuyen-de.pptx',
    producer: 'PptxGenJS 4.0',
    pages: 3,
    says: ['CHUYÊN ĐỀ QUÝ IV', 'Hòa giải ngay tại bản', 'Hộ thoát nghèo'],
    html: {},
    images: 3,
    cover: true,
  },
  {
    name: 'openpyxl-danh-sach.xlsx',
    producer: 'openpyxl 3.0',
    pages: 2,
    says: ['Chi bộ Bản Suối Thầu', 'Đã thu (đồng)'],
    html: { tables: 2 },
  },
  {
    name: 'write-excel-file-phan-cong.xlsx',
    producer: 'write-excel-file 4.1',
    pages: 1,
    says: ['Phát tờ rơi phòng cháy rừng'],
    html: { tables: 1 },
  },
  {
    name: 'loi-ke.txt',
    producer: 'a text editor',
    pages: 1,
    says: ['Nay con đường bê tông đã vào tận cuối bản'],
    html: {},
  },
  { name: 'anh-nha-van-hoa.jpg', producer: 'a phone (JPEG, EXIF)', images: 1, cover: true },
  { name: 'anh-ban-tin.png', producer: 'Chromium screenshot', images: 1, cover: true },
  { name: 'ap-phich.webp', producer: 'libvips (WebP)', images: 1, cover: true },
  { name: 'lame-loi-mo-dau.mp3', producer: 'LAME 3.100, constant', seconds: [7, 7.6] },
  { name: 'lame-loi-mo-dau-vbr.mp3', producer: 'LAME 3.100, variable', seconds: [7, 7.6] },
  { name: 'oggenc-loi-mo-dau.ogg', producer: 'oggenc (Vorbis)', seconds: [7, 7.6] },
  { name: 'chromium-giai-dieu.m4a', producer: 'Chromium MediaRecorder', seconds: [3.5, 4.5] },
];
