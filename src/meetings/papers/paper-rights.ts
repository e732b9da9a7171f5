import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { Parameters } from '../../platform/database/parameters.js';
import { type Db, row } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { PaperKind } from './paper.types.js';

/** What somebody is to a meeting. */
export interface PaperRights {
  meetingId: string;
  cellId: string;
  manages: boolean;
  reads: boolean;
  follows: boolean;
}

/** What the actor is to a meeting. Refuses NOT_FOUND where the actor may not know of it. */
export async function rightsOn(db: Db, actor: Actor, meetingId: string, now: Date): Promise<PaperRights> {
  const { values, bind } = new Parameters();
  const scope = new MeetingScope(actor, now, bind);
  const found = isId(meetingId)
    ? await row<PaperRights>(
        db,
        `select m.id as "meetingId", m.cell_id as "cellId", ${scope.manages} as manages, ${scope.reads} as reads,
           o.path <@ any(${bind(actor.roots('meeting.follow'))}::ltree[]) as follows
         from meetings m join organisations o on o.id = m.cell_id where m.id = ${bind(meetingId)} and ${scope.seen}`,
        values,
      )
    : undefined;
  if (!found) throw new Refusal('NOT_FOUND');
  return found;
}

/**
 * Who may have a paper: the secretary every one; members and followers sealed minutes and issued resolutions, without the reasons of
 * who was missing (contract); the follower also the scores. Drafts, lists of names and reasons are private: the secretary's alone.
 * A committee officer has none.
 */
export function mayHave({ manages, reads, follows }: PaperRights, kind: PaperKind, isPrivate: boolean): boolean {
  if (manages) return true;
  if (kind === PaperKind.ASSESSMENT) return follows;
  return reads && !isPrivate && (kind === PaperKind.MINUTES || kind === PaperKind.RESOLUTION);
}
