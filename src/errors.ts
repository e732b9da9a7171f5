import { GraphQLError } from 'graphql';

/** The contract's codes of refusal (contract.graphql, head). */
export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'RATE_LIMITED'
  | 'TOO_LARGE'
  | 'UNAVAILABLE';

/** Every way a request is refused: the contract's code and the sentence that a person reads. The key is the reason that clients translate. */
export const REFUSALS = {
  // anyone, anywhere
  SIGN_IN_NEEDED: ['UNAUTHENTICATED', 'Đồng chí cần đăng nhập lại.'],
  NOT_ALLOWED: ['FORBIDDEN', 'Đồng chí không có quyền làm việc này.'],
  NOT_FOUND: ['NOT_FOUND', 'Không tìm thấy nội dung này.'],
  INPUT_INVALID: ['BAD_USER_INPUT', 'Thông tin nhập chưa đúng. Đồng chí xem lại các ô được đánh dấu.'],
  REQUEST_INVALID: ['BAD_USER_INPUT', 'Yêu cầu không hợp lệ.'],
  REQUEST_TOO_LARGE: ['TOO_LARGE', 'Nội dung gửi lên quá lớn.'],
  STALE_VERSION: ['CONFLICT', 'Nội dung đã được người khác sửa. Đồng chí xem bản mới rồi lưu lại.'],
  MUTATION_ID_REUSED: ['CONFLICT', 'Mã thao tác này đã dùng cho một việc khác.'],
  ID_TAKEN: ['CONFLICT', 'Mã này đã được dùng cho một nội dung khác.'],
  TOO_MANY_ATTEMPTS: ['RATE_LIMITED', 'Đồng chí đã thử quá nhiều lần. Xin chờ ít phút rồi thử lại.'],
  TEMPORARILY_UNAVAILABLE: ['UNAVAILABLE', 'Hệ thống đang bận. Xin thử lại sau ít phút.'],
  PREDECESSOR_MISSING: [
    'UNAVAILABLE',
    'Việc làm trước việc này trên cùng thiết bị chưa gửi đến. Sẽ tự gửi lại khi việc trước đến nơi.',
  ],
  // signing in
  WRONG_CREDENTIALS: ['UNAUTHENTICATED', 'Thông tin đăng nhập chưa đúng.'],
  WRONG_ACTIVATION_CODE: ['UNAUTHENTICATED', 'Mã kích hoạt chưa đúng hoặc đã hết hạn.'],
  PASSWORD_TOO_WEAK: ['BAD_USER_INPUT', 'Mật khẩu cần ít nhất 8 ký tự và không dễ đoán.'],
  EMAIL_TAKEN: ['CONFLICT', 'Địa chỉ thư điện tử này đã có người dùng.'],
  // organisations
  ORGANISATION_CODE_TAKEN: ['CONFLICT', 'Mã tổ chức này đã được dùng.'],
  ORGANISATION_UNDER_ITSELF: ['BAD_USER_INPUT', 'Một tổ chức không thể nằm dưới chính nó.'],
  ORGANISATION_KIND_MISFIT: ['BAD_USER_INPUT', 'Loại tổ chức này không thể trực thuộc tổ chức đã chọn.'],
  ORGANISATION_DATE_BEFORE_LAST_CHANGE: [
    'PRECONDITION_FAILED',
    'Ngày có hiệu lực phải sau lần thay đổi gần nhất của tổ chức.',
  ],
  NOT_A_CELL: ['BAD_USER_INPUT', 'Tổ chức được chọn không phải là chi bộ.'],
  // members
  CARD_NUMBER_TAKEN: ['CONFLICT', 'Số thẻ đảng viên này đã có người dùng.'],
  MEMBERSHIP_ENDED: ['PRECONDITION_FAILED', 'Đảng viên này đã thôi sinh hoạt.'],
  MEMBERSHIP_DATE_INVALID: ['PRECONDITION_FAILED', 'Ngày này không hợp với quá trình sinh hoạt của đảng viên.'],
  ALREADY_IN_CELL: ['PRECONDITION_FAILED', 'Đảng viên đang sinh hoạt tại chi bộ này.'],
  OFFICE_NOT_HELD: ['PRECONDITION_FAILED', 'Đảng viên không giữ chức vụ này.'],
  OFFICE_NEEDS_MEMBERSHIP: ['PRECONDITION_FAILED', 'Người giữ chức vụ này phải đang sinh hoạt chính thức tại chi bộ.'],
  OFFICE_MISFIT: ['BAD_USER_INPUT', 'Chức vụ này không có ở tổ chức được chọn.'],
  // files and documents
  FILE_EMPTY: ['BAD_USER_INPUT', 'Tệp không có nội dung.'],
  FILE_TOO_LARGE: ['TOO_LARGE', 'Tệp quá lớn.'],
  FILE_TYPE_REFUSED: ['BAD_USER_INPUT', 'Loại tệp này không được nhận, hoặc nội dung không đúng với tên tệp.'],
  FILE_CLASSIFIED: ['BAD_USER_INPUT', 'Không được đưa tài liệu Mật, Tối mật, Tuyệt mật lên hệ thống này.'],
  FILE_ENCRYPTED: ['BAD_USER_INPUT', 'Tệp có đặt mật khẩu. Đồng chí bỏ mật khẩu rồi gửi lại.'],
  FILE_ACTIVE: [
    'BAD_USER_INPUT',
    'Tệp có mã lệnh hoặc tệp khác gắn bên trong. Đồng chí lưu lại thành tệp không có macro, không đính kèm rồi gửi lại.',
  ],
  FILE_REMOTE: [
    'BAD_USER_INPUT',
    'Tệp lấy mẫu hoặc nội dung từ nơi khác khi mở ra. Đồng chí lưu nội dung đó vào trong tệp rồi gửi lại.',
  ],
  FILE_UNPACKS_TOO_LARGE: ['BAD_USER_INPUT', 'Nội dung nén bên trong tệp quá lớn.'],
  FILE_TOO_MANY_PAGES: ['BAD_USER_INPUT', 'Tệp có quá nhiều trang. Đồng chí chia thành nhiều tệp rồi gửi lại.'],
  FILE_IMAGE_TOO_LARGE: ['BAD_USER_INPUT', 'Ảnh có kích thước quá lớn. Đồng chí thu nhỏ ảnh rồi gửi lại.'],
  FILE_UNREADABLE: ['BAD_USER_INPUT', 'Tệp bị hỏng, không đọc được. Đồng chí kiểm tra lại tệp rồi gửi lại.'],
  FILE_INFECTED: ['BAD_USER_INPUT', 'Tệp có mã độc. Đồng chí kiểm tra máy của mình, không mở tệp này.'],
  FILE_BEING_CHECKED: ['UNAVAILABLE', 'Tệp đang được kiểm tra. Xin chờ ít phút rồi mở lại.'],
  UPLOAD_DAMAGED: ['BAD_USER_INPUT', 'Tệp nhận được không giống tệp đã gửi. Đồng chí gửi lại từ đầu.'],
  UPLOAD_OFFSET_WRONG: ['CONFLICT', 'Phần gửi lên không nối tiếp phần đã nhận. Xin hỏi lại chỗ gửi tiếp.'],
  FILE_LINK_EXPIRED: ['FORBIDDEN', 'Đường dẫn của tệp đã hết hạn. Đồng chí mở lại tệp từ trang tài liệu.'],
  FORM_BEING_MADE: ['UNAVAILABLE', 'Bản đọc của tệp đang được làm. Xin chờ ít phút rồi mở lại.'],
  FORM_NOT_MADE: ['PRECONDITION_FAILED', 'Không làm được bản đọc của tệp này. Đồng chí mở tệp gốc.'],
  DOCUMENT_WITHOUT_FILES: ['BAD_USER_INPUT', 'Tài liệu cần có ít nhất một tệp.'],
  DOCUMENT_WITHDRAWN: ['PRECONDITION_FAILED', 'Tài liệu này đã được thu hồi.'],
  BULLETIN_TAKEN: ['CONFLICT', 'Tháng này đã có bản tin. Đồng chí thu hồi bản cũ hoặc thay tệp của bản đó.'],
  TOO_MANY_BOOKMARKS: ['PRECONDITION_FAILED', 'Đồng chí đã đánh dấu quá nhiều tài liệu. Hãy bỏ bớt rồi thử lại.'],
  TOO_MANY_NOTES: ['PRECONDITION_FAILED', 'Tài liệu này đã có quá nhiều ghi chú của đồng chí.'],
  NOTE_CHANGED: ['CONFLICT', 'Ghi chú này đã được sửa trên thiết bị khác. Đồng chí xem cả hai bản rồi lưu lại.'],
  NOTE_DELETED: ['CONFLICT', 'Ghi chú này đã xóa trên thiết bị khác. Đồng chí có thể lưu thành ghi chú mới.'],
  PACK_OUTDATED: ['CONFLICT', 'Gói tài liệu đã thay đổi. Đồng chí tải lại gói mới.'],
  PACK_TOO_LARGE: ['TOO_LARGE', 'Gói tài liệu quá lớn. Đồng chí chọn gói chỉ có chữ, hoặc chọn ít tài liệu hơn.'],
  // meetings
  MEETING_NOT_DRAFT: ['PRECONDITION_FAILED', 'Buổi sinh hoạt này đã mời hoặc đã kết thúc.'],
  MEETING_WITHOUT_AGENDA: ['PRECONDITION_FAILED', 'Cần có nội dung chương trình trước khi mời.'],
  MEETING_NOT_INVITED: ['PRECONDITION_FAILED', 'Buổi sinh hoạt này chưa mời.'],
  MEETING_NOT_OPEN: ['PRECONDITION_FAILED', 'Buổi sinh hoạt này chưa mở hoặc đã kết thúc.'],
  MEETING_ALREADY_CLOSED: ['PRECONDITION_FAILED', 'Buổi sinh hoạt này đã kết thúc.'],
  MEETING_CANCELLED: ['PRECONDITION_FAILED', 'Buổi sinh hoạt này đã hủy.'],
  MEETING_ALREADY_OPEN: ['PRECONDITION_FAILED', 'Buổi sinh hoạt này đã mở, không dời hay gộp được nữa.'],
  MEETINGS_NOT_MERGEABLE: [
    'BAD_USER_INPUT',
    'Chỉ gộp được một buổi thường kỳ với một buổi chuyên đề của cùng một chi bộ.',
  ],
  MEETING_IN_THE_PAST: ['BAD_USER_INPUT', 'Giờ bắt đầu đã qua quá 24 giờ.'],
  MEETING_ENDS_BEFORE_START: ['BAD_USER_INPUT', 'Giờ kết thúc phải sau giờ bắt đầu.'],
  ROLL_CALL_INCOMPLETE: ['PRECONDITION_FAILED', 'Còn đảng viên chưa được điểm danh.'],
  ABSENCE_NOT_ASKED: ['PRECONDITION_FAILED', 'Đảng viên này không xin vắng.'],
  OPINION_ANSWERED: ['PRECONDITION_FAILED', 'Ý kiến này đã được trả lời.'],
  OPINION_WITHDRAWN: ['PRECONDITION_FAILED', 'Ý kiến này đã được rút.'],
  TOO_MANY_OPINIONS: [
    'PRECONDITION_FAILED',
    'Đồng chí có nhiều ý kiến chưa được trả lời. Xin chờ trả lời hoặc rút bớt rồi gửi tiếp.',
  ],
  ABSENCE_NEEDS_REASON: ['BAD_USER_INPUT', 'Xin đồng chí ghi lý do vắng mặt.'],
  CHECK_IN_CODE_WRONG: ['BAD_USER_INPUT', 'Mã điểm danh chưa đúng. Đồng chí xem lại mã trên màn hình của bí thư.'],
  CHECK_IN_CODE_EXPIRED: [
    'BAD_USER_INPUT',
    'Mã điểm danh này đã hết hạn. Đồng chí xem mã đang hiện trên màn hình của bí thư.',
  ],
  CHECK_IN_SIGNATURE_WRONG: [
    'BAD_USER_INPUT',
    'Chữ ký của thiết bị không đúng. Đồng chí mở lại ứng dụng rồi điểm danh lại.',
  ],
  CHECK_IN_IN_THE_FUTURE: [
    'BAD_USER_INPUT',
    'Giờ điểm danh chưa tới. Đồng chí chỉnh lại giờ của điện thoại rồi điểm danh lại.',
  ],
  DEVICE_KEY_WRONG: ['BAD_USER_INPUT', 'Khóa của thiết bị không đúng.'],
  TOO_MANY_DEVICES: ['PRECONDITION_FAILED', 'Đồng chí đã dùng quá nhiều thiết bị. Hãy báo bí thư chi bộ.'],
  TOO_MANY_GUESTS: ['PRECONDITION_FAILED', 'Buổi sinh hoạt đã có quá nhiều khách mời.'],
  NOT_ON_THE_ROLL: ['PRECONDITION_FAILED', 'Đồng chí không có trong danh sách của buổi sinh hoạt này.'],
  PAPER_WITHOUT_CONTENT: ['PRECONDITION_FAILED', 'Chưa có nội dung để làm giấy này.'],
  PAPER_BEING_MADE: ['UNAVAILABLE', 'Giấy này đang được làm. Xin chờ một lát rồi mở lại.'],
  PAPER_NOT_MADE: ['PRECONDITION_FAILED', 'Chưa làm được giấy này. Đồng chí bấm làm lại.'],
  // minutes and resolutions
  MINUTES_NOT_YET: ['PRECONDITION_FAILED', 'Buổi sinh hoạt chưa kết thúc nên chưa có biên bản.'],
  MINUTES_SEALED: ['PRECONDITION_FAILED', 'Biên bản đã ký và khóa. Đồng chí chỉ có thể thêm phụ lục.'],
  MINUTES_NOT_SEALED: ['PRECONDITION_FAILED', 'Biên bản chưa khóa. Đồng chí sửa ngay trong biên bản.'],
  MINUTES_CHANGED: ['CONFLICT', 'Biên bản đã thay đổi sau khi đồng chí xem. Đồng chí đọc lại rồi ký.'],
  NOT_A_SIGNER: ['FORBIDDEN', 'Chỉ người chủ trì và thư ký của buổi sinh hoạt ký biên bản.'],
  CHAIR_NOT_NAMED: ['PRECONDITION_FAILED', 'Chưa ghi ai chủ trì buổi sinh hoạt.'],
  RECORDER_NOT_NAMED: ['PRECONDITION_FAILED', 'Chưa ghi ai làm thư ký buổi sinh hoạt.'],
  SIGNERS_MUST_DIFFER: ['PRECONDITION_FAILED', 'Chủ trì và thư ký phải là hai người.'],
  SIGNER_NOT_PRESENT: ['PRECONDITION_FAILED', 'Chủ trì và thư ký phải là người có mặt tại buổi sinh hoạt.'],
  CHAIR_MUST_BE_FULL_MEMBER: ['PRECONDITION_FAILED', 'Người chủ trì phải là đảng viên chính thức.'],
  RESOLUTION_ISSUED: ['PRECONDITION_FAILED', 'Nghị quyết đã ban hành, không sửa được nữa.'],
  RESOLUTION_EMPTY: ['PRECONDITION_FAILED', 'Nghị quyết chưa có phương hướng hay phân công nào.'],
  RESOLUTION_NOT_PASSED: ['PRECONDITION_FAILED', 'Biểu quyết về nghị quyết này chưa được thông qua.'],
  RESOLUTION_DATE_BEFORE_LAST: [
    'PRECONDITION_FAILED',
    'Ngày ban hành không được trước ngày của nghị quyết có số liền trước trong năm.',
  ],
  // assessment
  ASSESSMENT_TOO_EARLY: ['PRECONDITION_FAILED', 'Buổi sinh hoạt chưa kết thúc nên chưa chấm điểm được.'],
  ASSESSMENT_SEALED: ['PRECONDITION_FAILED', 'Điểm đã ghi trong biên bản niêm phong, không sửa được nữa.'],
  MEETING_NOT_ASSESSED: ['PRECONDITION_FAILED', 'Loại buổi họp này không chấm điểm.'],
  VOTE_NOT_OPEN: ['PRECONDITION_FAILED', 'Nội dung này chưa mở biểu quyết hoặc đã hủy.'],
  VOTE_CLOSED: ['PRECONDITION_FAILED', 'Biểu quyết này đã chốt kết quả, không nhận thêm.'],
  VOTE_CANCELLED: ['PRECONDITION_FAILED', 'Biểu quyết này đã hủy.'],
  VOTE_STILL_OPEN: [
    'PRECONDITION_FAILED',
    'Còn một nội dung đang biểu quyết. Đồng chí chốt kết quả hoặc hủy biểu quyết đó trước.',
  ],
  VOTE_COUNT_TOO_HIGH: ['BAD_USER_INPUT', 'Tổng số phiếu nhiều hơn số đảng viên chính thức có mặt.'],
  VOTE_BY_HANDS: ['PRECONDITION_FAILED', 'Nội dung này biểu quyết giơ tay, do bí thư ghi số.'],
  NOT_ENTITLED_TO_VOTE: ['PRECONDITION_FAILED', 'Chỉ đảng viên chính thức của chi bộ được biểu quyết.'],
  NOT_PRESENT_TO_VOTE: ['PRECONDITION_FAILED', 'Đồng chí chưa được điểm danh có mặt nên chưa biểu quyết được.'],
  BALLOT_ALREADY_CAST: ['CONFLICT', 'Đồng chí đã biểu quyết rồi. Ý kiến đầu tiên được tính.'],
  TASK_CANCELLED: ['PRECONDITION_FAILED', 'Nhiệm vụ này đã hủy.'],
  // rollouts
  WAVE_GATE_NOT_PASSED: ['PRECONDITION_FAILED', 'Đợt trước chưa đạt điều kiện để mở đợt này.'],
  WAVE_NOT_RUNNING: ['PRECONDITION_FAILED', 'Đợt này không đang chạy.'],
  WAVE_WITHOUT_CELLS: ['BAD_USER_INPUT', 'Đợt triển khai chưa có chi bộ nào.'],
  CELL_IN_TWO_WAVES: ['BAD_USER_INPUT', 'Một chi bộ không thể ở hai đợt của cùng một kế hoạch.'],
  // imports
  IMPORT_NOT_READY: ['PRECONDITION_FAILED', 'Tệp nhập chưa kiểm tra xong hoặc đã được ghi.'],
  IMPORT_HAS_PROBLEMS: ['PRECONDITION_FAILED', 'Tệp nhập còn lỗi. Đồng chí sửa trong tệp rồi gửi lại.'],
  IMPORT_ENCODING_UNSURE: ['PRECONDITION_FAILED', 'Bảng mã của tệp chưa rõ. Đồng chí chọn chuyển mã hay giữ nguyên.'],
  IMPORT_UNREADABLE: ['BAD_USER_INPUT', 'Không đọc được tệp. Cần tệp .xlsx hoặc .csv theo mẫu.'],
} as const satisfies Record<string, readonly [RefusalCode, string]>;

