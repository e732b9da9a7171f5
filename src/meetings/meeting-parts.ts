import type { Selection } from '../platform/graphql/selection.js';
import { SUMS } from './assessment/assessment.sql.js';
import { guestsJson, refusedJson } from './attendance/roll.sql.js';
import { MERGED_INTO, movesJson } from './duties/moves.sql.js';
import type { MeetingScope } from './meeting.sql.js';
import { changesJson } from './preparing/invitations/changes.sql.js';
import { materialsJson } from './preparing/materials.sql.js';
import { speakersShare, speechesJson } from './proceedings/speeches.sql.js';
import { votesJson } from './proceedings/votes.sql.js';
import { meetingTasksJson } from './tasks/tasks.sql.js';

/**
 * A field of Meeting as JSON, for the statement that reads the meeting aliased `m` of the cell aliased `o`: what was asked for, and of
 * it what the viewer may see (`scope`). It brings its own condition on who may.
 */
export type MeetingPart = (selection: Selection, scope: MeetingScope) => string;

/** What the rooms of a meeting add to its one statement, by the field's name; each stands in its own `*.sql.ts`. */
export const PARTS: Record<string, MeetingPart> = {
  answerUntil: (_, scope) => `case when ${scope.reads} then m.answer_until end`,
  changesSinceInvitation: (_, scope) => `case when ${scope.reads} then ${changesJson(scope)} else '[]' end`,
  minutesSealedAt: (_, scope) =>
    `case when ${scope.reads} then (select s.sealed_at from minutes_seals s where s.meeting_id = m.id) end`,
  assessments: () => SUMS,
  materials: (selection, scope) => `case when ${scope.reads} then ${materialsJson(selection, scope)} else '[]' end`,
  moves: (_, scope) => `case when ${scope.reads} then ${movesJson(scope)} else '[]' end`,
  mergedInto: (_, scope) => `case when ${scope.reads} then ${MERGED_INTO} end`,
  guests: guestsJson,
  refusedCheckIns: refusedJson,
  speeches: speechesJson,
  speakersShare,
  votes: votesJson,
  tasks: meetingTasksJson,
};
