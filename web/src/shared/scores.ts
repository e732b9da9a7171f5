import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AssessmentBand } from '../graphql/graphql.js';

const BANDS: Record<AssessmentBand, ReturnType<typeof msg>> = {
  GOOD: msg`Tốt`,
  FAIR: msg`Khá`,
  AVERAGE: msg`Trung bình`,
  WEAK: msg`Kém`,
};

/** "Tốt" */
export function bandName(band: AssessmentBand): string {
  return i18n._(BANDS[band]);
}

/** "92,63": points as the screens show them. */
export function pointsText(points: number): string {
  return points.toLocaleString(i18n.locale === 'en' ? 'en' : 'vi-VN', { maximumFractionDigits: 2 });
}

/** A part of a form as it is being answered. */
interface Asked {
  part: string;
  title: string;
  max: number;
  applies: boolean;
  suggested: number | null;
}

/** What is being answered, by part. */
export type Answers = Readonly<Record<string, { points: number; note: string } | undefined>>;

/** What of a form the sum depends on. */
interface Form {
  whole: number;
  rescaled: boolean;
  bands: readonly { band: AssessmentBand; least: number; full: readonly string[] }[];
}

/** How a score stands while it is being given; the server counts again. */
export interface Standing {
  total: number;
  reachable: number;
  rescaled: number | null;
  band: AssessmentBand;
  /** Parts that nobody has answered yet. */
  missing: string[];
}

/** Adds up what is known and what was answered. */
export function standing(form: Form, parts: readonly Asked[], answers: Answers): Standing {
  const given = (asked: Asked) => answers[asked.part]?.points ?? asked.suggested;
  const applied = parts.filter(part => part.applies);
  const total = applied.reduce((sum, part) => sum + (given(part) ?? 0), 0);
  const reachable = applied.reduce((sum, { max }) => sum + max, 0);
  const rescaled =
    form.rescaled && reachable > 0 && reachable < form.whole
      ? Math.round(((total * form.whole) / reachable + Number.EPSILON) * 100) / 100
      : null;
  const isFull = (title: string) => applied.every(part => part.title !== title || given(part) === part.max);
  const band = form.bands.find(({ least, full }) => (rescaled ?? total) >= least && full.every(isFull));
  return {
    total,
    reachable,
    rescaled,
    band: (band ?? form.bands.at(-1))?.band ?? 'WEAK',
    missing: applied.filter(part => given(part) === null).map(({ part }) => part),
  };
}

/** What is sent: answers to what is asked, and to what is known only where they differ from it. */
export function answersToSend(parts: readonly Asked[], answers: Answers) {
  return parts.flatMap(({ part, suggested, applies }) => {
    const answer = answers[part];
    if (!applies || !answer || (answer.points === suggested && !answer.note.trim())) return [];
    return [{ part, points: answer.points, note: answer.note.trim() || null }];
  });
}

/** The answers of a score that was given, to go on from. */
export function answersOf(
  points: readonly { part: string; points: number | null; suggested: number | null; note: string | null }[],
): Answers {
  return Object.fromEntries(
    points.flatMap(({ part, points: given, suggested, note }) =>
      given !== null && (given !== suggested || note) ? [[part, { points: given, note: note ?? '' }]] : [],
    ),
  );
}
