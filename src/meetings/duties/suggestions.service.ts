import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { rollSql } from '../../members/roll.js';
import { CELL_KINDS } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock, dayOf, monthAfter } from '../../platform/clock.js';
import { row, rows } from '../../platform/database/statements.js';
import { MeetingKind } from '../meeting.types.js';
import { titleOf } from '../meeting-rules.js';
import { AGENDA_ITEMS } from '../meetings.inputs.js';
import { beforeClosing, Carrying } from '../preparing/carrying.js';
import { AgendaTemplates } from '../preparing/templates/templates.service.js';
import { Rulebook } from '../rules/rulebook.js';
import { leastMinutes } from '../rules/rules.js';
import type { SuggestMeetingArgs } from './duties.inputs.js';
import type { MeetingSuggestion, SuggestedItem } from './duty.types.js';
import { type Earlier, type SuggestedTime, suggestTime } from './suggestion.js';

/** From so many meetings a habit is read (assumed: half a year). */
const HABIT = 6;

/** How many months ahead a suggestion is made at most: as far as a meeting can be planned. */
const AHEAD_MONTHS = 24;

/** What a template says nothing of. */
const OF_TEMPLATE = { presenter: null, notes: null, carriedFrom: null };

interface Last extends Earlier {
  id: string;
  place: string | null;
  chairId: string | null;
  recorderId: string | null;
}

/** The next meeting as the cell's habit has it, so that its secretary only confirms. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
    private readonly rulebook: Rulebook,
    private readonly templates: AgendaTemplates,
    private readonly carrying: Carrying,
  ) {}

  /** All that scheduleMeeting needs for a cell's meeting of a month. Changes nothing. */
  async suggest(actor: Actor, { cellId, month, kind }: SuggestMeetingArgs): Promise<MeetingSuggestion> {
    const cell = await this.organisations.find(actor, cellId, 'meeting.manage');
    if (!CELL_KINDS.includes(cell.kind)) throw new Refusal('NOT_A_CELL');
    const thisMonth = this.clock.month();
    if (month < monthAfter(thisMonth, -1) || month > monthAfter(thisMonth, AHEAD_MONTHS))
      throw Refusal.field('month', 'Chỉ gợi ý được cho tháng trước, tháng này và các tháng tới.');

    const own = await this.earlier(cell.id, kind, month);
    const habit = own.length > 0 ? own : await this.earlier(cell.id, MeetingKind.REGULAR, month);
    const time = await this.timeOf(cell.id, month, kind, habit);
    const [last] = habit;
    const persons = await this.persons(cell.id, dayOf(time.startsAt), last);
    return {
      cellId: cell.id,
      kind,
      month,
      title: titleOf(kind, month),
      ...time,
      place: last?.place ?? null,
      ...persons,
      // What a regular meeting talks about says nothing of a thematic one.
      agenda: await this.agenda(actor, cell.id, kind, dayOf(time.startsAt), own[0]),
    };
  }

  private async timeOf(
    cellId: string,
    month: string,
    kind: MeetingKind,
    habit: readonly Earlier[],
  ): Promise<SuggestedTime> {
    const taken = await rows<{ startsAt: Date; kind: MeetingKind; month: string }>(
      this.source,
      `select starts_at as "startsAt", kind, month from meetings where cell_id = $1 and status <> 'CANCELLED'
         and month in ($2, $3, $4) order by starts_at`,
      [cellId, monthAfter(month, -1), month, monthAfter(month, 1)],
    );
    const day = `${month}-01`;
    const { rules } = await this.rulebook.of(this.source, cellId, day);
    const roll = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from ${rollSql('$1', '$2')} r where r.status <> 'EXEMPT'`,
      [cellId, day],
    );
    const wish = {
      month,
      leastMinutes: leastMinutes(rules, roll?.count ?? 0, false),
      takenDays: taken.map(meeting => dayOf(meeting.startsAt)),
      now: this.clock.now(),
    };
    if (kind !== MeetingKind.COMMITTEE) return suggestTime(habit, wish);
    const planned = taken.find(meeting => meeting.kind === MeetingKind.REGULAR && meeting.month === month);
    const regular = planned ?? suggestTime(await this.earlier(cellId, MeetingKind.REGULAR, month), wish);
    return suggestTime(habit, { ...wish, before: regular.startsAt, leastMinutes: rules.minutes.least });
  }

  /** The latest meetings of a kind before those of the month, the latest first; planned ones too, while nothing was held yet. */
  private earlier(cellId: string, kind: MeetingKind, month: string): Promise<Last[]> {
    return rows(
      this.source,
      `select m.id, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.chair_id as "chairId", m.recorder_id as "recorderId"
       from meetings m where m.cell_id = $1 and m.kind = $2 and m.month < $3 and m.status <> 'CANCELLED'
       order by m.starts_at desc, m.id desc limit ${HABIT}`,
      [cellId, kind, month],
    );
  }

  /** Who chaired and recorded last, as long as they are of the cell on the day; else its secretary chairs. */
  private async persons(
    cellId: string,
    day: string,
    last: Last | undefined,
  ): Promise<{ chairId: string | null; recorderId: string | null }> {
    const found = await row<{ chairId: string | null; recorderId: string | null }>(
      this.source,
      `with here as (select ms.member_id from memberships ms where ms.cell_id = $1 and ms.during @> $2::date)
       select coalesce((select member_id from here where member_id = $3::uuid limit 1),
           (select f.member_id from offices f where f.organisation_id = $1 and f.office = 'SECRETARY' and f.during @> $2::date
              and f.member_id in (select member_id from here) limit 1)) as "chairId",
         (select member_id from here where member_id = $4::uuid limit 1) as "recorderId"`,
      [cellId, day, last?.chairId ?? null, last?.recorderId ?? null],
    );
    return { chairId: found?.chairId ?? null, recorderId: found?.recorderId ?? null };
  }

  /** As last time, or as the template says; a regular meeting takes up what the month before left open. */
  private async agenda(
    actor: Actor,
    cellId: string,
    kind: MeetingKind,
    day: string,
    last: Last | undefined,
  ): Promise<SuggestedItem[]> {
    const template = await this.templates.inForce(this.source, cellId, kind, day);
    const before = last ? await this.agendaOf(last.id) : [];
    const usual = before.length > 0 ? before : (template?.items ?? []).map(item => ({ ...item, ...OF_TEMPLATE }));
    if (kind !== MeetingKind.REGULAR) return usual;
    const open = await this.carrying.open(actor, cellId);
    return usual.toSpliced(beforeClosing(usual, template), 0, ...open).slice(0, AGENDA_ITEMS);
  }

  /** What was of that month only stays there: notes, and what was taken up again. */
  private agendaOf(meetingId: string): Promise<SuggestedItem[]> {
    return rows(
      this.source,
      `select i.title, i.minutes, i.presenter, null as notes, i.committee_only as "isCommitteeOnly", null as "carriedFrom"
       from agenda_items i where i.meeting_id = $1 and i.carried_id is null order by i.position`,
      [meetingId],
    );
  }
}
