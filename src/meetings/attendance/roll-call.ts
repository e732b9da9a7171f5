import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { rollSql } from '../../members/roll.js';
import { dayOf } from '../../platform/clock.js';
import { MeetingKind } from '../meeting.types.js';
import type { MeetingRow } from '../meeting-rows.js';

/** Who belongs to the cell's committee (chi ủy): with the secretary, those who meet before the cell does. */
const COMMITTEE = ['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER'];

/** Makes a meeting's roll agree with who belongs to the cell on the meeting's day. */
@Injectable()
export class RollCall {
  /**
   * Puts those onto the roll who belong there, and takes off who no longer does and was neither called nor checked in. Who is exempt
   * follows the membership; what it means for the state stands at roll-facts.ts. Returns whether anybody came or went.
   */
  async follow(change: Change, meeting: MeetingRow): Promise<boolean> {
    const day = dayOf(meeting.startsAt);
    const committee = meeting.kind === MeetingKind.COMMITTEE ? COMMITTEE : null;
    const moved = await change.row<{ came: number; went: number }>(
      `with belonging as (
         select r.member_id, case when r.status = 'EXEMPT' then 'EXEMPT' else 'EXPECTED' end as state from ${rollSql('$2', '$3')} r
         where $4::text[] is null or exists (select 1 from offices f where f.member_id = r.member_id and f.organisation_id = $2
           and f.office = any($4) and f.during @> $3::date)
       ), came as (
         insert into attendances (meeting_id, member_id, base_state) select $1, b.member_id, b.state from belonging b
         on conflict (meeting_id, member_id) do update set base_state = excluded.base_state
           where attendances.base_state <> excluded.base_state
         returning xmax = 0 as is_new
       ), went as (
         delete from attendances t where t.meeting_id = $1 and t.marked_at is null and t.checked_in_at is null
           and t.member_id not in (select b.member_id from belonging b)
         returning 1
       )
       select (select count(*) from came where is_new)::int as came, (select count(*) from went)::int as went`,
      [meeting.id, meeting.cellId, day, committee],
    );
    return Boolean(moved && moved.came + moved.went > 0);
  }
}
