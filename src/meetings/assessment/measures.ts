/** What the platform knows of a meeting (evidence.ts), by the names under which a form's scales ask for it. */
const NAMES = [
  'regular',
  'thematic',
  'minutesShort',
  'minutesShare',
  'attendance',
  'unexcused',
  'excusedRunning',
  'committeeMet',
  'noticeSent',
  'materialsInTime',
  'stepsShare',
  'speakers',
  'minutesWritten',
  'criticismMinutes',
  'documentsPosted',
  'tasksProgress',
  'concluded',
  'minutesAdopted',
  'postedInTime',
] as const;

export type Measure = (typeof NAMES)[number];

export const MEASURES: ReadonlySet<string> = new Set(NAMES);
