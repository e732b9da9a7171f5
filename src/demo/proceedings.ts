import type { Chance } from './chance.js';
import type { Copies } from './copy.js';
import type { DemoMember } from './people.js';
import { OPINIONS, PROPOSALS, TASKS } from './words.js';

const MINUTE = 60_000;

/** A meeting of the past with who was there, as the rest of the demo has made it. */
export interface HeldMeeting {
  id: string;
  cellId: string;
  month: string;
  openedAt: Date;
  endedAt: Date;
  items: readonly { id: string; minutes: number }[];
  present: readonly DemoMember[];
  members: readonly DemoMember[];
  /** How many months of the demo lie between it and today: 0 is the last one. */
  age: number;
}

/** Names the tables that the course of a meeting fills. */
export function nameProceedingTables(copies: Copies): void {
  copies.table('agenda_runs', 'id, meeting_id, agenda_item_id, started_at, ended_at');
  copies.table('guests', 'id, meeting_id, full_name, title, created_at');
  copies.table('speeches', 'id, meeting_id, agenda_item_id, member_id, opinion, is_criticism, spoken_at');
  copies.table(
    'votes',
    'id, meeting_id, agenda_item_id, question, method, base_rule, majority, share, status, base_count, agree, disagree, other, passed, opened_at, closed_at, created_at',
  );
  copies.table(
    'tasks',
    'id, cell_id, meeting_id, agenda_item_id, title, assignee_id, due_on, progress, done_at, created_at',
  );
  copies.table('task_reports', 'id, task_id, progress, note, at');
  copies.table(
    'opinions',
    'id, cell_id, meeting_id, author_id, kind, text, owner_id, due_on, answer, answered_at, created_at',
  );
}

/** What happened in the meetings of the past: the clock of the agenda, speakers, votes, tasks; and opinions before the coming one. */
export class Proceedings {
  constructor(
    private readonly chance: Chance,
    private readonly copies: Copies,
  ) {}

  /** Everything of a meeting that was held. */
  of(held: HeldMeeting): void {
    this.clock(held);
    this.speakers(held);
    this.vote(held);
    this.tasks(held);
    if (this.chance.happens(0.4))
      this.copies.add('guests', [
        this.chance.id(),
        held.id,
        'Đồng chí cán bộ theo dõi',
        'Đảng ủy cấp trên',
        held.openedAt,
      ]);
  }

  /** Two proposals of members for the coming meeting; the older one is answered. */
  proposals(cellId: string, meetingId: string, members: readonly DemoMember[], day: string, at: Date): void {
    const { chance, copies } = this;
    const authors = members.filter(
      member => member.activated && member.role === 'MEMBER' && member.status === 'ACTIVE',
    );
    for (const [index, isAnswered] of [true, false].entries()) {
      const author = authors[index];
      const owner = members[0];
      if (!author || !owner) return;
      const created = new Date(at.getTime() - (9 - index * 4) * 1440 * MINUTE);
      copies.add('opinions', [
        chance.id(),
        cellId,
        meetingId,
        author.id,
        'PROPOSAL',
        chance.of(PROPOSALS),
        owner.id,
        day,
        isAnswered ? 'Chi ủy đã nắm; sẽ báo cáo trong buổi sinh hoạt tới và phân công đồng chí phụ trách.' : null,
        isAnswered ? new Date(created.getTime() + 2 * 1440 * MINUTE) : null,
        created,
      ]);
    }
  }

  private clock({ id, items, openedAt, endedAt }: HeldMeeting): void {
    const planned = items.reduce((sum, item) => sum + item.minutes, 0);
    const scale = (endedAt.getTime() - openedAt.getTime()) / planned;
    let from = openedAt.getTime();
    for (const item of items) {
      const to = from + Math.round((item.minutes * scale) / MINUTE) * MINUTE;
      const ended = item === items.at(-1) ? endedAt : new Date(to);
      this.copies.add('agenda_runs', [this.chance.id(), id, item.id, new Date(from), ended]);
      from = ended.getTime();
    }
  }

  private speakers({ id, items, present, openedAt }: HeldMeeting): void {
    const { chance } = this;
    const discussion = items[3];
    let at = openedAt.getTime() + 42 * MINUTE;
    for (const [index, member] of present.entries()) {
      if (index > 0 && !chance.happens(0.45)) continue;
      at += chance.between(1, 3) * MINUTE;
      const isCriticism = chance.happens(0.15);
      this.copies.add('speeches', [
        chance.id(),
        id,
        discussion?.id ?? null,
        member.id,
        chance.of(OPINIONS),
        isCriticism,
        new Date(at),
      ]);
    }
  }

  private vote({ id, items, present, members, endedAt, month }: HeldMeeting): void {
    const entitled = (list: readonly DemoMember[]) => list.filter(member => member.kind === 'FULL').length;
    const base = members.filter(member => member.kind === 'FULL' && member.status !== 'EXEMPT').length;
    const against = this.chance.happens(0.2) ? 1 : 0;
    const agree = Math.max(0, Math.min(entitled(present), base) - against);
    const opened = new Date(endedAt.getTime() - 9 * MINUTE);
    this.copies.add('votes', [
      this.chance.id(),
      id,
      items.at(-1)?.id ?? null,
      `Thông qua nghị quyết tháng\u00a0${Number(month.slice(5))} của chi bộ`,
      'OPEN',
      'FULL_MEMBERS',
      'ORDINARY',
      0.5,
      'CLOSED',
      base,
      agree,
      0,
      against,
      agree > base / 2,
      opened,
      new Date(opened.getTime() + 3 * MINUTE),
      opened,
    ]);
  }

  private tasks({ id, cellId, items, members, endedAt, age }: HeldMeeting): void {
    const { chance, copies } = this;
    const able = members.filter(member => member.status === 'ACTIVE');
    for (const title of new Set([chance.of(TASKS), chance.of(TASKS), chance.of(TASKS)])) {
      const task = chance.id();
      const progress = age > 0 ? chance.of([100, 100, 100, 90, 80]) : chance.of([100, 80, 60, 40, 20]);
      const due = new Date(endedAt.getTime() + chance.between(14, 26) * 1440 * MINUTE);
      const reported = new Date(endedAt.getTime() + chance.between(4, 13) * 1440 * MINUTE);
      copies.add('tasks', [
        task,
        cellId,
        id,
        items.at(-1)?.id ?? null,
        title,
        chance.of(able.length > 0 ? able : members).id,
        due.toISOString().slice(0, 10),
        progress,
        progress === 100 ? reported : null,
        endedAt,
      ]);
      copies.add('task_reports', [chance.id(), task, progress, null, reported]);
    }
  }
}
