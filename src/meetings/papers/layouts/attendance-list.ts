import { dayOf } from '../../../platform/clock.js';
import { column, heading, mixed, type Sheet, table } from '../setting/sheet.js';
import type { GuestOnSheet, OnSheet, PaperMeeting } from './paper-meeting.js';
import { standingOf } from './roll-sheet.js';
import { counted, headOf, instantInWords, meetingInWords, percent } from './words.js';

const STATES: Record<OnSheet['state'], string> = {
  EXPECTED: 'Chưa điểm danh',
  PRESENT: 'Có mặt',
  EXCUSED: 'Vắng có phép',
  UNEXCUSED: 'Vắng không phép',
  EXEMPT: 'Miễn sinh hoạt',
};

/** The roll as it was called (danh sách điểm danh), with the reasons of who was excused: for the secretary alone. */
export function attendanceList(
  meeting: PaperMeeting,
  roll: readonly OnSheet[],
  guests: readonly GuestOnSheet[],
): Sheet {
  const count = (state: OnSheet['state']) => roll.filter(one => one.state === state).length;
  const entitled = roll.length - count('EXEMPT');
  const expected = count('EXPECTED');
  const call = meetingInWords(meeting.kind, meeting.month);
  const from = meeting.openedAt ?? meeting.startsAt;
  return {
    title: `Danh sách điểm danh: ${call}`,
    at: from.toISOString(),
    isDraft: !meeting.isClosed,
    head: headOf(meeting.issuer, dayOf(from)),
    heading: 'DANH SÁCH ĐIỂM DANH',
    extract: [call],
    blocks: [
      mixed({ text: 'Thời gian: ', bold: true }, `${instantInWords(from)}.`),
      mixed({ text: 'Địa điểm: ', bold: true }, meeting.place ? `${meeting.place}.` : 'không ghi.'),
      ...table(
        [
          column('TT', 1, 'center'),
          column('Họ và tên', 4.4),
          column('Chức vụ, diện đảng viên', 3.2),
          column('Điểm danh', 3, 'center'),
          column('Lý do vắng', 4),
        ],
        roll.map((one, index) => [
          String(index + 1),
          one.name,
          standingOf(one),
          STATES[one.state],
          one.state === 'EXCUSED' ? (one.reason ?? '') : '',
        ]),
        { none: 'Chưa có đảng viên trong danh sách.' },
      ),
      heading('Khách mời'),
      ...table(
        [
          column('TT', 1, 'center'),
          column('Họ và tên', 5),
          column('Chức vụ, đơn vị', 6),
          column('Điểm danh', 3, 'center'),
        ],
        guests.map(({ name, title, isPresent }, index) => [
          String(index + 1),
          name,
          title ?? '',
          isPresent ? 'Có mặt' : 'Vắng',
        ]),
      ),
      {
        kind: 'ending',
        closing:
          `Tổng số ${counted(roll.length)} đảng viên, miễn sinh hoạt ${counted(count('EXEMPT'))}. ` +
          `Có mặt ${counted(count('PRESENT'))}/${counted(entitled)} (${percent(count('PRESENT'), entitled)}), ` +
          `vắng có phép ${counted(count('EXCUSED'))}, vắng không phép ${counted(count('UNEXCUSED'))}` +
          `${expected > 0 ? `, chưa điểm danh ${counted(expected)}` : ''}.`,
        recipients: [],
        left: { as: 'THƯ KÝ', office: '', signed: null, name: meeting.recorder ?? '' },
        right: { as: 'CHỦ TRÌ', office: '', signed: null, name: meeting.chair ?? meeting.secretary ?? '' },
      },
    ],
  };
}
