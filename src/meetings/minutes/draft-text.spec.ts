import { expect, it } from '@jest/globals';
import { MeetingKind } from '../meeting.types.js';
import { assembled, type Recorded, withoutReasons } from './assembled.js';
import { draftText } from './draft-text.js';

const NONE = { total: 0, full: 0, probationary: 0, temporary: 0, exempt: 0, sentElsewhere: 0 };

const empty: Recorded = {
  meetingId: 'm',
  cellId: 'c',
  cell: 'Chi bộ bản Lùng',
  parents: ['Đảng bộ xã Yên Bình', 'Đảng bộ tỉnh Lào Cai'],
  kind: MeetingKind.REGULAR,
  includesThematic: false,
  month: '2026-12',
  title: 'Sinh hoạt chi bộ tháng 12',
  place: null,
  startsAt: '2026-12-05T12:00:00.000Z',
  openedAt: null,
  endedAt: null,
  chair: null,
  recorder: null,
  counts: NONE,
  present: NONE,
  entitled: 0,
  excused: [],
  unexcused: [],
  exempt: [],
  notCalled: [],
  guests: [],
  documents: [],
  review: [],
  reviewProgress: null,
  items: [],
  speeches: [],
  votes: [],
  tasks: [],
  conclusion: null,
  nextMeeting: null,
  readOutAt: null,
  score: null,
};

const road = {
  taskId: 't1',
  title: 'Vận động làm đường',
  assignee: 'Đinh Văn Cường',
  dueOn: '2027-01-15',
  progress: 0,
};

const full: Recorded = {
  ...empty,
  place: 'Nhà văn hóa bản Lùng',
  includesThematic: true,
  openedAt: '2026-12-05T12:05:00.000Z',
  endedAt: '2026-12-05T14:10:00.000Z',
  chair: { memberId: '1', fullName: 'Lò Văn An', office: 'SECRETARY' },
  recorder: { memberId: '2', fullName: 'Hà Thị Bình', office: null },
  counts: { total: 14, full: 12, probationary: 2, temporary: 1, exempt: 1, sentElsewhere: 1 },
  present: { total: 10, full: 9, probationary: 1, temporary: 1, exempt: 0, sentElsewhere: 0 },
  entitled: 13,
  excused: [{ memberId: '3', fullName: 'Vàng A Dìn', reason: 'đi viện' }],
  unexcused: [{ memberId: '4', fullName: 'Ma Văn Khoa' }],
  exempt: [{ memberId: '5', fullName: 'Nông Thị Lụa' }],
  guests: [{ fullName: 'Nguyễn Văn Khách', title: 'Trưởng bản' }],
  documents: [{ title: 'Báo cáo tháng 11', number: '12-BC/CB', issuer: null, issuedOn: null }],
  review: [
    {
      givenIn: '2026-11',
      task: { taskId: 'r1', title: 'Thu gom rác thải', assignee: 'Hà Thị Bình', dueOn: '2026-11-30', progress: 100 },
    },
    {
      givenIn: '2026-06',
      task: { taskId: 'r2', title: 'Vận động hiến đất', assignee: null, dueOn: null, progress: 55 },
    },
  ],
  reviewProgress: 77.5,
  items: [
    {
      agendaItemId: 'i1',
      position: 1,
      title: 'Báo cáo kết quả tháng 11',
      notes: null,
      minutes: 15,
      presenter: 'Bí thư',
      isForCommittee: false,
      startedAt: '2026-12-05T12:05:00.000Z',
      endedAt: '2026-12-05T12:20:00.000Z',
      conclusion: null,
    },
    {
      agendaItemId: 'i2',
      position: 2,
      title: 'Thảo luận làm đường',
      notes: null,
      minutes: 40,
      presenter: null,
      isForCommittee: false,
      startedAt: '2026-12-05T12:20:00.000Z',
      endedAt: null,
      conclusion: 'Thống nhất làm đường liên bản',
    },
    {
      agendaItemId: 'i3',
      position: 3,
      title: 'Việc riêng của chi ủy',
      notes: null,
      minutes: null,
      presenter: null,
      isForCommittee: true,
      startedAt: null,
      endedAt: null,
      conclusion: null,
    },
  ],
  speeches: [
    {
      itemId: 'i2',
      speaker: 'Đinh Văn Cường',
      isGuest: false,
      opinion: 'Nhất trí, đề nghị làm trước Tết',
      isCriticism: false,
      spokenAt: '2026-12-05T12:30:00.000Z',
    },
    {
      itemId: 'i2',
      speaker: 'Lò Văn An',
      isGuest: false,
      opinion: null,
      isCriticism: true,
      spokenAt: '2026-12-05T12:40:00.000Z',
    },
    {
      itemId: null,
      speaker: 'Nguyễn Văn Khách',
      isGuest: true,
      opinion: 'Cảm ơn chi bộ',
      isCriticism: false,
      spokenAt: '2026-12-05T12:50:00.000Z',
    },
    {
      itemId: 'i3',
      speaker: 'Lò Văn An',
      isGuest: false,
      opinion: 'Nội bộ',
      isCriticism: false,
      spokenAt: '2026-12-05T12:55:00.000Z',
    },
  ],
  votes: [
    {
      itemId: 'i2',
      voteId: 'v1',
      question: 'Thông qua kế hoạch làm đường?',
      method: 'OPEN',
      baseRule: 'FULL_MEMBERS',
      majority: 'ORDINARY',
      share: 0.5,
      base: 12,
      agree: 8,
      disagree: 1,
      other: 0,
      passed: true,
    },
  ],
  tasks: [
    { itemId: 'i2', task: road },
    { itemId: 'i3', task: { ...road, taskId: 't3', title: 'Việc chi ủy' } },
  ],
  conclusion: 'Chi bộ nhất trí làm đường liên bản trước Tết',
  nextMeeting: {
    title: 'Sinh hoạt chi bộ tháng 1',
    month: '2027-01',
    startsAt: '2027-01-05T12:00:00.000Z',
    place: 'Nhà văn hóa bản Lùng',
  },
  readOutAt: '2026-12-05T14:05:00.000Z',
  score: { form: 'A', formName: 'Mẫu A', total: 88, rescaled: 92.6, band: 'Tốt' },
};

