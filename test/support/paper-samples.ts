import { MeetingKind } from '../../src/meetings/meeting.types.js';
import type {
  MinutesItem,
  MinutesRecord,
  MinutesReviewedTask,
  MinutesTask,
} from '../../src/meetings/minutes/minutes-record.js';
import type { KeptMinutes } from '../../src/meetings/minutes/minutes-records.js';
import type { AssessmentOnSheet } from '../../src/meetings/papers/layouts/assessment.js';
import type { GuestOnSheet, OnSheet, PaperMeeting } from '../../src/meetings/papers/layouts/paper-meeting.js';
import type { ProgrammeParts } from '../../src/meetings/papers/layouts/programme.js';
import type { ResolutionRecord } from '../../src/meetings/resolutions/resolution-record.js';
import { FORM } from './paper-form.js';

const NAMES = [
  'Hoàng Thị Mỷ',
  'Giàng A Páo',
  'Nguyễn Văn Ẩn',
  'Lò Thị Ỷ',
  'Vàng Seo Dìn',
  'Trần Hữu Đễ',
  'Đặng Thị Phượng',
];

/** The n-th member's name. */
export const name = (n: number): string => NAMES[n % NAMES.length] ?? '';

const OPINION =
  'nhất trí với báo cáo; đề nghị Chi bộ tiếp tục vận động nhân dân trồng quế, giữ rừng đầu nguồn, làm đường bê tông vào bản và đưa trẻ đến trường đủ, đúng tuổi';

const person = (n: number) => ({ memberId: String(n), fullName: name(n) });

const task = (n: number, progress = 0): MinutesTask => ({
  taskId: String(n),
  title: `Vận động các hộ ở xóm ${n} làm chuồng trại xa nhà, thu gom rác`,
  assignee: n % 3 === 0 ? null : name(n),
  dueOn: '2026-12-31',
  progress,
});

/** Two of last month, and one that is older and not done. */
const REVIEWED: MinutesReviewedTask[] = [
  { ...task(1, 100), givenIn: '2026-11' },
  { ...task(2, 80), givenIn: '2026-11' },
  { ...task(3, 60), givenIn: '2026-09' },
];

function item(position: number, speakers: number): MinutesItem {
  return {
    agendaItemId: String(position),
    position,
    title:
      ['Báo cáo tháng của bí thư', 'Thảo luận, phê bình và tự phê bình', 'Nhiệm vụ tháng tới'][position - 1] ??
      `Mục ${position}`,
    notes: null,
    minutes: 30,
    presenter: 'Đồng chí bí thư',
    startedAt: `2026-12-05T12:${position}0:00.000Z`,
    endedAt: `2026-12-05T12:${position}9:00.000Z`,
    speeches: Array.from({ length: speakers }, (_, n) => ({
      speaker: name(n),
      isGuest: n % 11 === 10,
      opinion: `${OPINION} (ý kiến ${n + 1}).`,
      isCriticism: n % 7 === 6,
      spokenAt: '2026-12-05T12:30:00.000Z',
    })),
    conclusion: 'Chi bộ thống nhất như báo cáo, giao chi ủy cụ thể hóa trong tháng.',
    votes: [
      {
        voteId: '1',
        question: 'Thông qua nhiệm vụ tháng 01 năm 2027?',
        method: 'OPEN',
        baseRule: 'FULL_MEMBERS',
        majority: 'ORDINARY',
        share: 0.5,
        base: 18,
        agree: 16,
        disagree: 1,
        other: 1,
        passed: true,
      },
    ],
    tasks: [task(position)],
  };
}

