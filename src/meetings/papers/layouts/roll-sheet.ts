import { dayOf } from '../../../platform/clock.js';
import { column, heading, mixed, type Sheet, table } from '../setting/sheet.js';
import type { GuestOnSheet, OnSheet, PaperMeeting } from './paper-meeting.js';
import { counted, headOf, instantInWords, meetingInWords, officeInWords } from './words.js';

/** How many empty lines stand ready for guests whom nobody expected, and how high a line for a signature is, in millimetres. */
const EMPTY_LINES = 3;
const SIGNATURE_MM = 10;

const DOTS = '………';

/** The printed roll (danh sách ký tên): for a cell without any phone, filled with a pen and entered afterwards. */
export function rollSheet(meeting: PaperMeeting, roll: readonly OnSheet[], guests: readonly GuestOnSheet[]): Sheet {
  const exempt = roll.filter(({ state }) => state === 'EXEMPT').length;
  const rows = roll.map((one, index) => [
    String(index + 1),
    one.name,
    standingOf(one),
    '',
    one.state === 'EXEMPT' ? 'Miễn sinh hoạt' : '',
  ]);
  const guestRows = [
    ...guests.map(({ name, title }) => [name, title ?? '', '']),
    ...Array.from({ length: EMPTY_LINES }, () => ['', '', '']),
  ].map((row, index) => [String(index + 1), ...row]);
  const call = meetingInWords(meeting.kind, meeting.month);
  return {
    title: `Danh sách ký tên: ${call}`,
    at: meeting.startsAt.toISOString(),
    isDraft: false,
    head: headOf(meeting.issuer, dayOf(meeting.startsAt)),
    heading: 'DANH SÁCH KÝ TÊN DỰ HỌP',
    extract: [call],
    blocks: [
      mixed({ text: 'Thời gian: ', bold: true }, `${instantInWords(meeting.startsAt)}.`),
      mixed({ text: 'Địa điểm: ', bold: true }, `${meeting.place ?? '…………………………………'}.`),
      ...table(
        [
          column('TT', 1, 'center'),
          column('Họ và tên', 5),
          column('Chức vụ, diện đảng viên', 3.2),
          column('Ký tên', 3.4),
          column('Vắng: có phép / không phép, lý do', 4),
        ],
        rows,
        { rowMm: SIGNATURE_MM, none: 'Chi bộ chưa có đảng viên trong danh sách.' },
      ),
      heading('Khách mời'),
      ...table(
        [column('TT', 1, 'center'), column('Họ và tên', 5), column('Chức vụ, đơn vị', 6), column('Ký tên', 4)],
        guestRows,
        { rowMm: SIGNATURE_MM },
      ),
      {
        kind: 'ending',
        closing:
          `Danh sách có ${counted(roll.length)} đảng viên, trong đó miễn sinh hoạt ${counted(exempt)}; ` +
          `có mặt ${DOTS}, vắng có phép ${DOTS}, vắng không phép ${DOTS}; khách mời ${DOTS}.`,
        recipients: [],
        left: { as: 'THƯ KÝ', office: '', signed: null, name: meeting.recorder ?? '' },
        right: { as: 'CHỦ TRÌ', office: '', signed: null, name: meeting.chair ?? meeting.secretary ?? '' },
      },
    ],
  };
}

/** What stands beside a name: the office, and what is not a full member of this cell. */
export function standingOf({ office, kind, isTemporary }: OnSheet): string {
  return [officeInWords(office), kind === 'PROBATIONARY' ? 'Dự bị' : '', isTemporary ? 'Sinh hoạt tạm thời' : '']
    .filter(Boolean)
    .join(', ');
}
