import type { MeetingKind } from '../meeting.types.js';

/** What the platform knows of a meeting as numbers, by name; null: it cannot know. Yes and no are 1 and 0, shares from 0 to 1. */
export type Measures = Readonly<Record<string, number | null | undefined>>;

/** Between two numbers: `from` and `to` belong to it, `above` and `below` do not. */
interface Bound {
  from?: number;
  above?: number;
  to?: number;
  below?: number;
}

/** Every measure that is named lies within its bound. */
export type Condition = Readonly<Record<string, Bound>>;

/** One row of a scale; without a condition: what is left. */
export interface Step {
  points: number;
  when?: Condition;
}

/** One question of a form. With a scale the platform answers it where it can; otherwise the scorer does. */
export interface Part {
  key: string;
  title: string;
  max: number;
  /** The first row that fits gives the points. */
  scale?: readonly Step[];
  /** Only then it is asked at all, as the thematic part in a month with a thematic meeting. */
  applies?: Condition;
}

/** A band of a form's points, from the best down. */
interface Band {
  band: string;
  name: string;
  /** At least so many points. */
  least: number;
  /** And these parts with full marks. */
  full?: readonly string[];
}

/** A form for judging a meeting, as it stands in `assessment_forms.content`. */
export interface FormContent {
  /** Which meetings are judged by it. */
  kinds: readonly MeetingKind[];
  /** The smallest difference between two marks. */
  step: number;
  /** Where parts do not apply, the rest is scaled up to the whole, and the band goes by that. */
  rescaled: boolean;
  criteria: readonly { number: number; title: string; parts: readonly Part[] }[];
  bands: readonly Band[];
}

/** The most points of all parts together. */
export function wholeOf({ criteria }: Pick<FormContent, 'criteria'>): number {
  return rounded(sum(criteria.flatMap(({ parts }) => parts.map(({ max }) => max))));
}

/** What a scorer says of a part. */
export interface Answer {
  part: string;
  points: number;
  note?: string | null;
}

/** A part of a score: what it got and why. */
export interface Point {
  criterion: number;
  part: string;
  title: string;
  max: number;
  applies: boolean;
  /** Null: not answered, or it does not apply. */
  points: number | null;
  /** What the platform would give. */
  suggested: number | null;
  source: 'KNOWN' | 'ASKED';
  /** The measures that it rests on. */
  measures: string[];
  note: string | null;
}

/** A whole score. */
export interface Score {
  points: Point[];
  total: number;
  /** What could be reached this time: less than the whole where parts do not apply. */
  reachable: number;
  /** The total of the whole, where the form scales it; null where all applies or the form does not. */
  rescaled: number | null;
  band: string;
  /** Titles of the parts without an answer: they count nothing. */
  missing: string[];
}

function isWithin(value: number, { from, above, to, below }: Bound): boolean {
  return (
    (from === undefined || value >= from) &&
    (above === undefined || value > above) &&
    (to === undefined || value <= to) &&
    (below === undefined || value < below)
  );
}

/** Whether a condition holds; null: a measure that it needs is not known. */
function holds(condition: Condition, measures: Measures): boolean | null {
  let isKnown = true;
  for (const [measure, bound] of Object.entries(condition)) {
    const value = measures[measure];
    if (value === null || value === undefined) isKnown = false;
    else if (!isWithin(value, bound)) return false;
  }
  return isKnown ? true : null;
}

/** What the first fitting row of a scale gives; null where the platform cannot tell. */
function known(scale: readonly Step[], measures: Measures): number | null {
  for (const { when, points } of scale) {
    const fits = when ? holds(when, measures) : true;
    if (fits === null) return null;
    if (fits) return points;
  }
  return null;
}

