import type { Actor } from '../../access/actor.js';
import { PROVINCE_ZONE } from '../../platform/clock.js';
import type { Bind } from '../../platform/database/parameters.js';

/** It stands on the agenda of a meeting to which the members were invited, for all to see. */
const TABLED = `agenda_items i join meetings m on m.id = i.meeting_id where i.carried_kind = 'OPINION' and i.carried_id = p.id
  and m.kind <> 'COMMITTEE' and m.invited_at is not null and m.status <> 'CANCELLED' and not i.committee_only`;

/** What may be seen of the opinion aliased `p` of the cell aliased `o`, as conditions on the actor's grants of today. */
export class OpinionScope {
  readonly manages: string;
  readonly isMine: string;
  readonly isOwned: string;
  /** Secretary and follower: all of the cell, with who wrote it. */
  readonly oversees: string;
  readonly seen: string;

  constructor(
    actor: Actor,
    private readonly now: Date,
    private readonly bind: Bind,
  ) {
    const within = (paths: string[]) => `o.path <@ any(${bind(paths)}::ltree[])`;
    const member = `${bind(actor.memberId)}::uuid`;
    this.manages = within(actor.roots('meeting.manage'));
    this.oversees = `(${this.manages} or ${within(actor.roots('meeting.follow'))})`;
    this.isMine = `coalesce(p.author_id = ${member}, false)`;
    this.isOwned = `coalesce(p.owner_id = ${member}, false)`;
    this.seen = `(${within(actor.roots('meeting.read'))} and (${this.isMine}
      or (p.withdrawn_at is null and (${this.oversees} or ${this.isOwned} or exists (select 1 from ${TABLED})))))`;
  }

  /** An Opinion as columns. */
  get columns(): string {
    const today = `(${this.bind(this.now)}::timestamptz at time zone '${PROVINCE_ZONE}')::date`;
    const isOpen = 'p.answered_at is null and p.withdrawn_at is null';
    const when = (condition: string, value: string) => `case when ${condition} then ${value} end`;
    const whole = `(${this.oversees} or ${this.isMine})`;
    const tabled = `select m.id from ${TABLED} order by m.starts_at desc, m.id desc limit 1`;
    const onAgenda = `select m.id from agenda_items i join meetings m on m.id = i.meeting_id
      where i.carried_kind = 'OPINION' and i.carried_id = p.id and m.status <> 'CANCELLED' order by m.starts_at desc, m.id desc limit 1`;
    return `p.id, p.version, p.cell_id as "cellId", p.kind, p.text, p.created_at as "createdAt", p.answer, p.answered_at as "answeredAt",
      case when p.withdrawn_at is not null then 'WITHDRAWN' when p.answered_at is not null then 'ANSWERED' else 'OPEN' end as state,
      ${this.isMine} as "isMine", ${when(whole, 'p.author_id')} as "authorId",
      ${when(`${whole} or ${this.isOwned}`, 'p.owner_id')} as "ownerId",
      ${when(`${whole} or ${this.isOwned}`, 'p.due_on::text')} as "dueOn",
      ${isOpen} and p.due_on < ${today} is true as "isOverdue", ${when(whole, 'p.meeting_id')} as "meetingId",
      case when ${this.manages} then (${onAgenda}) else (${tabled}) end as "tabledMeetingId",
      ${isOpen} and (${this.manages} or ${this.isOwned}) as "mayAnswer", ${isOpen} and ${this.manages} as "mayAssign"`;
  }
}
