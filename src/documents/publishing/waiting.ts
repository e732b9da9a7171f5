import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';

/** Documents that are ready before the thing to which they belong: they come before their readers together with it. */
@Injectable()
export class Waiting {
  /**
   * Holds a cell's own papers until people are invited to the thing `thingId` (a meeting). What was announced before stays where
   * it is: nobody's reading is taken away. Another organisation's document never waits for a cell.
   */
  async hold(change: Change, documentIds: readonly string[], thingId: string, cellId: string): Promise<void> {
    const held = await change.rows<{ id: string }>(
      `update documents set waits_for = $2 where id = any($1::uuid[]) and audience_id = $3 and issuer_id = $3
         and announced_at is null and withdrawn_at is null and waits_for is distinct from $2 returning id`,
      [documentIds, thingId, cellId],
    );
    for (const { id } of held) await change.record('document.held', cellId, id, { for: thingId });
  }

  /**
   * Lets documents go: they are published now, or at their own time if that is later. The invitation tells of those
   * that are there now, so that nobody is told twice.
   */
  async release(change: Change, documentIds: readonly string[], cellId: string): Promise<void> {
    const released = await change.rows<{ id: string }>(
      `update documents set waits_for = null, published_at = greatest(published_at, $2),
         announced_at = case when published_at <= $2 then $2::timestamptz end
       where id = any($1::uuid[]) and waits_for is not null and withdrawn_at is null returning id`,
      [documentIds, change.now],
    );
    for (const { id } of released) await change.record('document.released', cellId, id);
  }
}
