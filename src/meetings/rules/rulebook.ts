import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { dayOf } from '../../platform/clock.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import { type Rules, type SomeRules, tightened } from './rules.js';

/** A guidance, or a decision of an organisation that tightens it. */
interface RuleSource {
  id: string;
  code: string;
  name: string;
  source: string | null;
  /** Null: for everybody. */
  organisationId: string | null;
  /** The first day of its force. */
  from: string;
  /** What it says itself. */
  settings: SomeRules;
}

/** The rules of a day, and by which guidance and decisions they came about, from the top down. */
export interface RulesInForce {
  rules: Rules;
  sources: RuleSource[];
}

/**
 * The rules that hold for a cell on a day: the guidance for everybody, tightened by each organisation from the top down to the cell
 * itself, as the tree was on that day. The one place where dated rules are looked up.
 */
@Injectable()
export class Rulebook {
  /** Throws where no guidance for everybody holds on the day: the migrations bring them from 06/07/2018 on. */
  async of(db: Db, cellId: string, day: string): Promise<RulesInForce> {
    const found = await rows<RuleSource>(
      db,
      `with place as (select coalesce(
         (select p.path from organisation_periods p where p.organisation_id = $1 and p.during @> $2::date),
         (select o.path from organisations o where o.id = $1)) as path)
       select r.id, r.code, r.name, r.source, r.organisation_id as "organisationId", lower(r.during)::text as "from", r.settings
       from rule_sets r, place where r.during @> greatest($2::date, date '2018-07-06') and (r.organisation_id is null
         or replace(r.organisation_id::text, '-', '') = any(string_to_array(place.path::text, '.')))
       order by r.organisation_id is not null,
         array_position(string_to_array(place.path::text, '.'), replace(r.organisation_id::text, '-', ''))`,
      [cellId, day],
    );
    if (found[0]?.organisationId !== null) throw new Error(`No guidance holds on ${day}.`);
    return { rules: folded(found), sources: found };
  }

  /** The rules of a meeting: those pinned at its opening, or those of its day as it is planned. */
  async ofMeeting(db: Db, meetingId: string): Promise<RulesInForce> {
    const { rules, sources } = await this.onItsDay(db, meetingId);
    return { rules, sources };
  }

  /** The same with the cell and the day whose rules they are: the day of the opening, or the planned one. */
  async onItsDay(db: Db, meetingId: string): Promise<RulesInForce & { cellId: string; day: string }> {
    const meeting = await row<{ rules: RulesInForce | null; cellId: string; at: Date }>(
      db,
      `select rules, cell_id as "cellId", coalesce(opened_at, starts_at) as at from meetings where id = $1`,
      [meetingId],
    );
    if (!meeting) throw new Error(`No meeting ${meetingId}.`);
    const { cellId } = meeting;
    const day = dayOf(meeting.at);
    return { ...(meeting.rules ?? (await this.of(db, cellId, day))), cellId, day };
  }

  /** Pins the rules of the day on which a meeting really began: later decisions do not reach back. */
  async pin(change: Change, meetingId: string, cellId: string, openedAt: Date): Promise<void> {
    const inForce = await this.of(change.manager, cellId, dayOf(openedAt));
    await change.run(`update meetings set rules = $2 where id = $1 and rules is null`, [meetingId, inForce]);
  }
}

/** The guidance for everybody, tightened by each further one in its order. */
function folded([first, ...lower]: RuleSource[]): Rules {
  return lower.reduce<Rules>((above, { settings }) => tightened(above, settings), first?.settings as Rules);
}

/** What holds for an organisation without its own decision: that may ask for more than this, never for less. */
export function aboveOf({ sources }: RulesInForce, organisationId: string): Rules {
  return folded(sources.filter(source => source.organisationId !== organisationId));
}
