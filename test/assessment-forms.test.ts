import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { held, scored } from './support/assessment.js';
import { criteriaOf, day, formOf, PUBLISH, partIn, refusalOf, version } from './support/assessment-forms.js';
import { schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const FORM_OF = `query($id: ID!) { assessment(meetingId: $id) { form { id } cell { total } } }`;
const UNDER = `query($id: ID!) { assessmentUnder(meetingId: $id, formCode: "A") { form { id } points { part suggested evidence { key text } } } }`;

let w: World;
let ward: Place;
let branch: Place;
let cell: Place;
let officer: Person;
let secretary: Person;

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  ward = await w.organisation('Đảng bộ phường Nam Cường', 'BASE_COMMITTEE');
  branch = await w.organisation('Đảng bộ bộ phận số 1', 'SUB_COMMITTEE', ward);
  cell = await w.cell('Chi bộ tổ 7', branch);
  officer = await w.person('COMMITTEE_OFFICER', ward);
  secretary = await w.person('SECRETARY', cell);
});

/** Five points go from the steps of the agenda to a question of the own. */
const withOwnQuestion = (form: Loose): Loose[] => {
  const criteria = criteriaOf(form);
  const [first] = criteria;
  partIn(criteria, 'results').max = 25;
  partIn(criteria, 'results').scale = [
    { points: 25, when: [{ measure: 'tasksProgress', from: 0.9 }] },
    { points: 10, when: [{ measure: 'tasksProgress', below: 0.9 }] },
  ];
  first?.parts.push({ title: 'Có mặt trước giờ họp', max: 5 });
  return criteria;
};
describe('a new version of a form', () => {
  it('holds for the whole branch from its day on; before that day and next door the old one does', async () => {
    const before = await formOf(officer, ward, day(3));
    const answer = await officer.ask(
      PUBLISH,
      version(ward, before, withOwnQuestion(before), { from: day(3), name: 'Phiếu chấm điểm của phường' }),
    );
    const made = await formOf(officer, cell, day(3));
    expect(answer.publishAssessmentForm.map(({ id }: Loose) => id)).toContain(made.id);
    expect(made).toMatchObject({
      code: 'A',
      name: 'Phiếu chấm điểm của phường',
      source: 'Quyết định 15-QĐ/ĐU',
      organisation: { id: ward.id },
      whole: before.whole,
      bands: before.bands,
    });
    expect(made.criteria[0].parts.at(-1)).toMatchObject({
      title: 'Có mặt trước giờ họp',
      max: 5,
      scale: [],
      applies: [],
    });
    expect((await formOf(officer, cell, day(2))).id).toBe(before.id);
    const nextDoor = await w.organisation('Đảng bộ xã bên', 'BASE_COMMITTEE');
    const neighbour = await w.person('COMMITTEE_OFFICER', nextDoor);
    expect((await formOf(neighbour, nextDoor, day(3))).id).toBe(before.id);
    expect((await formOf(officer, cell, day(3), 'B')).organisation).toBeNull();
  });

  it('keeps order, scales and conditions as they were sent', async () => {
    const before = await formOf(officer, ward, day(1));
    const turned = criteriaOf(before).reverse();
    await officer.ask(PUBLISH, version(ward, before, turned));
    const made = await formOf(officer, cell, day(1));
    expect(criteriaOf(made)).toEqual(turned);
    expect(made.criteria.map(({ number }: Loose) => number)).toEqual(turned.map((_, place) => place + 1));
  });

  it('a meeting that was held keeps the form of its day, also when it is scored later; the next one has the new form', async () => {
    const before = await formOf(officer, ward, day(1));
    const [past, untouched, next] = [
      await held(secretary, cell),
      await held(secretary, cell),
      await schedule(secretary, cell),
    ];
    const first = await scored(secretary, past.id);
    await officer.ask(PUBLISH, version(ward, before, withOwnQuestion(before)));
    const made = await formOf(officer, ward, day(1));
    await w.rows(`update meetings set starts_at = now() + interval '3 days' where id = $1`, [next.id]);
    const formIdOf = async (id: string) => (await secretary.ask(FORM_OF, { id })).assessment.form.id;
    expect(await formIdOf(past.id)).toBe(before.id);
    expect((await scored(secretary, past.id, 'CELL', {}, first.cell.version)).form.source).toBe(before.source);
    expect((await scored(secretary, untouched.id)).form.source).toBe(before.source);
    expect(await formIdOf(next.id)).toBe(made.id);
  });

  it('every number that a form may ask for is one that the platform knows of a meeting', async () => {
    const meeting = await held(secretary, cell);
    const before = await formOf(officer, ward, day(1));
    const { MEASURES } = await import('../src/meetings/assessment/measures.js');
    const names = [...MEASURES];
    const scale = (measure: string) => [{ points: 1, when: [{ measure, from: -9999 }] }];
    const left = 100 - names.length;
    await officer.ask(
      PUBLISH,
      version(ward, before, [
        { title: 'Mọi số liệu', parts: names.map(name => ({ title: name, max: 1, scale: scale(name) })) },
        { title: 'Còn lại', parts: [{ title: 'Người chấm cho điểm', max: left }] },
      ]),
    );
    await w.rows(
      `update assessment_forms set during = daterange(current_date - 5, null) where organisation_id = $1 and not isempty(during)`,
      [ward.id],
    );
    const { points } = (await secretary.ask(UNDER, { id: meeting.id })).assessmentUnder;
    expect(points.flatMap(({ evidence }: Loose) => evidence.map(({ key }: Loose) => key)).sort()).toEqual(names.sort());
  });
});

