import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { rollSql } from '../../members/roll.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { dayOf } from '../../platform/clock.js';
import { isId, newId } from '../../platform/ids.js';
import { MeetingKind, MeetingStatus } from '../meeting.types.js';
import { MeetingRows } from '../meeting-rows.js';
import { canonical, sha256 } from '../minutes/canonical.js';
import { MinutesRecords } from '../minutes/minutes-records.js';
import type { EditResolutionInput, IssueResolutionArgs } from './resolution.types.js';
import { draftOf, numberOf, type ResolutionParts } from './resolution-draft.js';
import type { ResolutionRecord } from './resolution-record.js';
import { ResolutionRecords } from './resolution-records.js';
import { type ResolutionRow, resolutionToManage } from './resolution-rows.js';

/** Resolutions: drafted from a meeting, edited, issued. Each method gives the resolution's id. */
@Injectable()
export class ResolutionsService {
  constructor(
    private readonly changes: Changes,
    private readonly meetings: MeetingRows,
    private readonly minutes: MinutesRecords,
    private readonly records: ResolutionRecords,
    private readonly notifications: Notifications,
  ) {}

  /** A draft filled from what the meeting recorded, from its opening on. */
  draft(actor: Actor, meetingId: string, clientMutationId: string): Promise<string> {
    const repeatable = { operation: 'draftResolution', clientMutationId, input: { meetingId } };
    return this.changes.once(actor, repeatable, async change => {
      const meeting = await this.meetings.toManage(change, actor, meetingId);
      if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
      if (!meeting.openedAt) throw new Refusal('MEETING_NOT_OPEN');
      const id = newId();
      const parts = draftOf(await this.minutes.of(change.manager, meeting.id));
      await change.run(
        `insert into resolutions (id, cell_id, meeting_id, title, results, direction, assignment, score, recipients, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, meeting.cellId, meeting.id, ...valuesOf(parts), change.now],
      );
      await change.record('resolution.drafted', meeting.cellId, id, { meetingId: meeting.id });
      change.nudge(`meetings/${meeting.id}`);
      return id;
    });
  }

  /** Corrects a draft. A stale edit gets what stands there now. */
  edit(actor: Actor, input: EditResolutionInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'editResolution', clientMutationId, input: rest }, async change => {
      const before = await this.toChange(change, actor, input.id, input.version);
      const after: ResolutionParts = {
        title: input.title ?? before.title,
        results: given(input.results, before.results),
        direction: given(input.direction, before.direction),
        assignment: given(input.assignment, before.assignment),
        score: given(input.score, before.score),
        recipients: input.recipients ?? before.recipients,
      };
      const voteId = given(input.voteId, before.voteId);
      if (voteId !== before.voteId) await this.assertVote(change, before.meetingId, voteId);
      await change.run(
        `update resolutions set title = $2, results = $3, direction = $4, assignment = $5, score = $6, recipients = $7, vote_id = $8,
           version = version + 1 where id = $1`,
        [before.id, ...valuesOf(after), voteId],
      );
      await change.record('resolution.edited', before.cellId, before.id, { version: before.version + 1 });
      change.nudge(`meetings/${before.meetingId}`);
      return before.id;
    });
  }

  /**
   * Issues a draft under the next number of its cell and year. The counter's row is locked until the commit: whoever comes later waits,
   * and a refused issue gives its number back. From then on it never changes; its tasks are linked, the members told once.
   */
  issue(actor: Actor, args: IssueResolutionArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'issueResolution', clientMutationId, input }, async change => {
      const draft = await this.toChange(change, actor, args.id, args.version);
      if (draft.meetingStatus !== MeetingStatus.CLOSED) throw new Refusal('MINUTES_NOT_YET');
      if (args.on > dayOf(change.now)) throw Refusal.field('on', 'Ngày ban hành chưa tới.');
      if (args.on < draft.meetingDay) throw Refusal.field('on', 'Ngày ban hành không được trước ngày sinh hoạt.');
      await this.mustHavePassed(change, draft);
      const year = Number(args.on.slice(0, 4));
      const number = await this.nextNumber(change, draft.cellId, year, args.on);
      const record = await this.records.made(change.manager, draft, { number, on: args.on });
      if (!record.direction && !record.assignment && record.tasks.length === 0) throw new Refusal('RESOLUTION_EMPTY');
      const content = canonical(record);
      const hash = sha256(content);
      await change.run(
        `update resolutions set year = $2, number = $3, issued_on = $4, issued_by = $5, issued_at = $6, content = $7, hash = $8,
           version = version + 1 where id = $1`,
        [draft.id, year, number, args.on, actor.accountId, change.now, content, hash],
      );
      // Those that stand in it; a task belongs to the resolution that gave it first.
      await change.run(`update tasks set resolution_id = $1 where id = any($2::uuid[]) and resolution_id is null`, [
        draft.id,
        record.tasks.map(({ taskId }) => taskId),
      ]);
      await this.tell(change, draft, record);
      await change.record('resolution.issued', draft.cellId, draft.id, { year, number, hash: hash.toString('hex') });
      change.nudge(`meetings/${draft.meetingId}`);
      return draft.id;
    });
  }

  private async toChange(change: Change, actor: Actor, id: string, version: number): Promise<ResolutionRow> {
    const resolution = await resolutionToManage(change, actor, id);
    if (resolution.issuedAt) throw new Refusal('RESOLUTION_ISSUED');
    if (resolution.version !== version) {
      const { title, results, direction, assignment, score, recipients, voteId } = resolution;
      throw new Refusal('STALE_VERSION', {
        currentVersion: resolution.version,
        current: { title, results, direction, assignment, score, recipients, voteId },
      });
    }
    return resolution;
  }

  private async assertVote(change: Change, meetingId: string, voteId: string | null): Promise<void> {
    if (voteId === null) return;
    const known = isId(voteId)
      ? await change.row(`select 1 from votes where id = $1 and meeting_id = $2`, [voteId, meetingId])
      : undefined;
    if (!known) throw Refusal.field('input.voteId', 'Biểu quyết này không thuộc buổi sinh hoạt đó.');
  }

  /** More than half of the base (domain.md 3): the vote itself says whether it passed. Without a vote named, the chair answers for it. */
  private async mustHavePassed(change: Change, { voteId }: ResolutionRow): Promise<void> {
    if (voteId === null) return;
    const vote = await change.row<{ status: string; passed: boolean | null }>(
      `select status, passed from votes where id = $1 for share`,
      [voteId],
    );
    if (vote?.status !== 'CLOSED' || !vote.passed) throw new Refusal('RESOLUTION_NOT_PASSED');
  }

  /** Takes the next number. Numbers follow the calendar: none lies before the last one's day. */
  private async nextNumber(change: Change, cellId: string, year: number, on: string): Promise<number> {
    await change.run(`insert into resolution_numbers (cell_id, year) values ($1, $2) on conflict do nothing`, [
      cellId,
      year,
    ]);
    const counter = await change.row<{ last: number; lastOn: string | null }>(
      `select last, to_char(issued_on, 'YYYY-MM-DD') as "lastOn" from resolution_numbers where cell_id = $1 and year = $2 for update`,
      [cellId, year],
    );
    const last = counter?.last ?? 0;
    if (counter?.lastOn && on < counter.lastOn)
      throw new Refusal('RESOLUTION_DATE_BEFORE_LAST', { lastNumber: numberOf(last), lastIssuedOn: counter.lastOn });
    await change.run(`update resolution_numbers set last = $3, issued_on = $4 where cell_id = $1 and year = $2`, [
      cellId,
      year,
      last + 1,
      on,
    ]);
    return last + 1;
  }

  /** The members of the cell; of a resolution of the committee those on its meeting's roll, since nobody else knows of that meeting. */
  private async tell(change: Change, draft: ResolutionRow, record: ResolutionRecord): Promise<void> {
    const isOfCommittee = draft.meetingKind === MeetingKind.COMMITTEE;
    const people = await change.rows<{ id: string }>(
      isOfCommittee
        ? `select a.id from attendances t join accounts a on a.member_id = t.member_id where t.meeting_id = $1`
        : `select a.id from ${rollSql('$1', '$2')} r join accounts a on a.member_id = r.member_id`,
      isOfCommittee ? [draft.meetingId] : [draft.cellId, dayOf(change.now)],
    );
    await this.notifications.tell(change, {
      kind: 'resolution-issued',
      title: `Nghị quyết số ${record.number}`,
      body: `${record.title}. Đồng chí đọc nghị quyết và xem nhiệm vụ được giao.`,
      url: `/sinh-hoat/${draft.meetingId}/nghi-quyet`,
      subjectId: draft.id,
      accountIds: people.map(({ id }) => id),
    });
  }
}

/** What is left out stays; null and an empty text empty. */
function given(value: string | null | undefined, old: string | null): string | null {
  return value === undefined ? old : value || null;
}

/** In the order of the statements above. */
function valuesOf({ title, results, direction, assignment, score, recipients }: ResolutionParts): unknown[] {
  return [title, results, direction, assignment, score, recipients];
}