/** What a meeting of a cell of 20 recorded. */
export function record(changes: Partial<MinutesRecord> = {}, speakers = 4): MinutesRecord {
  return {
    meetingId: '1',
    cellId: '2',
    cell: 'Chi bộ bản Lùng',
    parents: ['Đảng bộ xã Yên Bình', 'Đảng bộ tỉnh Lào Cai'],
    kind: MeetingKind.REGULAR,
    includesThematic: false,
    month: '2026-12',
    title: 'Sinh hoạt chi bộ tháng 12',
    place: 'Nhà văn hóa bản Lùng',
    startsAt: '2026-12-05T12:00:00.000Z',
    openedAt: '2026-12-05T12:05:00.000Z',
    endedAt: '2026-12-05T14:10:00.000Z',
    chair: { ...person(0), office: 'SECRETARY' },
    recorder: { ...person(1), office: null },
    counts: { total: 20, full: 18, probationary: 2, temporary: 1, exempt: 1, sentElsewhere: 1 },
    present: { total: 17, full: 16, probationary: 1, temporary: 1, exempt: 0, sentElsewhere: 0 },
    entitled: 20,
    rate: 0.9,
    excused: [{ ...person(2), reason: 'ốm, nằm Trung tâm Y tế khu vực' }],
    unexcused: [person(3)],
    exempt: [person(4)],
    notCalled: [],
    guests: [{ fullName: 'Phạm Thị Ngà', title: 'Phó Bí thư Đảng ủy xã' }],
    documents: [
      {
        title: 'Nghị quyết về phát triển kinh tế rừng',
        number: '12-NQ/ĐU',
        issuer: 'Đảng ủy xã',
        issuedOn: '2026-11-20',
      },
    ],
    review: REVIEWED,
    reviewProgress: 80,
    items: [1, 2, 3].map(position => item(position, position === 2 ? speakers : 1)),
    speeches: [],
    votes: [],
    tasks: [task(1), task(2), task(3)],
    conclusion: 'Chi bộ hoàn thành tốt nhiệm vụ tháng 12. Mỗi đồng chí đảng viên phụ trách ba hộ.',
    readOutAt: '2026-12-05T14:05:00.000Z',
    nextMeeting: {
      title: 'Sinh hoạt chi bộ tháng 1',
      month: '2027-01',
      startsAt: '2027-01-05T12:00:00.000Z',
      place: 'Nhà văn hóa bản Lùng',
    },
    score: { form: 'A', formName: 'Mẫu A', total: 91, rescaled: 95.79, band: 'Tốt' },
    ...changes,
  };
}

/** The same, signed by both and sealed; `text` as the secretary wrote it. */
export function sealed(made: MinutesRecord, text = ''): KeptMinutes {
  const signature = { onPaper: false, contentHash: 'ab'.repeat(32) };
  return {
    edition: 1,
    record: made,
    text,
    signatures: [
      { ...person(1), ...signature, role: 'RECORDER', signedAt: '2026-12-05T14:20:00.000Z' },
      { ...person(0), ...signature, role: 'CHAIR', signedAt: '2026-12-05T14:25:00.000Z' },
    ] as KeptMinutes['signatures'],
    seal: { hash: '0123456789abcdef'.repeat(4), sealedAt: '2026-12-05T14:25:00.000Z' },
  };
}

/** A resolution, issued. */
export function resolution(changes: Partial<ResolutionRecord> = {}): ResolutionRecord {
  return {
    edition: 1,
    resolutionId: '3',
    meetingId: '1',
    cellId: '2',
    cell: 'Chi bộ bản Lùng',
    parents: ['Đảng bộ xã Yên Bình', 'Đảng bộ tỉnh Lào Cai'],
    onBehalfOf: 'CELL',
    number: '03-NQ/CB',
    issuedOn: '2026-12-05',
    month: '2026-12',
    title: 'Về nhiệm vụ tháng 01 năm 2027',
    results: 'Tháng trước giao 3 nhiệm vụ, kết quả thực hiện chung đạt 80%.',
    review: REVIEWED,
    reviewProgress: 80,
    direction: 'Tập trung trồng 20 ha quế vụ xuân.\nGiữ vững an ninh trật tự trong bản dịp Tết Nguyên đán.',
    assignment: 'Giao 3 nhiệm vụ cho đảng viên thực hiện theo bảng dưới đây.',
    tasks: [task(1), task(2), task(3)],
    score: 'Chi bộ tự chấm buổi sinh hoạt: 95,79 điểm, xếp loại Tốt.',
    recipients: ['Đảng bộ xã Yên Bình (để báo cáo)', 'Các đồng chí đảng viên', 'Lưu chi bộ'],
    signer: { ...person(0), office: 'SECRETARY' },
    ...changes,
  };
}

