import { CellMembersDocument, MeetingPageDocument, RollCallDocument } from '../../graphql/graphql.js';
import { plannedRoll, type Roll, stepsOver, useLocalMeeting } from '../offline/localMeetings.js';
import { useOutbox } from '../offline/outbox.js';
import { type Saved, useSaved } from '../offline/useSaved.js';

/** The roll of a meeting as this phone has it. */
interface RollHere {
  roll: Roll | null;
  /** The question to the server, for what a page shows while it waits or when it is refused. */
  asked: Saved<unknown>;
  /** The server does not know the meeting, or has not invited to it yet: the roll is this phone's own list of the cell. */
  isOwnList: boolean;
}

/**
 * The server's roll with the steps that wait here; while the invitation waits, the saved list of the cell's members, so that a
 * whole meeting can be held without a network.
 */
export function useRoll(id: string): RollHere {
  const outbox = useOutbox();
  const asked = useSaved(RollCallDocument, { id });
  const known = asked.data?.meeting ?? null;
  const isUninvited = known === null ? asked.error !== null : known.status === 'DRAFT';
  const page = useSaved(MeetingPageDocument, isUninvited ? { id } : null);
  const local = useLocalMeeting(id, page.data?.meeting);
  const own = known === null || known.status === 'DRAFT' ? local : null;
  const members = useSaved(CellMembersDocument, own?.waiting ? { organisationId: own.meeting.cell.id } : null);
  if (own?.waiting) {
    const people = members.data?.members.edges.map(edge => edge.node) ?? [];
    const roll = plannedRoll(own, people, outbox);
    return {
      roll: { ...roll, checkInSecret: roll.checkInSecret ?? known?.checkInSecret ?? null },
      asked,
      isOwnList: true,
    };
  }
  return { roll: known && { ...known, ...stepsOver(known, outbox) }, asked, isOwnList: false };
}
