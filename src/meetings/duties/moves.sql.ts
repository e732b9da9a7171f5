import type { Change } from '../../audit/change.js';
import { newId } from '../../platform/ids.js';
import type { MeetingScope } from '../meeting.sql.js';
import type { MoveKind } from './move.types.js';

/** The moves of the meeting aliased `m` as JSON. What was moved before anybody knew of it stays with those who prepare it. */
export function movesJson(scope: MeetingScope): string {
  return `(select coalesce(json_agg(json_build_object('kind', v.kind, 'fromAt', v.from_at, 'toAt', v.to_at, 'reason', v.reason,
      'movedAt', v.moved_at) order by v.moved_at, v.id), '[]')
    from meeting_moves v where v.meeting_id = m.id and (v.moved_at >= m.invited_at or ${scope.manages}))`;
}

/** The meeting into which the meeting aliased `m` was merged, as JSON. */
export const MERGED_INTO = `(select json_build_object('id', g.id, 'title', g.title, 'startsAt', g.starts_at) from meetings g where g.id = m.merged_into)`;

/** Keeps a change of a meeting's time. */
export async function recordMove(
  change: Change,
  meetingId: string,
  move: { kind: MoveKind; from: Date; to: Date; reason?: string },
): Promise<void> {
  await change.run(
    `insert into meeting_moves (id, meeting_id, kind, from_at, to_at, reason, moved_by, moved_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), meetingId, move.kind, move.from, move.to, move.reason ?? null, change.doer.accountId, change.now],
  );
}
