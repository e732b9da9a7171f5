import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type {
  AgendaSection,
  AttendanceFlag,
  AttendanceState,
  CarriedKind,
  CellType,
  EndReason,
  FormKind,
  FormState,
  MeetingKind,
  MeetingStatus,
  MemberKind,
  MembershipStatus,
  Office,
  OrganisationKind,
  Reach,
  Reason,
  Role,
  VoteChoice,
  WaveStatus,
} from '../graphql/graphql.js';
import type { Tone } from './parts/Chip.js';

/** The contract's words in the person's language, by their name in domain.md. */
function words<Key extends string>(table: Record<Key, MessageDescriptor>): (key: Key) => string {
  return key => i18n._(table[key]);
}

export const roleName = words<Role>({
  MEMBER: msg`Đảng viên`,
  SECRETARY: msg`Bí thư chi bộ`,
  FOLLOWER: msg`Cấp ủy viên theo dõi`,
  COMMITTEE_OFFICER: msg`Cán bộ cấp ủy`,
  ADMINISTRATOR: msg`Quản trị`,
});

export const organisationKindName = words<OrganisationKind>({
  PROVINCE: msg`Đảng bộ tỉnh`,
  UPPER_COMMITTEE: msg`Đảng bộ cấp trên trực tiếp`,
  BASE_COMMITTEE: msg`Đảng bộ cơ sở`,
  BASE_CELL: msg`Chi bộ cơ sở`,
  SUB_COMMITTEE: msg`Đảng bộ bộ phận`,
  CELL: msg`Chi bộ`,
  GROUP: msg`Tổ đảng`,
});

/** What the members of a cell work at. */
export const cellTypeName = words<CellType>({
  HAMLET: msg`Thôn, bản, tổ dân phố`,
  OFFICE: msg`Cơ quan, đơn vị sự nghiệp`,
  STATE_FIRM: msg`Doanh nghiệp nhà nước`,
  PRIVATE_FIRM: msg`Doanh nghiệp tư nhân`,
  STUDENTS: msg`Trường học, sinh viên`,
  ARMED_FORCES: msg`Lực lượng vũ trang`,
});

export const CELL_TYPES: readonly CellType[] = [
  'HAMLET',
  'OFFICE',
  'STATE_FIRM',
  'PRIVATE_FIRM',
  'STUDENTS',
  'ARMED_FORCES',
];

export const agendaSectionName = words<AgendaSection>({
  OPENING: msg`Mở đầu`,
  MIDDLE: msg`Nội dung`,
  CLOSING: msg`Kết thúc`,
});

/** What of last month an item takes up again. */
export const carriedName = words<CarriedKind>({
  AGENDA_ITEM: msg`Nội dung kỳ trước chưa làm`,
  TASKS: msg`Việc chưa xong`,
  COMMITTEE_TASKS: msg`Việc của chi ủy chưa xong`,
  OPINION: msg`Ý kiến chưa trả lời`,
});

export const memberKindName = words<MemberKind>({ FULL: msg`Chính thức`, PROBATIONARY: msg`Dự bị` });

export const membershipStatusName = words<MembershipStatus>({
  ACTIVE: msg`Đang sinh hoạt`,
  EXEMPT: msg`Miễn sinh hoạt`,
  AWAY: msg`Đi xa`,
  TEMPORARY: msg`Sinh hoạt tạm thời`,
  ENDED: msg`Đã thôi sinh hoạt`,
});

export const reachName = words<Reach>({
  SMARTPHONE: msg`Điện thoại thông minh`,
  PHONE: msg`Điện thoại thường`,
  NONE: msg`Không có điện thoại`,
});

export const officeName = words<Office>({
  SECRETARY: msg`Bí thư`,
  DEPUTY_SECRETARY: msg`Phó bí thư`,
  COMMITTEE_MEMBER: msg`Chi ủy viên`,
  FOLLOWER: msg`Cấp ủy viên theo dõi`,
  COMMITTEE_OFFICER: msg`Cán bộ cấp ủy`,
  ADMINISTRATOR: msg`Quản trị`,
});

