import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { DocumentKind, Reason } from '../graphql/graphql.js';

const KINDS: Record<DocumentKind, MessageDescriptor> = {
  RESOLUTION: msg`Nghị quyết`,
  DIRECTIVE: msg`Chỉ thị`,
  CONCLUSION: msg`Kết luận`,
  REGULATION: msg`Quy định`,
  GUIDANCE: msg`Hướng dẫn`,
  BULLETIN: msg`Bản tin`,
  MATERIAL: msg`Tư liệu`,
  LESSON: msg`Bài học`,
};

/** Every kind of document, in the order of their weight. */
export const DOCUMENT_KINDS = Object.keys(KINDS) as DocumentKind[];

/** "Nghị quyết": what a kind of document is called. */
export function documentKindName(kind: DocumentKind): string {
  return i18n._(KINDS[kind]);
}

/** A value of a list of choices as a kind; nothing for any other text. */
export function kindOf(value: unknown): DocumentKind | undefined {
  return DOCUMENT_KINDS.find(kind => kind === value);
}

/** Why a check refused a file after it was taken in; the other reasons come with the answer to the upload itself. */
const FILE_REFUSALS: Partial<Record<Reason, MessageDescriptor>> = {
  FILE_ACTIVE: msg`Tệp có mã lệnh hoặc tệp khác gắn bên trong. Đồng chí lưu lại thành tệp không có macro, không đính kèm rồi gửi lại.`,
  FILE_CLASSIFIED: msg`Tệp có dấu Mật, Tối mật hoặc Tuyệt mật nên không được nhận. Nội dung đã được xóa khỏi hệ thống.`,
  FILE_ENCRYPTED: msg`Tệp có đặt mật khẩu. Đồng chí bỏ mật khẩu rồi gửi lại.`,
  FILE_INFECTED: msg`Tệp có mã độc. Đồng chí kiểm tra máy của mình, không mở tệp này.`,
  FILE_REMOTE: msg`Tệp lấy mẫu hoặc nội dung từ nơi khác khi mở ra. Đồng chí lưu nội dung đó vào trong tệp rồi gửi lại.`,
  FILE_TOO_LARGE: msg`Tệp quá lớn.`,
  FILE_TOO_MANY_PAGES: msg`Tệp có quá nhiều trang. Đồng chí chia thành nhiều tệp rồi gửi lại.`,
  FILE_TYPE_REFUSED: msg`Loại tệp này không được nhận, hoặc nội dung không đúng với tên tệp.`,
  FILE_UNREADABLE: msg`Tệp bị hỏng, không đọc được. Đồng chí kiểm tra lại tệp rồi gửi lại.`,
};

/** What a person reads about a file that was refused. */
export function fileRefusalText(reason: Reason): string {
  return i18n._(FILE_REFUSALS[reason] ?? msg`Tệp này không được nhận.`);
}
