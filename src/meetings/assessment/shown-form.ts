import type { AssessmentBand, AssessmentForm } from './assessment.types.js';
import type { Form } from './forms.js';

/** A form as people read it: its criteria and bands, without the scales' inner conditions. */
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
    whole: parts.reduce((all, { max }) => all + max, 0),
    rescaled: content.rescaled,
    kinds: [...content.kinds],
    criteria: content.criteria.map(({ number, title, parts: own }) => ({
      number,
      title,
      parts: own.map(({ key, title: name, max }) => ({ key, title: name, max })),
    })),
    bands: content.bands.map(({ band, name, least, full = [] }) => ({
      band: band as AssessmentBand,
      name,
      least,
      full: full.map(titleOf),
    })),
  };
}
