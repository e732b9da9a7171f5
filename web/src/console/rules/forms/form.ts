import type {
  AssessmentBoundInput,
  AssessmentCriterionInput,
  ConsoleFormBoundFragment,
  ConsoleFormVersionFragment,
} from '../../../graphql/graphql.js';
import { newId } from '../../../shared/ids.js';
import { unitOf } from './measures.js';

/** A condition as it is typed: the limits as texts, shares in per cent. */
export interface BoundDraft {
  key: string;
  measure: string;
  lower: string;
  /** The lower limit itself does not belong to it. */
  isAbove: boolean;
  upper: string;
  isBelow: boolean;
}

export interface StepDraft {
  key: string;
  points: string;
  when: BoundDraft[];
}

/** A question of a form as it is typed; `id` is the server's, `key` only this page's. */
export interface PartDraft {
  key: string;
  id: string | null;
  title: string;
  max: string;
  scale: StepDraft[];
  applies: BoundDraft[];
}

export interface CriterionDraft {
  key: string;
  title: string;
  parts: PartDraft[];
}

/** "0,5" of 0.5. */
export function typed(value: number): string {
  return String(Math.round(value * 1e6) / 1e6).replace('.', ',');
}

/** The number of "0,5" or "0.5"; null where it is none. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

export function emptyBound(measure = 'attendance'): BoundDraft {
  const isYes = unitOf(measure) === 'yes';
  return { key: newId(), measure, lower: isYes ? '1' : '', isAbove: false, upper: '', isBelow: false };
}

export function emptyPart(): PartDraft {
  return { key: newId(), id: null, title: '', max: '', scale: [], applies: [] };
}

export function emptyCriterion(): CriterionDraft {
  return { key: newId(), title: '', parts: [emptyPart()] };
}

function boundDraft({ measure, from, above, to, below }: ConsoleFormBoundFragment): BoundDraft {
  const shown = (limit: number | null) => {
    if (limit === null) return '';
    return typed(unitOf(measure) === 'share' ? limit * 100 : limit);
  };
  return {
    key: newId(),
    measure,
    lower: shown(from ?? above),
    isAbove: from === null && above !== null,
    upper: shown(to ?? below),
    isBelow: to === null && below !== null,
  };
}

export function draftOf({ criteria }: Pick<ConsoleFormVersionFragment, 'criteria'>): CriterionDraft[] {
  return criteria.map(({ title, parts }) => ({
    key: newId(),
    title,
    parts: parts.map(part => ({
      key: newId(),
      id: part.key,
      title: part.title,
      max: typed(part.max),
      scale: part.scale.map(({ points, when }) => ({
        key: newId(),
        points: typed(points),
        when: when.map(boundDraft),
      })),
      applies: part.applies.map(boundDraft),
    })),
  }));
}

function boundInput({ measure, lower, isAbove, upper, isBelow }: BoundDraft): AssessmentBoundInput {
  const limit = (text: string) => {
    const value = numberOf(text);
    return value !== null && unitOf(measure) === 'share' ? Math.round(value * 1e4) / 1e6 : value;
  };
  return {
    measure,
    [isAbove ? 'above' : 'from']: limit(lower),
    [isBelow ? 'below' : 'to']: limit(upper),
  };
}

/** As the server takes it. What is no number counts as none, and is refused with the place where it stands. */
export function inputOf(criteria: readonly CriterionDraft[]): AssessmentCriterionInput[] {
  return criteria.map(({ title, parts }) => ({
    title: title.trim(),
    parts: parts.map(part => ({
      ...(part.id ? { key: part.id } : {}),
      title: part.title.trim(),
      max: numberOf(part.max) ?? 0,
      scale: part.scale.map(({ points, when }) => ({ points: numberOf(points) ?? -1, when: when.map(boundInput) })),
      applies: part.applies.map(boundInput),
    })),
  }));
}

/** The most points of all parts together, as far as they are numbers. */
export function sumOf(criteria: readonly CriterionDraft[]): number {
  const sum = criteria.flatMap(({ parts }) => parts.map(({ max }) => numberOf(max) ?? 0)).reduce((a, b) => a + b, 0);
  return Math.round(sum * 100) / 100;
}

/** What was typed, put upon another version: questions that it does not have are new ones. */
export function upon(
  criteria: readonly CriterionDraft[],
  form: Pick<ConsoleFormVersionFragment, 'criteria'>,
): CriterionDraft[] {
  const known = new Set(form.criteria.flatMap(({ parts }) => parts.map(({ key }) => key)));
  return criteria.map(criterion => ({
    ...criterion,
    parts: criterion.parts.map(part => (part.id && !known.has(part.id) ? { ...part, id: null } : part)),
  }));
}

/** One of a list one place up or down; the ends stay where they are. */
export function moved<T>(all: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...all];
  const [one, other] = [next[at], next[at + by]];
  if (!one || !other) return next;
  next[at] = other;
  next[at + by] = one;
  return next;
}
