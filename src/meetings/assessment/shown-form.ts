import type { AssessmentBand, AssessmentForm, AssessmentFormBound } from './assessment.types.js';
import type { Form } from './forms.js';
import { type Condition, wholeOf } from './scoring.js';

function bounds(condition: Condition = {}): AssessmentFormBound[] {
  return Object.entries(condition).map(([measure, { from = null, above = null, to = null, below = null }]) => ({
    measure,
    from,
    above,
    to,
    below,
  }));
}

/** A form as people read it: its criteria, by what points are given, and its bands. */
export function shownForm({ id, code, name, source, organisationId, content }: Form): AssessmentForm {
  const parts = content.criteria.flatMap(criterion => criterion.parts);
  const titleOf = (key: string) => parts.find(part => part.key === key)?.title ?? key;
  return {
    id,
    code,
    name,
    source,
    organisationId,
    step: content.step,
    whole: wholeOf(content),
    rescaled: content.rescaled,
    kinds: [...content.kinds],
    criteria: content.criteria.map(({ number, title, parts: own }) => ({
      number,
      title,
      parts: own.map(({ key, title: name, max, scale = [], applies }) => ({
        key,
        title: name,
        max,
        scale: scale.map(({ points, when }) => ({ points, when: bounds(when) })),
        applies: bounds(applies),
      })),
    })),
    bands: content.bands.map(({ band, name, least, full = [] }) => ({
      band: band as AssessmentBand,
      name,
      least,
      full: full.map(titleOf),
    })),
  };
}
