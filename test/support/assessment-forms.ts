import { once } from './meetings.js';
import type { Loose, Person } from './person.js';
import type { Place } from './world.js';

const DAY = 86_400_000;
const BOUND = `{ measure from above to below }`;
const FORM = `{ id code name source whole step organisation { id } bands { band least full }
  criteria { number title parts { key title max scale { points when ${BOUND} } applies ${BOUND} } } }`;
const FORMS = `query($id: ID!, $on: Date) { assessmentForms(organisationId: $id, on: $on) ${FORM} }`;

/** Publishes a version of a form. */
export const PUBLISH = `mutation($input: PublishAssessmentFormInput!) { publishAssessmentForm(input: $input) ${FORM} }`;

/** The province's day so many days from today. */
export const day = (days: number) => new Date(Date.now() + 7 * 3_600_000 + days * DAY).toISOString().slice(0, 10);

/** The form with a code that holds at a place on a day. */
export async function formOf(person: Person, place: Place, on?: string, code = 'A'): Promise<Loose> {
  const { assessmentForms } = await person.ask(FORMS, { id: place.id, on });
  return assessmentForms.find((form: Loose) => form.code === code);
}

const bound = ({ measure, ...limits }: Loose) => ({
  measure,
  ...Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== null)),
});

/** The criteria of a form as its author sends them back. */
export function criteriaOf(form: Loose): Loose[] {
  return form.criteria.map(({ title, parts }: Loose) => ({
    title,
    parts: parts.map(({ scale, applies, ...part }: Loose) => ({
      ...part,
      scale: scale.map(({ points, when }: Loose) => ({ points, when: when.map(bound) })),
      applies: applies.map(bound),
    })),
  }));
}

/** One question among them. */
export function partIn(criteria: Loose[], key: string): Loose {
  return criteria.flatMap(({ parts }) => parts).find((part: Loose) => part.key === key) ?? {};
}

/** What an officer sends to publish the next version of a form. */
export const version = (place: Place, form: Loose, criteria: Loose[], extra: Loose = {}) => ({
  input: {
    organisationId: place.id,
    code: form.code,
    from: day(1),
    replaces: form.id,
    source: 'Quyết định 15-QĐ/ĐU',
    criteria,
    clientMutationId: once(),
    ...extra,
  },
});

/** Why publishing is refused; empty when it is not. */
export async function refusalOf(person: Person, variables: Loose): Promise<Loose> {
  return (await person.send(PUBLISH, variables)).errors?.[0]?.extensions ?? {};
}
