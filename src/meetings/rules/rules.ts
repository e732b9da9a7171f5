/**
 * What a guidance asks of meetings, as it stands in `rule_sets.settings`. Shares are between 0 and 1. A row for everybody says all of
 * it; a row of an organisation only what it adds or tightens.
 */
export interface Rules {
  minutes: {
    /** The least length of a session, in minutes. */
    least: number;
    /** Where regular and thematic meeting share a session. */
    withThematic: number;
    /** From so many members on the session takes longer. */
    bySize: { members: number; minutes: number }[];
  };
  attendance: {
    /** The share of present members that a good meeting reaches. */
    aim: number;
    /** Nobody may be missing without an excuse. */
    nobodyUnexcused: boolean;
  };
  /** How long before the start the materials can be read, in hours. */
  materials: { hoursBefore: number };
  /** Until so many hours before the start members answer the invitation (assumed). */
  answering: { hoursBefore: number };
  /** When the secretary is reminded to plan: days of the month before, and its last day. */
  reminders: { daysOfMonthBefore: number[]; lastDay: boolean };
  duties: {
    /** A thematic meeting is due once in so many months. */
    thematicEveryMonths: number;
    /** The cell's committee meets before the cell does. */
    committeeFirst: boolean;
  };
  /** More than this share of the full members must be present for a meeting that decides (assumed). */
  quorum: { share: number };
  votes: {
    /** Who counts for the majority when nobody says otherwise. */
    base: 'FULL_MEMBERS' | 'FULL_MEMBERS_PRESENT';
    /** More than this share agrees. */
    ordinary: number;
    /** At least this share agrees. */
    qualified: number;
  };
  /** An opinion or proposal is answered within so many days (assumed). */
  opinions: { answerWithinDays: number };
  /** When the assignee of a task is reminded: days before it is due, and after while it is not done (assumed). At most 31 each. */
  tasks: { remindDaysBefore: number[]; remindDaysAfter: number[] };
  /** The papers are posted within so many days after the meeting; 0: nothing is asked. */
  after: { postedWithinDays: number };
  /** The form with which the meeting is judged, by its code. */
  assessment: { form: string };
}

/** The same with only some of it said. */
export type SomeRules = { [K in keyof Rules]?: Partial<Rules[K]> };

/** Where more is stricter, and where less is: a lower organisation may only go that way. */
const MORE_IS_STRICTER: readonly string[] = [
  'minutes.least',
  'minutes.withThematic',
  'attendance.aim',
  'materials.hoursBefore',
  'quorum.share',
  'votes.ordinary',
  'votes.qualified',
];
const LESS_IS_STRICTER: readonly string[] = [
  'opinions.answerWithinDays',
  'after.postedWithinDays',
  'duties.thematicEveryMonths',
];

/** What stands above with what a lower organisation adds: the stricter of both, whatever the lower one says. */
export function tightened(above: Rules, below: SomeRules): Rules {
  const made = structuredClone(above) as unknown as Record<string, Record<string, unknown>>;
  for (const [part, settings] of Object.entries(below)) {
    const known = made[part];
    if (!known) continue;
    for (const [name, value] of Object.entries(settings))
      known[name] = stricter(`${part}.${name}`, known[name], value as unknown);
  }
  return made as unknown as Rules;
}

function stricter(path: string, above: unknown, below: unknown): unknown {
  if (below === undefined || below === null) return above;
  if (typeof above === 'number' && typeof below === 'number') {
    if (MORE_IS_STRICTER.includes(path)) return Math.max(above, below);
    // Nothing asked (0 days) is looser than any number.
    if (LESS_IS_STRICTER.includes(path)) return above === 0 ? below : below === 0 ? above : Math.min(above, below);
  }
  if (typeof above === 'boolean' && typeof below === 'boolean') return above || below;
  // Of all full members is harder to reach than of those present.
  if (path === 'votes.base') return above === 'FULL_MEMBERS' ? above : below;
  if (path === 'minutes.bySize') return [...(above as unknown[]), ...(below as unknown[])];
  if (path === 'reminders.daysOfMonthBefore' || path.startsWith('tasks.remind'))
    return [...new Set([...(above as number[]), ...(below as number[])])];
  return below;
}

/** How long a session of a cell with so many members takes at least, in minutes. */
export function leastMinutes({ minutes }: Rules, members: number, withThematic: boolean): number {
  const bySize = minutes.bySize.filter(step => members >= step.members).map(step => step.minutes);
  return Math.max(minutes.least, withThematic ? minutes.withThematic : 0, ...bySize);
}

/** Which settings of a lower organisation ask for less than what stands above it, by their paths: `minutes.least`. */
export function looser(above: Rules, below: SomeRules): string[] {
  const found: string[] = [];
  const known = above as unknown as Record<string, Record<string, unknown>>;
  for (const [part, settings] of Object.entries(below)) {
    for (const [name, value] of Object.entries(settings)) {
      if (value === undefined || value === null || Array.isArray(value)) continue;
      const path = `${part}.${name}`;
      if (stricter(path, known[part]?.[name], value) !== value) found.push(path);
    }
  }
  for (const [index, step] of (below.minutes?.bySize ?? []).entries())
    if (step.minutes < leastMinutes(above, step.members, false)) found.push(`minutes.bySize.${index}.minutes`);
  return found;
}
