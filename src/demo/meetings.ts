import { createHash } from 'node:crypto';
import { monthAfter } from '../platform/clock.js';
import type { Chance } from './chance.js';
import type { Copies } from './copy.js';
import { REASONS } from './names.js';
import type { Papers } from './papers.js';
import type { DemoMember } from './people.js';
import { at, type DemoPlan, dayAfter, pastMonths } from './plan.js';
import { nameProceedingTables, Proceedings } from './proceedings.js';
import type { DemoCell } from './tree.js';

/** A bulletin of the province, one a month. */
interface Bulletin {
  id: string;
  month: string;
}

/** What the province issued: a bulletin lies before every meeting, the directive before the coming one. */
export interface Issued {
  bulletins: readonly Bulletin[];
  directive: string;
}

const AGENDA = [
  ['Tuyên bố lý do, giới thiệu đại biểu, cử thư ký', 5],
  ['Thông tin thời sự, chính sách mới', 15],
  ['Báo cáo kết quả lãnh đạo thực hiện nhiệm vụ trong tháng', 20],
  ['Thảo luận phương hướng, nhiệm vụ tháng tới', 35],
  ['Phân công đảng viên, kết luận', 15],
] as const;

const PLACES = ['Nhà văn hóa', 'Trụ sở', 'Phòng họp', 'Nhà sinh hoạt cộng đồng'] as const;

/** How long an invitation goes out before the meeting, in days. */
const INVITED_DAYS_BEFORE = 4;

/** Names the tables that meetings fill. */
export function nameMeetingTables(copies: Copies): void {
  copies.table(
    'meetings',
    'id, cell_id, kind, month, title, status, starts_at, ends_at, place, chair_id, recorder_id, check_in_secret, invited_at, opened_at, ended_at, closed_at, minutes, minutes_read_out_at, conclusion, created_at',
  );
  copies.table('agenda_items', 'id, meeting_id, position, title, minutes, presenter');
  copies.table('meeting_documents', 'meeting_id, document_id, position, attached_at, published_at');
  copies.table(
    'attendances',
    'meeting_id, member_id, state, base_state, answer, answered_at, answer_reason, mark_state, mark_reason, marked_at, mark_sees, reason, method, checked_in_at, last_check_in_at, received_at, device_id',
  );
  copies.table('readings', 'document_id, member_id, progress, opened_at, finished_at, updated_at');
  nameProceedingTables(copies);
}

/** Meetings of three past months, and one in the coming days. */
export class Meetings {
  private readonly proceedings: Proceedings;

  constructor(
    private readonly chance: Chance,
    private readonly copies: Copies,
    private readonly plan: DemoPlan,
    private readonly papers: Papers,
  ) {
    this.proceedings = new Proceedings(chance, copies);
  }

  /** The bulletins of the province: one for each past month and one for the coming meeting. */
  bulletins(provinceId: string, authorId: string): Bulletin[] {
    return [...pastMonths(this.plan), this.comingMonth()].map(month => {
      const published = this.notYet(at(`${month}-01`, 8));
      const id = this.papers.add({
        title: `Bản tin nội bộ tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`,
        kind: 'BULLETIN',
        issuer: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
        topics: ['Bản tin'],
        month,
        placeId: provinceId,
        authorId,
        published,
        file: this.papers.files.bulletin,
      });
      return { id, month };
    });
  }

  /** The month of the coming meeting: this month's when its first days are still ahead, else the next one's. */
  comingMonth(): string {
    const month = this.plan.day.slice(0, 7);
    return Number(this.plan.day.slice(8)) <= 6 ? month : monthAfter(month, 1);
  }

  /** Everything of a cell. */
  ofCell(cell: DemoCell, members: readonly DemoMember[], issued: Issued): void {
    const hour = this.chance.of([14, 19, 19, 19, 20]);
    const habit = this.chance.between(2, 10);
    const place = `${this.chance.of(PLACES)} ${cell.name.replace(/^Chi bộ /, '')}`;
    for (const month of pastMonths(this.plan)) {
      const day = `${month}-${String(Math.min(10, habit + this.chance.between(0, 1))).padStart(2, '0')}`;
      this.meeting(cell, members, { month, startsAt: at(day, hour, 30), place, over: true }, issued);
    }
    const month = this.comingMonth();
    const soon = dayAfter(this.plan.day, this.chance.between(2, 8));
    const first = `${month}-${String(habit).padStart(2, '0')}`;
    const day = first > soon && first <= dayAfter(this.plan.day, 12) ? first : soon;
    this.meeting(cell, members, { month, startsAt: at(day, hour, 30), place, over: false }, issued);
  }

