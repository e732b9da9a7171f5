import type { FieldProblem } from '../../../errors.js';
import { MEASURES } from '../measures.js';
import { type Condition, type FormContent, type Part, type Step, wholeOf } from '../scoring.js';
import type { AssessmentBoundInput, AssessmentCriterionInput, AssessmentFormPartInput } from './form.inputs.js';

/** Beyond this no number of a meeting lies, in minutes or people (assumed). */
const LARGEST = 10_000;

/** The form that comes of another one with these criteria in their order; `newKey` names what is asked for the first time. */
export function contentOf(
  base: FormContent,
  criteria: readonly AssessmentCriterionInput[],
  newKey: () => string,
): FormContent {
  return {
    ...base,
    criteria: criteria.map(({ title, parts }, place) => ({
      number: place + 1,
      title,
      parts: parts.map(part => partOf(part, newKey)),
    })),
  };
}

function partOf({ key, title, max, scale, applies }: AssessmentFormPartInput, newKey: () => string): Part {
  const steps = (scale ?? []).map(
    ({ points, when }): Step => (when?.length ? { points, when: condition(when) } : { points }),
  );
  return {
    key: key ?? newKey(),
    title,
    max,
    ...(steps.length > 0 ? { scale: steps } : {}),
    ...(applies?.length ? { applies: condition(applies) } : {}),
  };
}

function condition(bounds: readonly AssessmentBoundInput[]): Condition {
  return Object.fromEntries(
    bounds.map(({ measure, ...limits }) => [
      measure,
      Object.fromEntries(Object.entries(limits).filter(([, limit]) => typeof limit === 'number')),
    ]),
  );
}

/** What makes criteria no form that could follow another one, by their paths, in Vietnamese. */
export function problemsOfCriteria(base: FormContent, criteria: readonly AssessmentCriterionInput[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const known = new Set(base.criteria.flatMap(({ parts }) => parts.map(({ key }) => key)));
  const keys = new Set<string>();
  const say = (path: string, reason: string) => problems.push({ path: `input.criteria${path}`, reason });
  if (criteria.length === 0) say('', 'Mẫu chấm điểm cần có ít nhất một tiêu chí.');
  for (const [place, { parts }] of criteria.entries()) {
    if (parts.length === 0) say(`.${place}.parts`, 'Tiêu chí cần có ít nhất một mục.');
    for (const [at, part] of parts.entries()) {
      const path = `.${place}.parts.${at}`;
      if (part.key && !known.has(part.key)) say(`${path}.key`, 'Mẫu đang dùng không có mục này.');
      if (part.key && keys.has(part.key)) say(`${path}.key`, 'Mục này đã có ở trên.');
      if (part.key) keys.add(part.key);
      for (const [within, reason] of problemsOfPart(part, base.step)) say(`${path}${within}`, reason);
    }
  }
  const sum = wholeOf({ criteria: contentOf(base, criteria, () => '').criteria });
  const whole = wholeOf(base);
  if (criteria.length > 0 && sum !== whole) say('', `Tổng điểm các mục phải là ${said(whole)}, hiện là ${said(sum)}.`);
  for (const { name, full = [] } of base.bands) {
    const missing = full.filter(key => !keys.has(key));
    const titles = base.criteria.flatMap(({ parts }) => parts.filter(({ key }) => missing.includes(key)));
    for (const { title } of titles) say('', `Không bỏ được mục “${title}”: loại ${name} cần mục này đạt điểm tối đa.`);
  }
  return problems;
}

function problemsOfPart({ max, scale, applies }: AssessmentFormPartInput, step: number): [string, string][] {
  const problems: [string, string][] = [];
  const isMark = (points: number) => points >= 0 && points <= max && Number.isInteger(points / step);
  if (!(max > 0 && max <= LARGEST && Number.isInteger(max / step)))
    problems.push(['.max', `Điểm tối đa phải lớn hơn 0, mỗi bậc ${said(step)}.`]);
  const rows = scale ?? [];
  for (const [at, { points, when }] of rows.entries()) {
    if (!isMark(points)) problems.push([`.scale.${at}.points`, `Điểm từ 0 đến ${said(max)}, mỗi bậc ${said(step)}.`]);
    if (!when?.length && at < rows.length - 1)
      problems.push([`.scale.${at}.when`, 'Mức không có điều kiện phải đứng cuối.']);
    problems.push(...problemsOfBounds(when ?? [], `.scale.${at}.when`));
  }
  if (rows.length > 0 && !rows.some(({ points }) => points === max))
    problems.push(['.scale', 'Thang điểm cần có mức đạt điểm tối đa.']);
  problems.push(...problemsOfBounds(applies ?? [], '.applies'));
  return problems;
}

function problemsOfBounds(bounds: readonly AssessmentBoundInput[], path: string): [string, string][] {
  const problems: [string, string][] = [];
  for (const [at, { measure, from, above, to, below }] of bounds.entries()) {
    const say = (reason: string) => problems.push([`${path}.${at}`, reason]);
    const lower = from ?? above;
    const upper = to ?? below;
    const limits = [from, above, to, below].filter(limit => typeof limit === 'number');
    if (!MEASURES.has(measure)) say('Hệ thống không có số liệu này.');
    if (bounds.findIndex(bound => bound.measure === measure) < at)
      say('Mỗi số liệu chỉ nêu một lần trong một điều kiện.');
    if (limits.length === 0) say('Cần ghi giới hạn.');
    if (limits.some(limit => Math.abs(limit) > LARGEST)) say('Giới hạn quá lớn.');
    if ((isSaid(from) && isSaid(above)) || (isSaid(to) && isSaid(below))) say('Mỗi phía chỉ ghi một giới hạn.');
    if (isSaid(lower) && isSaid(upper) && (lower > upper || (lower === upper && (isSaid(above) || isSaid(below)))))
      say('Giới hạn dưới phải nhỏ hơn giới hạn trên.');
  }
  return problems;
}

function isSaid(limit: number | null | undefined): limit is number {
  return limit !== null && limit !== undefined;
}

function said(points: number): string {
  return String(points).replace('.', ',');
}
