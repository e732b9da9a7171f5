import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { PROVINCE_ZONE } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import type { MeetingKind, MeetingStatus } from '../meeting.types.js';
import type { ResolutionParts } from './resolution-draft.js';

/** A resolution's row as its rules need it, locked by the change that reads it. */
export interface ResolutionRow extends ResolutionParts {
  id: string;
  version: number;
  cellId: string;
  meetingId: string;
  voteId: string | null;
  issuedAt: Date | null;
  content: string | null;
  meetingStatus: MeetingStatus;
  meetingKind: MeetingKind;
  /** The day of the meeting in the province. */
  meetingDay: string;
}

/** The condition on the resolution aliased `r` of the meeting `m` of the cell `o`: issued ones for readers, drafts for who prepares. */
export function seenResolution(scope: MeetingScope): string {
  return `(${scope.seen} and ${scope.reads} and (r.issued_at is not null or ${scope.manages}))`;
}

/** Fetches a resolution for a change, through what the actor may see, and locks it. */
export async function resolutionToManage(change: Change, actor: Actor, id: string): Promise<ResolutionRow> {
  const { values, bind } = new Parameters();
  const scope = new MeetingScope(actor, change.now, bind);
  const found = isId(id)
    ? await change.row<ResolutionRow & { manages: boolean }>(
        `select r.id, r.version, r.cell_id as "cellId", r.meeting_id as "meetingId", r.vote_id as "voteId", r.title, r.results,
           r.direction, r.assignment, r.score, r.recipients, r.issued_at as "issuedAt", r.content, m.status as "meetingStatus",
           m.kind as "meetingKind", to_char(m.starts_at at time zone '${PROVINCE_ZONE}', 'YYYY-MM-DD') as "meetingDay",
           ${scope.manages} as manages
         from resolutions r join meetings m on m.id = r.meeting_id join organisations o on o.id = m.cell_id
         where r.id = ${bind(id)} and ${seenResolution(scope)} for update of r`,
        values,
      )
    : undefined;
  if (!found) throw new Refusal('NOT_FOUND');
  const { manages, ...resolution } = found;
  if (!manages) throw new Refusal('NOT_ALLOWED');
  return resolution;
}