it('reads like minutes that a secretary would write', () => {
  expect(draftText(assembled(full))).toMatchInlineSnapshot(`
"I. MỞ ĐẦU
Hồi 19 giờ 05, ngày 05/12/2026, tại Nhà văn hóa bản Lùng, Chi bộ bản Lùng tổ chức sinh hoạt thường kỳ kết hợp chuyên đề tháng 12 năm 2026.
Tổng số đảng viên của chi bộ: 14 đồng chí (chính thức 12, dự bị 2).
Sinh hoạt tạm thời: 1. Miễn sinh hoạt: 1. Sinh hoạt tạm thời nơi khác: 1.
Có mặt: 11/13 đồng chí (chính thức 9, dự bị 1, sinh hoạt tạm thời 1), đạt 84,6%.
Vắng có phép: 1 đồng chí: Vàng A Dìn (đi viện).
Vắng không phép: 1 đồng chí: Ma Văn Khoa.
Miễn sinh hoạt, không dự: 1 đồng chí: Nông Thị Lụa.
Chủ trì: đồng chí Lò Văn An, bí thư.
Thư ký: đồng chí Hà Thị Bình.
Khách mời: Nguyễn Văn Khách, Trưởng bản.
Tài liệu:
- Báo cáo tháng 11 (số 12-BC/CB)

II. KIỂM ĐIỂM CÔNG VIỆC THÁNG TRƯỚC
- Thu gom rác thải (đồng chí Hà Thị Bình, hạn 30/11/2026): đạt 100%.
- Vận động hiến đất (cả chi bộ), giao từ tháng 6 năm 2026: đạt 55%.
Kết quả nhiệm vụ tháng trước: 77,5%.

III. NỘI DUNG
1. Báo cáo kết quả tháng 11 (từ 19 giờ 05 đến 19 giờ 20)
Trình bày: Bí thư.
2. Thảo luận làm đường (từ 19 giờ 20)
- Đồng chí Đinh Văn Cường: Nhất trí, đề nghị làm trước Tết.
- Đồng chí Lò Văn An (phê bình, tự phê bình): có ý kiến.
Kết luận: Thống nhất làm đường liên bản.
Biểu quyết: Thông qua kế hoạch làm đường? Đồng ý 8/12 (66,7%), không đồng ý 1, ý kiến khác 0. Thông qua.
Giao nhiệm vụ: Vận động làm đường (đồng chí Đinh Văn Cường, hạn 15/01/2027).

IV. Ý KIẾN, BIỂU QUYẾT KHÁC
- Khách mời Nguyễn Văn Khách: Cảm ơn chi bộ.

V. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG TỚI
- Vận động làm đường (đồng chí Đinh Văn Cường, hạn 15/01/2027).
Buổi sinh hoạt tới: 19 giờ 00, ngày 05/01/2027, tại Nhà văn hóa bản Lùng.

VI. KẾT LUẬN
Chi bộ nhất trí làm đường liên bản trước Tết.
Chi bộ tự chấm buổi sinh hoạt: 92,6 điểm, xếp loại Tốt.
Biên bản đã được đọc trước chi bộ.
Buổi sinh hoạt kết thúc hồi 21 giờ 10, ngày 05/12/2026."
`);
});

it('leaves out what nobody recorded', () => {
  expect(draftText(assembled(empty))).toMatchInlineSnapshot(`
"I. MỞ ĐẦU
Hồi 19 giờ 00, ngày 05/12/2026, Chi bộ bản Lùng tổ chức sinh hoạt thường kỳ tháng 12 năm 2026.
Tổng số đảng viên của chi bộ: 0 đồng chí (chính thức 0, dự bị 0).
Có mặt: 0/0 đồng chí (chính thức 0, dự bị 0).
Vắng có phép: không.
Vắng không phép: không."
`);
});

it('counts the rate over everybody on the roll, temporary members too, and the review to one place', () => {
  const { rate, reviewProgress, tasks, items } = assembled(full);
  expect({ rate, reviewProgress, tasks, items: items.length }).toEqual({
    rate: 11 / 13,
    reviewProgress: 77.5,
    tasks: [road],
    items: 2,
  });
  expect(assembled(empty).rate).toBeNull();
});

it('tells nobody but the person why somebody was missing', () => {
  const record = assembled(full);
  expect([withoutReasons(record, '3'), withoutReasons(record, null)].map(one => one.excused[0]?.reason)).toEqual([
    'đi viện',
    null,
  ]);
});