/** Puts what is known and what was answered together. What is known can be answered otherwise; both are kept. */
export function score(form: FormContent, measures: Measures, answers: readonly Answer[]): Score {
  const answered = new Map(answers.map(answer => [answer.part, answer]));
  const points = form.criteria.flatMap(criterion =>
    criterion.parts.map((part): Point => {
      const { key, title, max, scale, applies } = part;
      const isApplied = !applies || holds(applies, measures) !== false;
      const suggested = scale && isApplied ? known(scale, measures) : null;
      const answer = isApplied ? answered.get(key) : undefined;
      return {
        criterion: criterion.number,
        part: key,
        title,
        max,
        applies: isApplied,
        points: answer?.points ?? suggested,
        suggested,
        source: suggested === null ? 'ASKED' : 'KNOWN',
        measures: [...new Set((scale ?? []).flatMap(({ when }) => Object.keys(when ?? {})))],
        note: answer?.note || null,
      };
    }),
  );
  const total = sum(points.map(point => point.points ?? 0));
  const whole = sum(points.map(({ max }) => max));
  const reachable = sum(points.filter(({ applies }) => applies).map(({ max }) => max));
  const rescaled = form.rescaled && reachable > 0 && reachable < whole ? rounded((total * whole) / reachable) : null;
  return {
    points,
    total,
    reachable,
    rescaled,
    band: bandOf(form, rescaled ?? total, points),
    missing: points.filter(point => point.applies && point.points === null).map(({ title }) => title),
  };
}

/** The highest band that the points reach and whose further demands are met. */
function bandOf(form: FormContent, reached: number, points: readonly Point[]): string {
  const isFull = (key: string) =>
    points.some(({ part, applies, points: given, max }) => part === key && (!applies || given === max));
  const band = form.bands.find(({ least, full = [] }) => reached >= least && full.every(isFull)) ?? form.bands.at(-1);
  if (!band) throw new Error('A form without bands.');
  return band.band;
}

/** What is wrong with a scorer's answers, by part, in Vietnamese. A mark that differs from what is known says why. */
export function problemsOf(form: FormContent, { points }: Score, answers: readonly Answer[]): [string, string][] {
  const problems: [string, string][] = [];
  const asked = new Set<string>();
  for (const { part, points: given, note } of answers) {
    const point = points.find(one => one.part === part);
    if (!point) problems.push([part, 'Mẫu chấm điểm không có mục này.']);
    else if (asked.has(part)) problems.push([part, 'Mục này được chấm hai lần.']);
    else if (!point.applies) problems.push([part, 'Tháng này không chấm mục này.']);
    else if (given < 0 || given > point.max || !Number.isInteger(given / form.step))
      problems.push([part, `Điểm từ 0 đến ${point.max}, mỗi bậc ${String(form.step).replace('.', ',')}.`]);
    else if (point.suggested !== null && given !== point.suggested && !note)
      problems.push([part, 'Cần ghi lý do khi chấm khác điểm hệ thống tính.']);
    asked.add(part);
  }
  for (const point of points)
    if (point.applies && point.points === null) problems.push([point.part, 'Mục này chưa được chấm.']);
  return problems;
}

/** The parts on which two scorers differ. */
export function differences(one: readonly Point[], other: readonly Point[]) {
  return one.flatMap(({ criterion, part, title, max, points }) => {
    const theirs = other.find(point => point.part === part)?.points ?? null;
    return points === theirs ? [] : [{ criterion, part, title, max, cell: points, follower: theirs }];
  });
}

/** Those answers that fit another form too: the same part with the same most points. */
export function carried(answers: readonly Answer[], from: FormContent, to: FormContent): Answer[] {
  const maxOf = (form: FormContent, key: string) =>
    form.criteria.flatMap(({ parts }) => parts).find(part => part.key === key)?.max;
  return answers.filter(({ part }) => maxOf(to, part) !== undefined && maxOf(to, part) === maxOf(from, part));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** To hundredths: what is shown decides the band. */
function rounded(value: number): number {
  return Math.round((value + Number.EPSILON) * 100) / 100;
}