/** Every reason as a value of the schema's enum Reason, so that clients translate each and miss none. */
export const Reason = Object.fromEntries(Object.keys(REFUSALS).map(key => [key, key])) as Record<ReasonKey, ReasonKey>;

/** Why exactly: a key of the table of refusals. */
export type ReasonKey = keyof typeof REFUSALS;

/** A field of the input that is wrong: its path (`input.agenda.0.title`) and why, in Vietnamese. */
export interface FieldProblem {
  path: string;
  reason: string;
}

/** What a refusal may carry beside code and reason. retryAfter is in seconds. */
export interface RefusalDetails {
  fields?: FieldProblem[];
  currentVersion?: number;
  retryAfter?: number;
  [key: string]: unknown;
}

/** A request that is understood and refused. Never a defect: it is not logged as an error. */
export class Refusal extends GraphQLError {
  readonly reason: ReasonKey;
  readonly code: RefusalCode;

  constructor(reason: ReasonKey, details: RefusalDetails = {}) {
    const [code, message] = REFUSALS[reason];
    super(message, { extensions: { code, reason, ...details } });
    this.reason = reason;
    this.code = code;
  }

  /** A refusal of one field of the input. */
  static field(path: string, reason: string): Refusal {
    return new Refusal('INPUT_INVALID', { fields: [{ path, reason }] });
  }
}
