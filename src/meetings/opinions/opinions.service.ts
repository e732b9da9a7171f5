import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { rollSql } from '../../members/roll.js';
import { CELL_KINDS } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { dayOf } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { isId, newId } from '../../platform/ids.js';
import { MeetingRows } from '../meeting-rows.js';
import { assertPhoneId } from '../meeting-rules.js';
import { Rulebook } from '../rules/rulebook.js';
import { OpinionScope } from './opinion.sql.js';
import { OpinionNotices } from './opinion-notices.js';
import type { AnswerOpinionInput, AssignOpinionInput, GiveOpinionInput } from './opinions.inputs.js';

/** So many opinions without an answer a member may have in a cell: an agenda has room for those of others (assumed). */
const OPEN_A_MEMBER = 20;

/** An opinion as a change needs it, with what the actor may do with it. */
interface OpinionRow {
  id: string;
  version: number;
  cellId: string;
  authorId: string;
  ownerId: string | null;
  kind: string;
  dueOn: string | null;
  answer: string | null;
  answeredAt: Date | null;
  withdrawnAt: Date | null;
  manages: boolean;
  isMine: boolean;
  isOwned: boolean;
}

/** Opinions and proposals (ý kiến, đề xuất) of members: given, given to an owner, answered, withdrawn. Each method gives the opinion's id. */
@Injectable()
export class OpinionsService {
  constructor(
    private readonly changes: Changes,
    private readonly organisations: OrganisationsService,
    private readonly meetings: MeetingRows,
    private readonly rulebook: Rulebook,
    private readonly notices: OpinionNotices,
  ) {}