describe('who publishes a form', () => {
  it('the officers of the committee and those above; secretary and member of the cell do not, the committee next door knows nothing', async () => {
    const form = await formOf(officer, ward, day(1));
    const member = await w.person('MEMBER', cell);
    const below = await w.person('COMMITTEE_OFFICER', branch);
    const nextDoor = await w.person(
      'COMMITTEE_OFFICER',
      await w.organisation('Đảng bộ xã Lâm Giang', 'BASE_COMMITTEE'),
    );
    for (const person of [secretary, member])
      expect(await refusalOf(person, version(cell, form, criteriaOf(form)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusalOf(below, version(ward, form, criteriaOf(form)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusalOf(nextDoor, version(ward, form, criteriaOf(form)))).toMatchObject({ code: 'NOT_FOUND' });
    await below.ask(PUBLISH, version(branch, form, criteriaOf(form)));
    expect((await formOf(officer, cell, day(1))).organisation).toEqual({ id: branch.id });
    expect((await formOf(officer, ward, day(1))).organisation).toBeNull();
  });

  it('it is recorded, with ids and days and without words', async () => {
    const form = await formOf(officer, ward, day(1));
    await officer.ask(PUBLISH, version(ward, form, criteriaOf(form)));
    const [entry] = await w.rows<Loose>(
      `select details from audit_entries where action = 'assessment-form.published' and organisation_id = $1`,
      [ward.id],
    );
    expect(entry?.['details']).toEqual({ code: 'A', from: day(1) });
  });
});

describe('twice, late and at the same moment', () => {
  it('sent twice it is published once', async () => {
    const form = await formOf(officer, ward, day(1));
    const sent = version(ward, form, criteriaOf(form));
    const [one, two] = [await officer.ask(PUBLISH, sent), await officer.ask(PUBLISH, sent)];
    expect(two).toEqual(one);
    expect(await w.rows(`select 1 from assessment_forms where organisation_id = $1`, [ward.id])).toHaveLength(1);
  });

  it('of two officers at the same moment one is told that the form has changed meanwhile', async () => {
    const form = await formOf(officer, ward, day(1));
    const colleague = await w.person('COMMITTEE_OFFICER', ward);
    const answers = await Promise.all(
      [officer, colleague].map(person => refusalOf(person, version(ward, form, criteriaOf(form)))),
    );
    expect(answers.map(({ reason }) => reason).sort()).toEqual(['STALE_VERSION', undefined]);
  });

  it('who did not see a version that begins later is told; who replaces it from its day on may', async () => {
    const form = await formOf(officer, ward, day(1));
    await officer.ask(PUBLISH, version(ward, form, criteriaOf(form), { from: day(5) }));
    expect(await refusalOf(officer, version(ward, form, criteriaOf(form), { from: day(2) }))).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_VERSION',
    });
    const planned = await formOf(officer, ward, day(5));
    await officer.ask(PUBLISH, version(ward, planned, criteriaOf(planned), { from: day(5), source: 'Đính chính' }));
    expect((await formOf(officer, ward, day(5))).source).toBe('Đính chính');
    expect((await formOf(officer, ward, day(4))).id).toBe(form.id);
  });

  it('it begins tomorrow at the earliest', async () => {
    const form = await formOf(officer, ward, day(0));
    for (const from of [day(0), day(-3)])
      expect(await refusalOf(officer, version(ward, form, criteriaOf(form), { from }))).toMatchObject({
        fields: [{ path: 'input.from', reason: 'Ngày có hiệu lực sớm nhất là ngày mai.' }],
      });
  });

  it('only a form that holds there has a next version', async () => {
    const form = await formOf(officer, ward, day(1));
    expect(await refusalOf(officer, version(ward, form, criteriaOf(form), { code: 'C' }))).toMatchObject({
      fields: [{ path: 'input.code', reason: 'Không có mẫu chấm điểm này.' }],
    });
  });
});