  private meeting(
    cell: DemoCell,
    members: readonly DemoMember[],
    held: { month: string; startsAt: Date; place: string; over: boolean },
    issued: Issued,
  ): void {
    const { chance, copies } = this;
    const [chair, second, third] = members;
    if (!chair) return;
    const recorder = third ?? second ?? chair;
    const id = chance.id();
    const { startsAt, month, over } = held;
    const invitedAt = this.notYet(new Date(startsAt.getTime() - INVITED_DAYS_BEFORE * 86_400_000));
    const openedAt = minutesAfter(startsAt, chance.between(0, 6));
    const endedAt = minutesAfter(openedAt, chance.between(88, 125));
    const number = Number(month.slice(5));
    copies.add('meetings', [
      id,
      cell.id,
      'REGULAR',
      month,
      `Sinh hoạt chi bộ tháng\u00a0${number}`,
      over ? 'CLOSED' : 'INVITED',
      startsAt,
      minutesAfter(startsAt, 90),
      held.place,
      chair.id,
      recorder.id,
      createHash('sha256').update(`${this.plan.seed}${id}`).digest(),
      invitedAt,
      over ? openedAt : null,
      over ? endedAt : null,
      over ? minutesAfter(endedAt, 15) : null,
      over ? minutesOf(number, members.length) : null,
      over ? minutesAfter(endedAt, -3) : null,
      over ? 'Chi bộ thống nhất các nhiệm vụ đã nêu và phân công đảng viên phụ trách.' : null,
      invitedAt,
    ]);
    const items = AGENDA.map(([title, minutes], index) => {
      const item = { id: chance.id(), minutes };
      copies.add('agenda_items', [item.id, id, index, title, minutes, index === 2 ? chair.name : null]);
      return item;
    });
    const report = this.papers.add({
      title: `Báo cáo kết quả tháng\u00a0${Number(monthAfter(month, -1).slice(5))}, phương hướng tháng\u00a0${number}`,
      kind: 'MATERIAL',
      issuer: cell.name,
      topics: ['Sinh hoạt chi bộ'],
      placeId: cell.id,
      authorId: chair.accountId,
      published: invitedAt,
      file: this.papers.files.report,
    });
    const bulletin = issued.bulletins.find(entry => entry.month === month);
    const material = [report, ...(bulletin ? [bulletin.id] : []), ...(over ? [] : [issued.directive])];
    material.forEach((document, index) => {
      copies.add('meeting_documents', [id, document, index, invitedAt, invitedAt]);
    });
    const present = members.filter(
      // Who chairs and who records was there.
      member =>
        this.attendance(
          id,
          member,
          { ...held, invitedAt, openedAt, signs: [chair, recorder].includes(member) },
          material,
        ) === 'PRESENT',
    );
    if (!over) {
      this.proceedings.proposals(cell.id, id, members, dayAfter(this.plan.day, 20), this.notYet(startsAt));
      return;
    }
    const age = pastMonths(this.plan).length - 1 - pastMonths(this.plan).indexOf(month);
    this.proceedings.of({ id, cellId: cell.id, month, openedAt, endedAt, items, present, members, age });
  }

  private attendance(
    meetingId: string,
    member: DemoMember,
    held: { startsAt: Date; over: boolean; invitedAt: Date; openedAt: Date; signs: boolean },
    material: readonly string[],
  ): string {
    const { chance, copies } = this;
    const exempt = member.status === 'EXEMPT' && !held.signs;
    const luck = chance.next();
    const state = exempt ? 'EXEMPT' : luck < 0.93 || held.signs ? 'PRESENT' : luck < 0.985 ? 'EXCUSED' : 'UNEXCUSED';
    const answers = member.activated && !exempt && chance.happens(held.over ? 0.8 : 0.35);
    const absent = state === 'EXCUSED';
    const answeredAt = answers ? this.notYet(minutesAfter(held.invitedAt, chance.between(20, 2000))) : null;
    const byCode = held.over && state === 'PRESENT' && member.activated && chance.happens(0.93);
    const called = held.over && !exempt ? minutesAfter(held.openedAt, chance.between(0, 12)) : null;
    const shown = held.over ? state : exempt ? 'EXEMPT' : absent && answers ? 'EXCUSED' : 'EXPECTED';
    const reason = shown === 'EXCUSED' ? chance.of(REASONS) : null;
    const byAnswer = absent && answers;
    // Whoever did not come by the code was called by the secretary; who asked leave needs no mark.
    const marked = byCode || byAnswer ? null : called;
    copies.add('attendances', [
      meetingId,
      member.id,
      shown,
      exempt ? 'EXEMPT' : 'EXPECTED',
      answers ? (absent ? 'ABSENT' : 'ATTENDING') : null,
      answeredAt,
      byAnswer ? reason : null,
      marked ? shown : null,
      byAnswer ? null : reason,
      marked,
      marked,
      reason,
      shown === 'PRESENT' ? (byCode ? 'CODE' : 'ROLL_CALL') : null,
      byCode ? called : null,
      byCode ? called : null,
      shown === 'PRESENT' ? called : null,
      byCode ? member.deviceId : null,
    ]);
    if (!member.activated || !held.over || !chance.happens(0.92)) return state;
    for (const document of material) {
      if (!chance.happens(0.85)) continue;
      const opened = minutesAfter(held.invitedAt, chance.between(30, 5000));
      const finished = chance.happens(0.8);
      copies.add('readings', [
        document,
        member.id,
        finished ? 1 : chance.between(10, 80) / 100,
        opened,
        finished ? minutesAfter(opened, 7) : null,
        opened,
      ]);
    }
    return state;
  }

  /** The demo looks back from its day: nothing in it happened later than that. */
  private notYet(instant: Date): Date {
    const last = at(this.plan.day, 0);
    return instant < last ? instant : last;
  }
}

function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}

function minutesOf(month: number, members: number): string {
  return [
    `1. Chi bộ có ${members} đảng viên; bí thư chi bộ chủ trì buổi sinh hoạt thường kỳ tháng ${month}.`,
    '2. Chi bộ nghe báo cáo kết quả lãnh đạo thực hiện nhiệm vụ trong tháng; các chỉ tiêu cơ bản đạt kế hoạch.',
    '3. Đảng viên thảo luận về giữ gìn vệ sinh bản làng, thu hoạch vụ mùa và hướng dẫn người dân dùng dịch vụ công trực tuyến.',
    '4. Chi bộ biểu quyết thống nhất nhiệm vụ tháng tới và phân công đảng viên phụ trách.',
  ].join('\n');
}