  /**
   * A member of the cell says something, before a meeting or between meetings; also late, from a phone that had no signal: nothing that
   * was said is lost because a meeting is over. The secretary is to answer it, within the days that the rules give.
   */
  give(actor: Actor, input: GiveOpinionInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'giveOpinion', clientMutationId, input: rest }, async change => {
      const id = input.id?.toLowerCase() ?? newId();
      assertPhoneId(id);
      const { cellId, meetingId } = await this.placeOf(change, actor, input);
      const today = dayOf(change.now);
      if (!(await isOnRoll(change, cellId, actor.memberId))) throw new Refusal('NOT_ALLOWED');
      const { rules } = await this.rulebook.of(change.manager, cellId, today);
      const made = await change.row<{ ownerId: string | null; dueOn: string }>(
        `insert into opinions (id, cell_id, meeting_id, author_id, kind, text, owner_id, due_on, created_at)
         values ($1, $2, $3, $4, $5, $6, (select f.member_id from offices f where f.organisation_id = $2 and f.during @> $7::date
           and f.office in ('SECRETARY', 'DEPUTY_SECRETARY') order by f.office = 'SECRETARY' desc, f.id limit 1), $7::date + $8::int, $9)
         on conflict (id) do nothing returning owner_id as "ownerId", due_on::text as "dueOn"`,
        [
          id,
          cellId,
          meetingId,
          actor.memberId,
          input.kind,
          input.text,
          today,
          rules.opinions.answerWithinDays,
          change.now,
        ],
      );
      if (!made) throw new Refusal('ID_TAKEN');
      const open = await change.row<{ count: number }>(
        `select count(*)::int as count from opinions where author_id = $1 and cell_id = $2 and answered_at is null and withdrawn_at is null`,
        [actor.memberId, cellId],
      );
      if ((open?.count ?? 0) > OPEN_A_MEMBER) throw new Refusal('TOO_MANY_OPINIONS');
      if (made.ownerId && made.ownerId !== actor.memberId)
        await this.notices.own(change, { id, cellId, kind: input.kind, dueOn: made.dueOn }, made.ownerId);
      await change.record('opinion.given', cellId, id, { kind: input.kind, meetingId, dueOn: made.dueOn });
      return id;
    });
  }

  /** The secretary gives it to another member of the cell, or another day. Who is to answer now is told. */
  assign(actor: Actor, input: AssignOpinionInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'assignOpinion', clientMutationId, input: rest }, async change => {
      const opinion = await this.fetch(change, actor, input.id);
      if (!opinion.manages) throw new Refusal('NOT_ALLOWED');
      if (opinion.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: opinion.version });
      mustBeOpen(opinion);
      const [ownerId, dueOn] = [input.ownerId.toLowerCase(), input.dueOn ?? opinion.dueOn];
      if (!isId(ownerId) || !(await isOnRoll(change, opinion.cellId, ownerId)))
        throw Refusal.field('input.ownerId', 'Người này không sinh hoạt tại chi bộ.');
      if (input.dueOn && input.dueOn < dayOf(change.now)) throw Refusal.field('input.dueOn', 'Ngày này đã qua.');
      await change.run(
        `update opinions set owner_id = $2, due_on = $3, version = version + 1,
           overdue_told_at = case when due_on is distinct from $3::date then null else overdue_told_at end where id = $1`,
        [opinion.id, ownerId, dueOn],
      );
      if (ownerId !== actor.memberId) await this.notices.own(change, { ...opinion, dueOn }, ownerId);
      await change.record('opinion.assigned', opinion.cellId, opinion.id, { ownerId, dueOn });
      return opinion.id;
    });
  }

  /** Its owner or the secretary answers, once. The author is told. */
  answer(actor: Actor, input: AnswerOpinionInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'answerOpinion', clientMutationId, input: rest }, async change => {
      const opinion = await this.fetch(change, actor, input.id);
      if (!opinion.manages && !opinion.isOwned) throw new Refusal('NOT_ALLOWED');
      if (opinion.answer === input.answer) return opinion.id;
      mustBeOpen(opinion);
      if (opinion.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: opinion.version });
      await change.run(
        `update opinions set answer = $2, answered_by = $3, answered_at = $4, version = version + 1 where id = $1`,
        [opinion.id, input.answer, change.doer.accountId, change.now],
      );
      if (opinion.authorId !== actor.memberId) await this.notices.answer(change, opinion, opinion.authorId);
      await change.record('opinion.answered', opinion.cellId, opinion.id);
      return opinion.id;
    });
  }

  /** The author takes it back until it is answered; from agendas of meetings that have not begun it goes as well. */
  withdraw(actor: Actor, id: string, clientMutationId: string): Promise<string> {
    const repeatable = { operation: 'withdrawOpinion', clientMutationId, input: { id } };
    return this.changes.once(actor, repeatable, async change => {
      // Meetings come before what stands on their agendas, for everybody who locks both.
      await change.rows(
        `select 1 from meetings m where m.cell_id = (select cell_id from opinions where id = $1) and m.status in ('DRAFT', 'INVITED')
         order by m.id for update`,
        [isId(id) ? id : null],
      );
      const opinion = await this.fetch(change, actor, id);
      if (!opinion.isMine) throw new Refusal('NOT_ALLOWED');
      if (opinion.withdrawnAt) return opinion.id;
      mustBeOpen(opinion);
      await change.run(`update opinions set withdrawn_at = $2, version = version + 1 where id = $1`, [
        opinion.id,
        change.now,
      ]);
      await this.takeOffAgendas(change, opinion.id);
      await change.record('opinion.withdrawn', opinion.cellId, opinion.id);
      return opinion.id;
    });
  }

  /** The agenda of an invited meeting never becomes empty: its only item stays, without the words. */
  private async takeOffAgendas(change: Change, opinionId: string): Promise<void> {
    const items = `agenda_items i using meetings m where m.id = i.meeting_id and m.status in ('DRAFT', 'INVITED')
      and i.carried_kind = 'OPINION' and i.carried_id = $1`;
    const left = await change.rows<{ id: string }>(
      `delete from ${items} and (m.status = 'DRAFT' or exists (select 1 from agenda_items j where j.meeting_id = m.id and j.id <> i.id))
       returning m.id`,
      [opinionId],
    );
    const emptied = await change.rows<{ id: string }>(
      `update agenda_items i set title = 'Ý kiến đã được rút', notes = null from meetings m where m.id = i.meeting_id
         and m.status = 'INVITED' and i.carried_kind = 'OPINION' and i.carried_id = $1 returning m.id`,
      [opinionId],
    );
    const ids = [...left, ...emptied].map(({ id }) => id);
    await change.run(`update meetings set version = version + 1 where id = any($1::uuid[])`, [ids]);
    for (const id of ids) change.nudge(`meetings/${id}`);
  }

  /** Where it is said. What the actor may not know of is NOT_FOUND. */
  private async placeOf(
    change: Change,
    actor: Actor,
    { cellId, meetingId }: GiveOpinionInput,
  ): Promise<{ cellId: string; meetingId: string | null }> {
    if (Boolean(cellId) === Boolean(meetingId))
      throw Refusal.field('input.cellId', 'Cần chọn chi bộ hoặc buổi sinh hoạt.');
    if (meetingId) {
      const meeting = await this.meetings.toAttend(change, actor, meetingId);
      return { cellId: meeting.cellId, meetingId: meeting.id };
    }
    const cell = await this.organisations.find(actor, cellId ?? '', 'meeting.attend', change.manager);
    if (!CELL_KINDS.includes(cell.kind)) throw new Refusal('NOT_A_CELL');
    return { cellId: cell.id, meetingId: null };
  }

  /** Through what the actor may see, locked. */
  private async fetch(change: Change, actor: Actor, id: string): Promise<OpinionRow> {
    const { values, bind } = new Parameters();
    const scope = new OpinionScope(actor, change.now, bind);
    const found = isId(id)
      ? await change.row<OpinionRow>(
          `select p.id, p.version, p.cell_id as "cellId", p.author_id as "authorId", p.owner_id as "ownerId", p.kind,
             p.due_on::text as "dueOn", p.answer, p.answered_at as "answeredAt", p.withdrawn_at as "withdrawnAt",
             ${scope.manages} as manages, ${scope.isMine} as "isMine", ${scope.isOwned} as "isOwned"
           from opinions p join organisations o on o.id = p.cell_id
           where p.id = ${bind(id)} and ${scope.seen} for update of p`,
          values,
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }
}

function mustBeOpen(opinion: OpinionRow): void {
  if (opinion.withdrawnAt) throw new Refusal('OPINION_WITHDRAWN');
  if (opinion.answeredAt) throw new Refusal('OPINION_ANSWERED');
}

/** Whether somebody belongs to the cell today. */
async function isOnRoll(change: Change, cellId: string, memberId: string | null): Promise<boolean> {
  const found = await change.row(`select 1 from ${rollSql('$1', '$2')} r where r.member_id = $3`, [
    cellId,
    dayOf(change.now),
    memberId,
  ]);
  return found !== undefined;
}