/** A meeting that is over, for the papers before and beside its minutes. */
export function meeting(changes: Partial<PaperMeeting> = {}): PaperMeeting {
  return {
    kind: MeetingKind.REGULAR,
    month: '2026-12',
    isInvited: true,
    isClosed: true,
    startsAt: new Date('2026-12-05T12:00:00Z'),
    invitedAt: new Date('2026-12-01T01:00:00Z'),
    openedAt: new Date('2026-12-05T12:05:00Z'),
    place: 'Nhà văn hóa bản Lùng',
    chair: name(0),
    recorder: name(1),
    secretary: name(0),
    hasCommittee: true,
    issuer: { name: 'Chi bộ bản Lùng', above: ['Đảng bộ xã Yên Bình', 'Đảng bộ tỉnh Lào Cai'] },
    ...changes,
  };
}

const STATES = ['PRESENT', 'PRESENT', 'PRESENT', 'EXCUSED', 'PRESENT', 'UNEXCUSED', 'EXEMPT'] as const;

/** A roll of so many. */
export function roll(size: number, nameOf: (n: number) => string = name): OnSheet[] {
  return Array.from({ length: size }, (_, n) => ({
    name: nameOf(n),
    kind: n % 9 === 8 ? 'PROBATIONARY' : 'FULL',
    isTemporary: n % 13 === 12,
    office: ['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER'][n] ?? null,
    state: STATES[n % STATES.length] ?? 'PRESENT',
    reason: n % 7 === 3 ? 'đi công tác tại Hà Nội' : null,
  }));
}

export const guests: GuestOnSheet[] = [{ name: 'Phạm Thị Ngà', title: 'Phó Bí thư Đảng ủy xã', isPresent: true }];

export const programmeParts: ProgrammeParts = {
  items: [
    { title: 'Báo cáo tháng', notes: 'Kết quả tháng 11, nhiệm vụ tháng 12', minutes: 30, presenter: 'Đồng chí bí thư' },
    { title: 'Thảo luận', notes: null, minutes: 60, presenter: null },
  ],
  meetings: [
    {
      kind: MeetingKind.THEMATIC,
      title: 'Sinh hoạt chuyên đề tháng 12',
      startsAt: new Date('2026-12-20T12:00:00Z'),
      place: null,
    },
  ],
  tasks: [{ title: 'Thu gom rác ở xóm 2', assignee: name(2), dueOn: '2026-12-31', progress: 40 }],
  documents: [{ title: 'Nghị quyết về phát triển kinh tế rừng', number: '12-NQ/ĐU' }],
};

/** Both scores of a meeting in a month without a thematic one. */
export function assessment(): AssessmentOnSheet {
  const score = (scorer: 'CELL' | 'FOLLOWER', short: number) => ({
    scorer,
    points: FORM.criteria.flatMap(({ parts }) =>
      parts.map(({ key, max }) => ({
        part: key,
        applies: key !== 'thematicContent',
        points: key === 'thematicContent' ? null : key === 'results' ? max - short : max,
        measures: key === 'attendance' ? ['attendance'] : [],
        note: key === 'results' && short > 3 ? 'Ba nhiệm vụ chưa có minh chứng.' : null,
      })),
    ),
    evidence: [{ key: 'attendance', text: 'Có mặt 18/20 đảng viên (90%).' }],
    total: 95 - short,
    rescaled: Math.round(((95 - short) * 10000) / 95) / 100,
    band: 'GOOD',
    scoredAt: new Date('2026-12-06T01:00:00Z'),
    scoredBy: scorer === 'CELL' ? name(0) : 'Phạm Thị Ngà',
  });
  return {
    formName: 'Mẫu A',
    formSource: '42-HD/BTCTW (28/10/2025)',
    form: FORM,
    scores: [score('CELL', 3), score('FOLLOWER', 6)],
  };
}
