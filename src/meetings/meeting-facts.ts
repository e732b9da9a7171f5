import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Facts, type MonthFacts } from '../adoption/facts.js';
import type { Change } from '../audit/change.js';
import { ReadingListeners } from '../documents/reading-listeners.js';

/**
 * What a cell's month says of its use of the platform (domain.md 5), counted anew from the rows at every event. Only members on the
 * roll count; a cell used the platform when a regular meeting of the month was closed with a complete roll and minutes.
 */
const COUNT = `
  with held as (select m.* from meetings m where m.cell_id = $1 and m.month = $2 and m.invited_at is not null and m.status <> 'CANCELLED'),
  called as (select h.id, h.kind, h.status, a.member_id, a.state, a.checked_in_at from held h join attendances a on a.meeting_id = h.id)
  select
    (select count(*)::int from held where kind = 'REGULAR') as meetings,
    (select count(distinct c.member_id)::int from called c
       -- Asked a member and document at a time, by key: a join reads all readings of a bulletin that the whole province reads.
       where (select true from meeting_documents d where d.meeting_id = c.id and (select true from readings r
         where r.document_id = d.document_id and r.member_id = c.member_id) limit 1)) as "openedMaterial",
    (select count(distinct member_id)::int from called where checked_in_at is not null) as "checkedIn",
    (select count(*)::int from called where kind = 'REGULAR' and status = 'CLOSED' and state <> 'EXEMPT') as entitled,
    (select count(*)::int from called where kind = 'REGULAR' and status = 'CLOSED' and state = 'PRESENT') as present,
    exists (select 1 from held h where h.kind = 'REGULAR' and h.status = 'CLOSED' and h.minutes is not null
      and exists (select 1 from called c where c.id = h.id)
      and not exists (select 1 from called c where c.id = h.id and c.state = 'EXPECTED')) as used`;

/** Keeps the adoption facts of a cell's month in step with its meetings. */
@Injectable()
export class MeetingFacts implements OnModuleInit {
  constructor(
    private readonly facts: Facts,
    private readonly readings: ReadingListeners,
  ) {}

  onModuleInit(): void {
    this.readings.add((change, memberId, documentIds) => this.countReadings(change, memberId, documentIds));
  }

  /** Counts a cell's month anew. Its lock is taken first, so that of two events at once the later one counts both. */
  async count(change: Change, cellId: string, month: string): Promise<void> {
    await this.facts.lock(change, cellId, month);
    const counted = await change.row<MonthFacts>(COUNT, [cellId, month]);
    if (counted) await this.facts.put(change, cellId, month, counted);
  }

  /** A member opened documents: every month counts in whose meetings they lay before that member; locked in one order for all. */
  private async countReadings(change: Change, memberId: string, documentIds: readonly string[]): Promise<void> {
    const months = await change.rows<{ cellId: string; month: string }>(
      `select distinct m.cell_id as "cellId", m.month from attendances a join meetings m on m.id = a.meeting_id
         join meeting_documents d on d.meeting_id = m.id and d.document_id = any($2::uuid[])
       where a.member_id = $1 and m.invited_at is not null and m.status <> 'CANCELLED' order by m.month, m.cell_id`,
      [memberId, documentIds],
    );
    for (const { cellId, month } of months) await this.count(change, cellId, month);
  }
}
