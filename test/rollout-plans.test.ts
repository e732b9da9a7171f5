import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor } from '../src/access/actor.js';
import { RolloutsService } from '../src/rollouts/rollouts.service.js';
import type { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const CREATE = `mutation ($input: CreateRolloutInput!) {
  createRollout(input: $input) { id name waves { id position name cells status mayStart gate { name required actual passed } } } }`;
const ROLLOUT = `query ($id: ID!) { rollout(id: $id) { id waves { cells } } }`;
const LIST = `{ rollouts { id name } }`;
const START = `mutation ($waveId: ID!) { startWave(waveId: $waveId) { status } }`;
const PAUSE = `mutation ($waveId: ID!, $reason: String!) { pauseWave(waveId: $waveId, reason: $reason) { status } }`;
const RESUME = `mutation ($waveId: ID!) { resumeWave(waveId: $waveId) { status } }`;

let w: World;
let officer: Person;
let commune: Place;
let cells: Place[];
beforeAll(async () => {
  w = await World.create();
  officer = await w.person('COMMITTEE_OFFICER', w.province);
  commune = await w.organisation('Đảng bộ xã Nậm Khắt', 'BASE_COMMITTEE');
  cells = [
    await w.cell('Chi bộ Hua Khắt', commune),
    await w.cell('Chi bộ Làng Minh', commune),
    await w.cell('Chi bộ phố'),
  ];
});
afterAll(() => w?.end());

const input = (...waves: object[]) => ({
  input: { name: 'Kế hoạch', waves: waves.map((wave, index) => ({ name: `Đợt ${index + 1}`, ...wave })) },
});
const idOf = (index: number) => cells[index]?.id ?? '';

describe('a plan', () => {
  it('has its waves in their order, of cells, of branches, and of the rest', async () => {
    const gate = { minActivatedRate: 0.8, maxFailureRate: 0.05 };
    const made = (await officer.ask(CREATE, input({ cellIds: [idOf(2)], gate }, { organisationIds: [commune.id] }, {})))
      .createRollout;
    expect(made.waves).toMatchObject([
      { position: 1, name: 'Đợt 1', cells: 1, status: 'PLANNED', mayStart: true },
      { position: 2, cells: 2, mayStart: false, gate: [] },
      { position: 3, cells: 0, mayStart: false },
    ]);
    expect(made.waves[0].gate).toEqual([
      { name: 'minActivatedRate', required: 0.8, actual: expect.any(Number), passed: false },
      { name: 'maxFailureRate', required: 0.05, actual: 0, passed: false },
    ]);
    expect((await officer.ask(LIST)).rollouts[0]).toEqual({ id: made.id, name: 'Kế hoạch' });
  });

  it('asked for twice at once under one id is made once; the id with other content is refused', async () => {
    const once = { ...input({ cellIds: [idOf(0)] }).input, clientMutationId: randomUUID() };
    const made = await Promise.all([1, 2, 3].map(() => officer.ask(CREATE, { input: once })));
    expect(new Set(made.map(answer => answer.createRollout.id)).size).toBe(1);
    const other = { input: { ...once, name: 'Kế hoạch khác' } };
    expect(await officer.refusal(CREATE, other)).toEqual({ code: 'CONFLICT', reason: 'MUTATION_ID_REUSED' });
  });

  it.each<[string, () => object, string, string]>([
    [
      'a cell in two waves',
      () => input({ cellIds: [idOf(0)] }, { cellIds: [idOf(1), idOf(0)] }),
      'BAD_USER_INPUT',
      'CELL_IN_TWO_WAVES',
    ],
    [
      'a cell and its branch in two waves',
      () => input({ cellIds: [idOf(0)] }, { organisationIds: [commune.id] }),
      'BAD_USER_INPUT',
      'CELL_IN_TWO_WAVES',
    ],
    ['a wave of no cells', () => input({ cellIds: [] }), 'BAD_USER_INPUT', 'WAVE_WITHOUT_CELLS'],
    ['a committee among the cells', () => input({ cellIds: [commune.id] }), 'BAD_USER_INPUT', 'NOT_A_CELL'],
    ['a cell that nobody knows', () => input({ cellIds: [randomUUID()] }), 'NOT_FOUND', 'NOT_FOUND'],
    ['a cell whose id is no id', () => input({ cellIds: ["' or true --"] }), 'NOT_FOUND', 'NOT_FOUND'],
    ['the rest before another wave', () => input({}, { cellIds: [idOf(0)] }), 'BAD_USER_INPUT', 'INPUT_INVALID'],
    ['the rest twice', () => input({}, {}), 'BAD_USER_INPUT', 'INPUT_INVALID'],
    ['no wave', () => input(), 'BAD_USER_INPUT', 'INPUT_INVALID'],
    [
      'thirty waves',
      () => input(...Array.from({ length: 30 }, () => ({ cellIds: [idOf(0)] }))),
      'BAD_USER_INPUT',
      'INPUT_INVALID',
    ],
    [
      'a rate of 120 %',
      () => input({ cellIds: [idOf(0)], gate: { minUsageRate: 1.2 } }),
      'BAD_USER_INPUT',
      'INPUT_INVALID',
    ],
    [
      'a rate below nothing',
      () => input({ cellIds: [idOf(0)], gate: { maxFailureRate: -0.1 } }),
      'BAD_USER_INPUT',
      'INPUT_INVALID',
    ],
    ['a wave without a name', () => input({ name: '  ', cellIds: [idOf(0)] }), 'BAD_USER_INPUT', 'INPUT_INVALID'],
    [
      'a name with a NUL in it',
      () => input({ name: 'Đợt\u0000', cellIds: [idOf(0)] }),
      'BAD_USER_INPUT',
      'INPUT_INVALID',
    ],
    [
      'a field that there is not',
      () => input({ cellIds: [idOf(0)], status: 'DONE' }),
      'BAD_USER_INPUT',
      'REQUEST_INVALID',
    ],
  ])('with %s is refused', async (_, wrong, code, reason) => {
    const [before] = await w.rows(`select count(*)::int as n from rollouts`);
    expect(await officer.refusal(CREATE, wrong() as Record<string, unknown>)).toEqual({ code, reason });
    expect(await w.rows(`select count(*)::int as n from rollouts`)).toEqual([before]);
  });

  it('names the cells that stand twice', async () => {
    const { errors } = await officer.send(CREATE, input({ cellIds: [idOf(0)] }, { cellIds: [idOf(0)] }));
    expect(errors?.[0]?.extensions).toMatchObject({ cellIds: [idOf(0)], fields: [{ path: 'input.waves.1' }] });
  });

  it('does not take cells that have ended', async () => {
    const ended = await w.cell('Chi bộ đã giải thể', commune);
    await w.rows(`update organisations set valid_to = '2020-01-01' where id = $1`, [ended.id]);
    expect(await officer.refusal(CREATE, input({ cellIds: [ended.id] }))).toMatchObject({ code: 'NOT_FOUND' });
    const made = (await officer.ask(CREATE, input({ organisationIds: [commune.id] }))).createRollout;
    expect(made.waves[0].cells).toBe(2);
  });

  it('with nothing left for the rest does not start', async () => {
    const all = cells.map(cell => cell.id);
    const { waves } = (await officer.ask(CREATE, input({ cellIds: all }, {}))).createRollout;
    await officer.ask(START, { waveId: waves[0].id });
    await w.settle();
    expect(await officer.refusal(START, { waveId: waves[1].id })).toMatchObject({ reason: 'WAVE_WITHOUT_CELLS' });
  });

  it('does not let a wave overtake the one before, gate or not', async () => {
    const { waves } = (await officer.ask(CREATE, input({ cellIds: [idOf(0)] }, { cellIds: [idOf(1)] }))).createRollout;
    expect(waves[1].mayStart).toBe(false);
    expect(await officer.refusal(START, { waveId: waves[1].id })).toMatchObject({ reason: 'WAVE_GATE_NOT_PASSED' });
    await officer.ask(START, { waveId: waves[0].id });
    expect((await officer.ask(START, { waveId: waves[1].id })).startWave.status).toBe('RUNNING');
  });
});

describe('who runs rollouts', () => {
  it('an administrator of the province does', async () => {
    const admin = await w.person('ADMINISTRATOR', w.province);
    const { createRollout } = await admin.ask(CREATE, input({ cellIds: [idOf(0)] }));
    expect((await admin.ask(START, { waveId: createRollout.waves[0].id })).startWave.status).toBe('RUNNING');
  });

  it.each([
    ['MEMBER', 'cell', 'FORBIDDEN', 'FORBIDDEN'],
    ['SECRETARY', 'cell', 'FORBIDDEN', 'FORBIDDEN'],
    ['FOLLOWER', 'commune', 'FORBIDDEN', 'FORBIDDEN'],
    ['COMMITTEE_OFFICER', 'commune', 'FORBIDDEN', 'NOT_FOUND'],
    ['ADMINISTRATOR', 'commune', 'FORBIDDEN', 'NOT_FOUND'],
  ] as const)('a %s of a %s does not, and learns nothing of them', async (role, where, listed, named) => {
    const person = await w.person(role, where === 'cell' ? (cells[0] as Place) : commune);
    const { createRollout } = await officer.ask(CREATE, input({ cellIds: [idOf(0)] }));
    const waveId = createRollout.waves[0].id;
    const codes = async (query: string, variables: object) =>
      (await person.refusal(query, variables as Record<string, unknown>))?.code;
    expect(await codes(CREATE, input({ cellIds: [idOf(0)] }))).toBe('FORBIDDEN');
    expect(await codes(LIST, {})).toBe(listed);
    expect(await codes(ROLLOUT, { id: createRollout.id })).toBe(named);
    expect(await codes(START, { waveId })).toBe(named);
    expect(await codes(PAUSE, { waveId, reason: 'Thử.' })).toBe(named);
    expect(await codes(RESUME, { waveId })).toBe(named);
    expect(await w.rows(`select status from rollout_waves where id = $1`, [waveId])).toEqual([{ status: 'PLANNED' }]);
  });

  it('what nobody knows is not found, whatever its id looks like', async () => {
    for (const id of [randomUUID(), 'x', '', '1; drop table rollouts']) {
      expect(await officer.refusal(ROLLOUT, { id })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
      expect(await officer.refusal(START, { waveId: id })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
      expect(await officer.refusal(PAUSE, { waveId: id, reason: 'Thử.' })).toMatchObject({ code: 'NOT_FOUND' });
    }
    const answer = await officer.send(ROLLOUT, { id: randomUUID() });
    expect(answer.data).toEqual({ rollout: null });
  });

  it('they alone may watch it live', async () => {
    const { createRollout } = await officer.ask(CREATE, input({ cellIds: [idOf(0)] }));
    const service = w.get(RolloutsService);
    expect(await service.mayWatch(Actor.system, createRollout.id)).toBe(true);
    expect(await service.mayWatch(Actor.system, randomUUID())).toBe(false);
    expect(await service.mayWatch(new Actor(randomUUID(), null, null, []), createRollout.id)).toBe(false);
  });
});
