import { dayOf } from '../../../platform/clock.js';
import { MeetingKind } from '../../meeting.types.js';
import { type Block, column, heading, mixed, paragraphs, type Sheet, table } from '../setting/sheet.js';
import type { PaperMeeting } from './paper-meeting.js';
import { headOf, instantInWords, meetingInWords, monthInWords, shortDay, timeInWords } from './words.js';

/** What a month's programme says beside the meeting itself. */
export interface ProgrammeParts {
  items: { title: string; notes: string | null; minutes: number | null; presenter: string | null }[];
  /** The cell's other meetings of the month. */
  meetings: { kind: MeetingKind; title: string; startsAt: Date; place: string | null }[];
  /** What is to be done until the month's end. */
  tasks: { title: string; assignee: string | null; dueOn: string | null; progress: number }[];
  documents: { title: string; number: string | null }[];
}

/** The month's programme (chương trình sinh hoạt tháng): when and where, what about, which tasks are due. */
export function programme(meeting: PaperMeeting, parts: ProgrammeParts): Sheet {
  const isOfCommittee = meeting.kind === MeetingKind.COMMITTEE;
  const call = meetingInWords(meeting.kind, meeting.month);
  const minutes = parts.items.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
  return {
    title: `Chương trình: ${call}`,
    at: (meeting.invitedAt ?? meeting.startsAt).toISOString(),
    isDraft: !meeting.isInvited,
    head: headOf(meeting.issuer, meeting.invitedAt ? dayOf(meeting.invitedAt) : null),
    heading: 'CHƯƠNG TRÌNH',
    extract: [call],
    blocks: [
      heading('I. THỜI GIAN, ĐỊA ĐIỂM'),
      mixed({ text: 'Thời gian: ', bold: true }, `${instantInWords(meeting.startsAt)}.`),
      mixed({ text: 'Địa điểm: ', bold: true }, meeting.place ? `${meeting.place}.` : 'thông báo sau.'),
      mixed({ text: 'Chủ trì: ', bold: true }, named(meeting.chair ?? meeting.secretary)),
      mixed({ text: 'Thư ký: ', bold: true }, named(meeting.recorder)),
      heading('II. NỘI DUNG'),
      ...table(
        [
          column('TT', 1, 'center'),
          column('Nội dung', 8),
          column('Thời gian', 2.2, 'center'),
          column('Người trình bày', 4),
        ],
        parts.items.map((item, index) => [
          String(index + 1),
          item.notes ? `${item.title}\n${item.notes}` : item.title,
          item.minutes ? `${item.minutes} phút` : '',
          item.presenter ?? '',
        ]),
        { none: 'Chưa có nội dung.' },
      ),
      ...(minutes > 0 ? [mixed(`Tổng thời gian dự kiến: ${minutes} phút.`)] : []),
      heading('III. TÀI LIỆU'),
      ...documentsOf(parts.documents),
      heading(`IV. LỊCH SINH HOẠT KHÁC TRONG ${monthInWords(meeting.month).toLocaleUpperCase('vi')}`),
      ...table(
        [column('Thời gian', 4), column('Buổi sinh hoạt', 6), column('Địa điểm', 5)],
        parts.meetings.map(one => [
          `${timeInWords(one.startsAt)}, ngày ${shortDay(dayOf(one.startsAt))}`,
          one.title,
          one.place ?? '',
        ]),
      ),
      heading('V. NHIỆM VỤ CẦN HOÀN THÀNH TRONG THÁNG'),
      ...table(
        [
          column('TT', 1, 'center'),
          column('Nhiệm vụ', 7),
          column('Người thực hiện', 4),
          column('Thời hạn', 2.6, 'center'),
          column('Đã đạt', 1.7, 'center'),
        ],
        parts.tasks.map((task, index) => [
          String(index + 1),
          task.title,
          task.assignee ?? 'Cả chi bộ',
          task.dueOn ? shortDay(task.dueOn) : '',
          `${task.progress}%`,
        ]),
      ),
      {
        kind: 'ending',
        closing: 'Đề nghị các đồng chí sắp xếp công việc, tham dự đầy đủ, đúng giờ.',
        recipients: [isOfCommittee ? '- Các đồng chí chi ủy viên,' : '- Các đồng chí đảng viên,', '- Lưu Chi bộ.'],
        left: null,
        right: {
          as: isOfCommittee || meeting.hasCommittee ? 'T/M CHI ỦY' : 'T/M CHI BỘ',
          office: 'BÍ THƯ',
          signed: null,
          name: meeting.secretary ?? '',
        },
      },
    ],
  };
}

function named(name: string | null): string {
  return name ? `đồng chí ${name}.` : 'bầu tại buổi họp.';
}

function documentsOf(documents: ProgrammeParts['documents']): Block[] {
  if (documents.length === 0) return [mixed('Không có.')];
  return documents.flatMap(({ title, number }, index) =>
    paragraphs(`${index + 1}. ${title}${number ? ` (${number})` : ''}`),
  );
}
