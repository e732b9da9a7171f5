import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../src/platform/clock.js';
import { inHours, invited, OPEN, once, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const DAY = 86_400_000;

const SHOWN = `settings { minutes { least withThematic bySize { members minutes } } attendance { aim nobodyUnexcused }
  materials { hoursBefore } answering { hoursBefore } reminders { daysOfMonthBefore lastDay } duties { thematicEveryMonths committeeFirst }
  quorum { share } votes { base ordinary qualified } opinions { answerWithinDays } after { postedWithinDays } assessment { form } }
  sources { id code name source from settings organisation { id name } }`;
const RULES = `query($id: ID!, $on: Date) { meetingRules(organisationId: $id, on: $on) { ${SHOWN} } }`;
const OF_MEETING = `query($id: ID!) { meeting(id: $id) { rules { ${SHOWN} } } }`;
const TIGHTEN = `mutation($input: TightenRulesInput!) { tightenRules(input: $input) { ${SHOWN} } }`;
const END = `mutation($id: ID!, $on: Date!, $once: ID!) { endRules(organisationId: $id, on: $on, clientMutationId: $once) { ${SHOWN} } }`;

let w: World;
let ward: Place;
let branch: Place;
let cell: Place;
let officer: Person;
let secretary: Person;
let member: Person;

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  ward = await w.organisation('Đảng bộ phường Yên Ninh', 'BASE_COMMITTEE');
  branch = await w.organisation('Đảng bộ bộ phận số 2', 'SUB_COMMITTEE', ward);
  cell = await w.cell('Chi bộ tổ 5', branch);
  officer = await w.person('COMMITTEE_OFFICER', ward);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});

const day = (days: number) => new Date(Date.now() + 7 * 3_600_000 + days * DAY).toISOString().slice(0, 10);
const decision = (place: Place, settings: Loose, extra: Loose = {}) => ({
  input: {
    organisationId: place.id,
    code: '12-QĐ/ĐU',
    name: 'Quyết định về sinh hoạt chi bộ',
    from: day(1),
    settings,
    clientMutationId: once(),
    ...extra,
  },
});
const rulesOf = async (person: Person, place: Place, on?: string) =>
  (await person.ask(RULES, { id: place.id, on })).meetingRules;
const fieldsOf = async (person: Person, variables: Loose) =>
  (await person.send(TIGHTEN, variables)).errors?.[0]?.extensions['fields'];