export const endReasonName = words<EndReason>({
  REMOVED: msg`Xóa tên`,
  EXPELLED: msg`Khai trừ`,
  LEFT: msg`Xin ra khỏi Đảng`,
  DIED: msg`Từ trần`,
  MOVED_ABROAD: msg`Ra nước ngoài`,
  ORGANISATION_ENDED: msg`Tổ chức kết thúc`,
});

export const meetingKindName = words<MeetingKind>({
  REGULAR: msg`Thường kỳ`,
  THEMATIC: msg`Chuyên đề`,
  COMMITTEE: msg`Họp chi ủy`,
  EXTRAORDINARY: msg`Bất thường`,
});

export const meetingStatusName = words<MeetingStatus>({
  DRAFT: msg`Đang soạn`,
  INVITED: msg`Đã mời`,
  OPEN: msg`Đang họp`,
  CLOSED: msg`Đã kết thúc`,
  CANCELLED: msg`Đã hủy`,
});

export const MEETING_TONES: Record<MeetingStatus, Tone> = {
  DRAFT: 'plain',
  INVITED: 'busy',
  OPEN: 'wait',
  CLOSED: 'good',
  CANCELLED: 'bad',
};

export const choiceName = words<VoteChoice>({
  AGREE: msg`Đồng ý`,
  DISAGREE: msg`Không đồng ý`,
  OTHER: msg`Ý kiến khác`,
});

export const attendanceName = words<AttendanceState>({
  EXPECTED: msg`Chưa điểm danh`,
  PRESENT: msg`Có mặt`,
  EXCUSED: msg`Vắng có phép`,
  UNEXCUSED: msg`Vắng không phép`,
  EXEMPT: msg`Miễn sinh hoạt`,
});

export const attendanceFlagName = words<AttendanceFlag>({
  FOREIGN_DEVICE: msg`điểm danh bằng máy của người khác`,
  SHARED_DEVICE: msg`cùng một máy với người khác`,
  UNSIGNED: msg`máy chưa ký xác nhận`,
  CLOCK_OFF: msg`giờ trên máy bị lệch`,
  MARK_CLOCK_OFF: msg`giờ trên máy người điểm danh bị lệch`,
});

const refusedNames = words<RefusedReason>({
  CHECK_IN_CODE_WRONG: msg`mã không đúng`,
  CHECK_IN_CODE_EXPIRED: msg`mã đã hết hạn, có thể do người khác gửi cho`,
  CHECK_IN_SIGNATURE_WRONG: msg`chữ ký của máy không đúng`,
  CHECK_IN_IN_THE_FUTURE: msg`giờ trên máy sai`,
});

type RefusedReason =
  | 'CHECK_IN_CODE_WRONG'
  | 'CHECK_IN_CODE_EXPIRED'
  | 'CHECK_IN_SIGNATURE_WRONG'
  | 'CHECK_IN_IN_THE_FUTURE';

/** Why a code was refused. */
export function refusedCheckInName(reason: Reason): string {
  return refusedNames(reason as RefusedReason);
}

export const waveStatusName = words<WaveStatus>({
  PLANNED: msg`Chưa bắt đầu`,
  RUNNING: msg`Đang gửi`,
  PAUSED: msg`Tạm dừng`,
  DONE: msg`Đã xong`,
  FAILED: msg`Gặp lỗi`,
});

export const WAVE_TONES: Record<WaveStatus, Tone> = {
  PLANNED: 'plain',
  RUNNING: 'busy',
  PAUSED: 'wait',
  DONE: 'good',
  FAILED: 'bad',
};

export const formKindName = words<FormKind>({
  TEXT: msg`Chữ`,
  HTML: msg`Bản đọc`,
  IMAGES: msg`Ảnh trang`,
  COVER: msg`Ảnh bìa`,
  AUDIO: msg`Âm thanh`,
});

export const formStateName = words<FormState>({
  PENDING: msg`đang làm`,
  READY: msg`đã có`,
  FAILED: msg`không làm được`,
  UNAVAILABLE: msg`máy chủ thiếu công cụ`,
});

export const FORM_TONES: Record<FormState, Tone> = {
  PENDING: 'busy',
  READY: 'good',
  FAILED: 'bad',
  UNAVAILABLE: 'wait',
};
