/** Why a content cannot be read, with the sentence that a person reads. */
const UNREADABLE = {
  TORN: 'Tệp bị hỏng hoặc không đúng định dạng nên không đọc được.',
  HOSTILE: 'Tệp có cấu trúc không an toàn nên hệ thống không mở.',
  TOO_LARGE: 'Nội dung bên trong tệp quá lớn nên không đọc được.',
  TOO_MANY_PAGES: 'Tệp có quá nhiều trang nên không đọc được.',
  TOO_SLOW: 'Đọc tệp mất quá nhiều thời gian nên đã dừng lại.',
  ENCRYPTED: 'Tệp có đặt mật khẩu nên không đọc được.',
} as const;

export type UnreadableReason = keyof typeof UNREADABLE;

/** A content that never can be read: trying again would not help. */
export class Unreadable extends Error {
  constructor(readonly reason: UnreadableReason) {
    super(UNREADABLE[reason]);
  }
}