/** Runs as if it were so many days later. */
async function later<T>(days: number, work: () => Promise<T>): Promise<T> {
  const now = new Date(Date.now() + days * DAY);
  const clock = w.get(Clock);
  const spies = [jest.spyOn(clock, 'now').mockReturnValue(now), jest.spyOn(clock, 'today').mockReturnValue(day(days))];
  try {
    return await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('which rules hold', () => {
  it('the guidance of the day: 12-HD until 27/10/2025, 42-HD from 28/10/2025 on', async () => {
    const before = await rulesOf(member, cell, '2025-10-27');
    expect(before.sources.map((source: Loose) => source.code)).toEqual(['12-HD/BTCTW']);
    expect(before.settings).toMatchObject({
      minutes: { least: 90, withThematic: 90 },
      attendance: { aim: 0.85, nobodyUnexcused: true },
      materials: { hoursBefore: 0 },
    });
    const from = await rulesOf(member, cell, '2025-10-28');
    expect(from.sources).toMatchObject([{ code: '42-HD/BTCTW', organisation: null, from: '2025-10-28' }]);
    expect(from.settings).toMatchObject({
      minutes: { least: 90, withThematic: 120, bySize: [] },
      attendance: { aim: 0.9, nobodyUnexcused: false },
      materials: { hoursBefore: 24 },
      after: { postedWithinDays: 2 },
      votes: { base: 'FULL_MEMBERS', ordinary: 0.5 },
      assessment: { form: 'A' },
    });
  });

  it('a meeting of a past day has the rules of that day', async () => {
    const codes = async (startsAt: string) => {
      const { id } = await schedule(secretary, cell);
      await w.rows(`update meetings set starts_at = $2 where id = $1`, [id, startsAt]);
      const { rules } = (await secretary.ask(OF_MEETING, { id })).meeting;
      return rules.sources.map((source: Loose) => source.code);
    };
    expect(await codes('2025-10-27T16:59:00Z')).toEqual(['12-HD/BTCTW']);
    expect(await codes('2025-10-27T17:00:00Z')).toEqual(['42-HD/BTCTW']);
  });

  it('three levels: each asks for more than the one above, the sources stand from the top down', async () => {
    await officer.ask(TIGHTEN, decision(ward, { minutes: { bySize: [{ members: 30, minutes: 120 }] } }));
    await officer.ask(TIGHTEN, decision(branch, { minutes: { least: 100 }, attendance: { aim: 0.95 } }));
    await officer.ask(TIGHTEN, decision(cell, { materials: { hoursBefore: 48 } }));
    const { settings, sources } = await rulesOf(member, cell, day(1));
    expect(settings).toMatchObject({
      minutes: { least: 100, withThematic: 120, bySize: [{ members: 30, minutes: 120 }] },
      attendance: { aim: 0.95 },
      materials: { hoursBefore: 48 },
    });
    expect(sources.map((source: Loose) => source.organisation?.id ?? null)).toEqual([
      null,
      ward.id,
      branch.id,
      cell.id,
    ]);
    const sibling = await w.cell('Chi bộ tổ 6', ward);
    expect((await rulesOf(officer, sibling, day(1))).settings.minutes.least).toBe(90);
    expect((await rulesOf(member, cell)).sources).toHaveLength(1);
  });

  it('a later stricter guidance above wins over an older decision below', async () => {
    await officer.ask(TIGHTEN, decision(cell, { minutes: { least: 100 } }));
    await officer.ask(TIGHTEN, decision(ward, { minutes: { least: 110 } }, { from: day(3) }));
    expect((await rulesOf(member, cell, day(2))).settings.minutes.least).toBe(100);
    expect((await rulesOf(member, cell, day(3))).settings.minutes.least).toBe(110);
  });

  it('members see the rules of their own cell, not those of the next one', async () => {
    const next = await w.cell('Chi bộ tổ 7', branch);
    expect(await member.refusal(RULES, { id: next.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await member.refusal(RULES, { id: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a meeting keeps its rules', () => {
  it('those of its opening: a later decision changes the meetings that are opened after it', async () => {
    const held = await invited(secretary, cell, { startsAt: inHours(-0.5) });
    const planned = await invited(secretary, cell, { startsAt: inHours(72) });
    await secretary.ask(OPEN, { id: held.id });
    await officer.ask(TIGHTEN, decision(ward, { minutes: { least: 120 } }));
    const least = async (id: string) => (await member.ask(OF_MEETING, { id })).meeting.rules.settings.minutes.least;
    expect([await least(held.id), await least(planned.id)]).toEqual([90, 120]);
    await later(2, async () => {
      expect(await least(held.id)).toBe(90);
      await secretary.ask(OPEN, { id: planned.id });
      expect(await least(planned.id)).toBe(120);
    });
    await officer.ask(END, { id: ward.id, on: day(1), once: once() });
    expect(await least(planned.id)).toBe(120);
  });
});

describe('a decision', () => {
  it('begins tomorrow at the earliest, is kept with its source and stands on record', async () => {
    expect(await fieldsOf(officer, decision(ward, { minutes: { least: 100 } }, { from: day(0) }))).toEqual([
      { path: 'input.from', reason: 'Ngày có hiệu lực sớm nhất là ngày mai.' },
    ]);
    expect(await fieldsOf(officer, decision(ward, { minutes: { least: 100 } }, { from: '2020-01-01' }))).toHaveLength(
      1,
    );
    const { tightenRules } = await officer.ask(
      TIGHTEN,
      decision(ward, { minutes: { least: 100 } }, { source: 'Nghị quyết Đảng ủy phường' }),
    );
    expect(tightenRules.sources[1]).toMatchObject({
      code: '12-QĐ/ĐU',
      name: 'Quyết định về sinh hoạt chi bộ',
      source: 'Nghị quyết Đảng ủy phường',
      from: day(1),
      settings: { minutes: { least: 100 } },
      organisation: { id: ward.id, name: 'Đảng bộ phường Yên Ninh' },
    });
    expect(
      await w.rows(`select action, organisation_id, details from audit_entries where subject_id = $1`, [
        tightenRules.sources[1].id,
      ]),
    ).toEqual([
      {
        action: 'rules.tightened',
        organisation_id: ward.id,
        details: { from: day(1), settings: { minutes: { least: 100 } } },
      },
    ]);
  });

  it('cannot ask for less than what stands above: every such setting is named, and nothing is kept', async () => {
    await officer.ask(TIGHTEN, decision(ward, { minutes: { least: 110 } }));
    const lax = decision(branch, {
      minutes: { least: 100, bySize: [{ members: 10, minutes: 60 }] },
      attendance: { aim: 0.5 },
      after: { postedWithinDays: 0 },
      votes: { base: 'FULL_MEMBERS_PRESENT' },
      materials: { hoursBefore: 48 },
    });
    const fields = (await fieldsOf(officer, lax)) as { path: string }[];
    expect(fields.map(({ path }) => path).sort()).toEqual([
      'input.settings.after.postedWithinDays',
      'input.settings.attendance.aim',
      'input.settings.minutes.bySize.0.minutes',
      'input.settings.minutes.least',
      'input.settings.votes.base',
    ]);
    expect((await rulesOf(officer, branch, day(1))).sources).toHaveLength(2);
  });

  it('says something, within what makes sense, and names a form that is known', async () => {
    expect(await officer.refusal(TIGHTEN, decision(ward, {}))).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(await officer.refusal(TIGHTEN, decision(ward, { minutes: {} }))).toMatchObject({ reason: 'INPUT_INVALID' });
    for (const settings of [
      { minutes: { least: 100_000 } },
      { attendance: { aim: 1.2 } },
      { quorum: { share: -1 } },
      { reminders: { daysOfMonthBefore: [15, 40] } },
      { assessment: { form: 'Z' } },
    ])
      expect(await officer.refusal(TIGHTEN, decision(ward, settings))).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(
      await officer.refusal(TIGHTEN, decision(ward, { minutes: { least: 100 } }, { name: 'a\u202eb' })),
    ).toMatchObject({ reason: 'INPUT_INVALID' });
    const { tightenRules } = await officer.ask(TIGHTEN, decision(ward, { assessment: { form: 'B' } }));
    expect(tightenRules.settings.assessment.form).toBe('B');
  });

  it('takes the place of the former one on its day; the same committee may also ask for less again than it did', async () => {
    const first = (await officer.ask(TIGHTEN, decision(ward, { minutes: { least: 120 } }))).tightenRules.sources[1];
    const next = decision(ward, { minutes: { least: 100 } }, { from: day(10), replaces: first.id });
    await officer.ask(TIGHTEN, next);
    const least = async (on: string) => (await rulesOf(officer, ward, on)).settings.minutes.least;
    expect(await Promise.all([day(0), day(1), day(9), day(10)].map(least))).toEqual([90, 120, 120, 100]);
  });

  it('made without knowing of another is a conflict, also at the same moment, and also when the other is to begin later', async () => {
    const two = [100, 110].map(least => decision(ward, { minutes: { least } }));
    const answers = await Promise.all(two.map(variables => officer.send(TIGHTEN, variables)));
    expect(answers.filter(answer => answer.errors)).toHaveLength(1);
    expect(answers.flatMap(answer => answer.errors ?? [])[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_VERSION',
    });
    const kept = answers.find(answer => !answer.errors)?.data.tightenRules.sources[1];
    expect(await officer.refusal(TIGHTEN, decision(ward, { minutes: { least: 130 } }))).toMatchObject({
      reason: 'STALE_VERSION',
    });
    await officer.ask(TIGHTEN, decision(ward, { minutes: { least: 130 } }, { replaces: kept.id, from: day(5) }));
    const unaware = decision(ward, { minutes: { least: 140 } }, { replaces: kept.id, from: day(2) });
    expect(await officer.refusal(TIGHTEN, unaware)).toMatchObject({ reason: 'STALE_VERSION' });
    // A slip is corrected before it comes into force.
    const scheduled = (await rulesOf(officer, ward, day(5))).sources[1].id;
    const corrected = decision(ward, { minutes: { least: 125 } }, { replaces: scheduled, from: day(5) });
    expect((await officer.ask(TIGHTEN, corrected)).tightenRules.settings.minutes.least).toBe(125);
  });

  it('sent twice it is one decision', async () => {
    const same = decision(ward, { minutes: { least: 100 } });
    const [first, second] = await Promise.all([officer.ask(TIGHTEN, same), officer.ask(TIGHTEN, same)]);
    expect(second).toEqual(first);
    expect(await w.rows(`select 1 from rule_sets where organisation_id = $1`, [ward.id])).toHaveLength(1);
  });

  it('ends on a day, and then what stands above holds again; ending what has ended does no harm', async () => {
    await officer.ask(TIGHTEN, decision(ward, { minutes: { least: 120 } }));
    expect(await officer.refusal(END, { id: ward.id, on: day(0), once: once() })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    const { endRules } = await officer.ask(END, { id: ward.id, on: day(4), once: once() });
    expect(endRules.settings.minutes.least).toBe(90);
    expect((await rulesOf(officer, ward, day(3))).settings.minutes.least).toBe(120);
    await officer.ask(END, { id: ward.id, on: day(4), once: once() });
    expect(
      await w.rows(`select action from audit_entries where organisation_id = $1 and action = 'rules.ended'`, [ward.id]),
    ).toHaveLength(1);
  });

  it('is for officers within their branch and for administrators, for nobody else', async () => {
    const other = await w.organisation('Đảng bộ phường Nguyễn Thái Học', 'BASE_COMMITTEE');
    const settings = { minutes: { least: 100 } };
    expect(await officer.refusal(TIGHTEN, decision(other, settings))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await officer.refusal(TIGHTEN, decision(w.province, settings))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await secretary.refusal(TIGHTEN, decision(cell, settings))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await secretary.refusal(END, { id: ward.id, on: day(1), once: once() })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const administrator = await w.person('ADMINISTRATOR', w.province);
    expect((await administrator.ask(TIGHTEN, decision(other, settings))).tightenRules.settings.minutes.least).toBe(100);
    expect(await officer.refusal(END, { id: other.id, on: day(1), once: once() })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
