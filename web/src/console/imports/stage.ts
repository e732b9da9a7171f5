import type { ImportFactsFragment } from '../../graphql/graphql.js';

/** Where an import stands, as the page shows it. */
export type Stage = 'reading' | 'ready' | 'applying' | 'applied' | 'failed';

const STAGES: Record<string, Stage> = {
  READING: 'reading',
  READY: 'ready',
  APPLYING: 'applying',
  APPLIED: 'applied',
  FAILED: 'failed',
};

/** A state that this page does not know yet is one that still moves. */
export function stageOf(state: string): Stage {
  return STAGES[state] ?? 'reading';
}

/** Does the server still work on it? */
export function isMoving(stage: Stage): boolean {
  return stage === 'reading' || stage === 'applying';
}

type Problem = ImportFactsFragment['problems'][number];

/** Problems of one kind in one column, so that a mistake made in 400 rows is read once. */
export interface ProblemGroup {
  key: string;
  sheet: string | null;
  column: string;
  message: string;
  rows: number[];
}

/** Groups by sheet, column, kind and words; the group that comes first in the file stands first. */
export function groupProblems(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const { sheet, row, column, code, message } of problems) {
    const key = `${sheet ?? ''}|${column}|${code}|${message}`;
    const group = groups.get(key) ?? { key, sheet, column, message, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** "3–5, 9" of 3, 4, 5, 9; at most so many pieces, then "…". */
export function rowRanges(rows: readonly number[], most = 6): string {
  const pieces: [number, number][] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = pieces.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else pieces.push([row, row]);
  }
  const shown = pieces.slice(0, most).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return pieces.length > most ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** What saying yes does now. */
export type Confirmation = 'apply' | 'read-again' | 'not-yet';

/**
 * A proposed change of encoding must be answered first. The problems are those of the converted text, so keeping the file as
 * it is has it read once more; writing asks for a file without problems.
 */
export function confirmation(facts: ImportFactsFragment, convert: boolean | null): Confirmation {
  if (stageOf(facts.state) !== 'ready') return 'not-yet';
  if (facts.proposedEncoding !== null && convert === null) return 'not-yet';
  if (facts.proposedEncoding !== null && convert === false) return 'read-again';
  return facts.problemCount === 0 && facts.valid > 0 ? 'apply' : 'not-yet';
}
