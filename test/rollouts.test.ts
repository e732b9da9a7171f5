import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor } from '../src/access/actor.js';
import { Facts } from '../src/adoption/facts.js';
import { Changes } from '../src/audit/changes.js';
import { monthAfter, monthOf } from '../src/platform/clock.js';
import type { Person } from './support/person.js';
import { SmsStub } from './support/sms-stub.js';
import { type Place, World } from './support/world.js';

const WAVE = `id position name status cells recipients pending delivered failed skipped activated startedAt finishedAt pauseReason
  gate { name required actual passed } mayStart`;
const CREATE = `mutation ($input: CreateRolloutInput!) { createRollout(input: $input) { id name waves { ${WAVE} } } }`;
const ROLLOUT = `query ($id: ID!) { rollout(id: $id) { id name recipients pending delivered failed skipped activated waves { ${WAVE} } } }`;
const START = `mutation ($waveId: ID!) { startWave(waveId: $waveId) { ${WAVE} } }`;
const PAUSE = `mutation ($waveId: ID!, $reason: String!) { pauseWave(waveId: $waveId, reason: $reason) { ${WAVE} } }`;
const RESUME = `mutation ($waveId: ID!) { resumeWave(waveId: $waveId) { ${WAVE} } }`;

const month = monthOf(new Date());
let w: World;
let gateway: SmsStub;
let officer: Person;
let place: Place;
beforeAll(async () => {
  gateway = await SmsStub.start();
  w = await World.create({ env: { SMS_URL: gateway.url } });
  officer = await w.person('COMMITTEE_OFFICER', w.province);
  place = await w.organisation('Đảng bộ xã Mồ Dề', 'BASE_COMMITTEE');
});
afterAll(async () => {
  await w?.end();
  await gateway?.stop();
});

let phones = 0;
const phone = () => `+8497${String(++phones).padStart(7, '0')}`;
/** A cell with one member of each kind: in the app, waiting with a phone, waiting without one. */
const mixedCell = async (name: string) => {
  const cell = await w.cell(name, place);
  const active = await w.person('MEMBER', cell);
  const waiting = await w.person('MEMBER', cell, { activated: false, phone: phone() });
  const unreachable = await w.person('MEMBER', cell, { activated: false, reach: 'NONE' });
  return { cell, active, waiting, unreachable };
};
const plan = async (...waves: object[]) =>
  (
    await officer.ask(CREATE, {
      input: { name: 'Kế hoạch', waves: waves.map((wave, index) => ({ name: `Đợt ${index + 1}`, ...wave })) },
    })
  ).createRollout;
const rollout = async (id: string) => (await officer.ask(ROLLOUT, { id })).rollout;
const start = async (waveId: string) => (await officer.ask(START, { waveId })).startWave;
const facts = (cell: Place, of: string, used: boolean) =>
  w.get(Changes).make(Actor.system, change => w.get(Facts).put(change, cell.id, of, { meetings: 1, used }));
const audited = async (subjectId: string) =>
  (
    await w.rows<{ action: string }>(`select action from audit_entries where subject_id = $1 order by seq`, [subjectId])
  ).map(entry => entry.action);

describe('a wave', () => {
  it('tells everybody of its cells once: in the app, by SMS with a code, or not at all, and says whom', async () => {
    const { cell, active, waiting, unreachable } = await mixedCell('Chi bộ Mí Háng');
    const guest = await w.person('MEMBER', await w.cell('Chi bộ khác', place));
    const { id, waves } = await plan({ cellIds: [cell.id] });
    expect(waves[0]).toMatchObject({ status: 'PLANNED', cells: 1, recipients: 0, mayStart: true, gate: [] });

    const started = await start(waves[0].id);
    expect(started).toMatchObject({ status: 'RUNNING', recipients: 3, pending: 3, delivered: 0, mayStart: false });
    await w.settle();

    const figures = { recipients: 3, pending: 0, delivered: 2, failed: 0, skipped: 1, activated: 1 };
    expect(await rollout(id)).toMatchObject({ ...figures, waves: [{ ...figures, status: 'DONE', mayStart: false }] });
    const told = await w.rows(
      `select a.id, d.channel, d.state from deliveries d join notifications n on n.id = d.notification_id join accounts a on a.id = n.account_id
       where d.batch_id = $1`,
      [waves[0].id],
    );
    expect(new Map(told.map(row => [row['id'], `${row['channel']} ${row['state']}`]))).toEqual(
      new Map([
        [active.accountId, 'IN_APP DELIVERED'],
        [waiting.accountId, 'SMS DELIVERED'],
        [unreachable.accountId, 'IN_APP SKIPPED'],
      ]),
    );
    expect((await active.ask(`{ notifications { totalCount } }`)).notifications.totalCount).toBe(1);
    expect((await guest.ask(`{ notifications { totalCount } }`)).notifications.totalCount).toBe(0);
    expect(await audited(waves[0].id)).toEqual(['wave.started', 'wave.finished']);
  });

  it('sends texts that do not say what the person belongs to, short enough for one message', async () => {
    const { cell, waiting } = await mixedCell('Chi bộ Nả Háng');
    const { waves } = await plan({ cellIds: [cell.id] });
    await start(waves[0].id);
    await w.settle();
    const sent = [...gateway.accepted.values()].filter(sms => sms.text.includes('ma kich hoat')).at(-1);
    expect(sent?.text).not.toMatch(/đảng|dang|đồng chí|dong chi|chi bộ|chi bo|bí thư/i);
    expect(sent?.text).toMatch(/^[ -~]{1,160}$/);
    const [notice] = (await waiting.ask(`{ notifications { edges { node { title body url } } } }`)).notifications.edges;
    expect(`${notice.node.title} ${notice.node.body}`).not.toMatch(/đảng|chi bộ/i);
  });

  it('leaves a code on paper good, and makes one for whoever has none', async () => {
    const { cell, waiting } = await mixedCell('Chi bộ Háng Sung');
    const onPaper = await w.person('MEMBER', cell, { activated: false, phone: phone() });
    const secretary = await w.person('SECRETARY', cell);
    const { issueActivationCode } = await secretary.ask(
      `mutation ($memberId: ID!, $once: ID!) { issueActivationCode(memberId: $memberId, clientMutationId: $once) { code } }`,
      { memberId: onPaper.memberId, once: randomUUID() },
    );
    const { waves } = await plan({ cellIds: [cell.id] });
    await start(waves[0].id);
    await w.settle();
    const texts = [...gateway.accepted.values()].map(sms => sms.text).slice(-2);
    expect(texts.filter(text => text.includes(issueActivationCode.code))).toHaveLength(1);
    expect(new Set(texts).size).toBe(2);
    const [account] = await w.rows(`select activation_hash is not null as open from accounts where id = $1`, [
      waiting.accountId,
    ]);
    expect(account).toEqual({ open: true });
  });

  it('puts its cells on the platform and its members among the invited', async () => {
    const { cell } = await mixedCell('Chi bộ Cung 11');
    const board = `query ($id: ID!, $month: YearMonth!) { adoption(organisationId: $id, month: $month) { cellsOnPlatform members invited activated } }`;
    const { waves } = await plan({ cellIds: [cell.id] });
    await start(waves[0].id);
    await w.settle();
    expect((await officer.ask(board, { id: cell.id, month })).adoption).toEqual({
      cellsOnPlatform: 1,
      members: 3,
      invited: 3,
      activated: 1,
    });
  });

  it('counts a recipient as activated from the moment they activate', async () => {
    const { cell, waiting } = await mixedCell('Chi bộ Sáng Nhù');
    const { id, waves } = await plan({ cellIds: [cell.id] });
    await start(waves[0].id);
    await w.settle();
    const [sms = ''] = [...gateway.accepted.values()].map(one => one.text).slice(-1);
    const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(sms)?.[0];
    await waiting.ask(`mutation ($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken } }`, {
      input: { identifier: waiting.card, code, password: 'mùa lúa chín vàng' },
    });
    expect(await rollout(id)).toMatchObject({ activated: 2, delivered: 2 });
  });

  it('started by five officers at the same moment starts once, and starting it again changes nothing', async () => {
    const { cell } = await mixedCell('Chi bộ Tà Ghênh');
    const { id, waves } = await plan({ cellIds: [cell.id] });
    // All five have come before the first can finish: somebody else holds the wave for a moment.
    const holder = await w.database.connect();
    await holder.query('begin');
    await holder.query(`select 1 from rollout_waves where id = $1 for update`, [waves[0].id]);
    const asking = Promise.all(Array.from({ length: 5 }, () => officer.send(START, { waveId: waves[0].id })));
    await new Promise(done => setTimeout(done, 500));
    await holder.query('commit');
    holder.release();
    const answers = await asking;
    expect(answers.map(answer => answer.errors)).toEqual(Array(5).fill(undefined));
    await w.settle();
    expect(await start(waves[0].id)).toMatchObject({ status: 'DONE' });
    expect(await rollout(id)).toMatchObject({ recipients: 3, pending: 0 });
    expect((await audited(waves[0].id)).filter(action => action === 'wave.started')).toHaveLength(1);
  });

  it('reaches a member who moved meanwhile into a cell whose turn was over', async () => {
    const [early, late] = [await w.cell('Chi bộ trước', place), await w.cell('Chi bộ sau', place)].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    const mover = await w.person('MEMBER', late as Place);
    const { id, waves } = await plan({ cellIds: [early?.id, late?.id] });
    await start(waves[0].id);
    // As if the first step had taken the early cell alone, and the member had moved there before the second.
    await w.rows(`update rollout_waves set expanded_to = $2 where id = $1`, [waves[0].id, late?.id]);
    await w.rows(`update memberships set cell_id = $2 where member_id = $1`, [mover.memberId, early?.id]);
    await w.settle();
    expect(await rollout(id)).toMatchObject({ recipients: 1, delivered: 1 });
  });

  it('counts somebody in who activates at the very moment in which the wave takes the cell', async () => {
    const { cell, waiting } = await mixedCell('Chi bộ Khao Mang');
    // With a code on paper, so that the wave has nothing to write into the account.
    const paper = `update accounts set activation_hash = 'x', activation_expires_at = now() + interval '10 days' where id = $1`;
    await w.rows(paper, [waiting.accountId]);
    const { id, waves } = await plan({ cellIds: [cell.id] });
    await start(waves[0].id);
    const activation = await w.database.connect();
    await activation.query('begin');
    await activation.query(`update accounts set activated_at = now() where id = $1`, [waiting.accountId]);
    const settling = w.settle();
    await new Promise(done => setTimeout(done, 700));
    await activation.query('commit');
    activation.release();
    await settling;
    expect(await rollout(id)).toMatchObject({ recipients: 3, delivered: 2, skipped: 1, activated: 2 });
  });

  it('that reached nobody has failed, and can be started again for those whom it failed to reach', async () => {
    const cell = await w.cell('Chi bộ Trống Tông', place);
    await w.person('MEMBER', cell, { activated: false, phone: phone() });
    const { id, waves } = await plan({ cellIds: [cell.id] });
    gateway.behave = () => ({ status: 422 });
    await start(waves[0].id);
    await w.settle();
    expect(await rollout(id)).toMatchObject({ failed: 1, waves: [{ status: 'FAILED', mayStart: true }] });
    gateway.behave = () => ({ status: 200 });
    expect(await start(waves[0].id)).toMatchObject({ status: 'RUNNING', pending: 1, failed: 0 });
    await w.settle();
    expect(await rollout(id)).toMatchObject({ delivered: 1, failed: 0, waves: [{ status: 'DONE' }] });
  });
});

describe('pausing', () => {
  it('holds what is not sent yet, keeps the figures, and resuming sends the rest once', async () => {
    const { cell } = await mixedCell('Chi bộ Thào Chua Chải');
    const { id, waves } = await plan({ cellIds: [cell.id] });
    const waveId = waves[0].id;
    const before = gateway.asked.length;
    await start(waveId);
    const paused = await officer.ask(PAUSE, { waveId, reason: 'Mạng di động đang bảo trì.' });
    expect(paused.pauseWave).toMatchObject({ status: 'PAUSED', pending: 3, pauseReason: 'Mạng di động đang bảo trì.' });
    await officer.ask(PAUSE, { waveId, reason: 'Lại nữa.' });
    await w.settle();
    expect(gateway.asked).toHaveLength(before);
    expect(await rollout(id)).toMatchObject({ recipients: 3, pending: 3, delivered: 0 });

    expect((await officer.ask(RESUME, { waveId })).resumeWave).toMatchObject({ status: 'RUNNING' });
    await officer.ask(RESUME, { waveId });
    await w.settle();
    expect(await rollout(id)).toMatchObject({ pending: 0, delivered: 2, skipped: 1, waves: [{ status: 'DONE' }] });
    expect(gateway.asked).toHaveLength(before + 1);
    expect(await audited(waveId)).toEqual(['wave.started', 'wave.paused', 'wave.resumed', 'wave.finished']);
  });

  it('is for a running wave', async () => {
    const { cell } = await mixedCell('Chi bộ Lao Chải A');
    const { waves } = await plan({ cellIds: [cell.id] });
    const waveId = waves[0].id;
    const reason = { code: 'PRECONDITION_FAILED', reason: 'WAVE_NOT_RUNNING' };
    expect(await officer.refusal(PAUSE, { waveId, reason: 'Chưa chạy.' })).toEqual(reason);
    expect(await officer.refusal(RESUME, { waveId })).toEqual(reason);
    await start(waveId);
    await w.settle();
    expect(await officer.refusal(PAUSE, { waveId, reason: 'Đã xong.' })).toEqual(reason);
  });
});

describe('the gate', () => {
  it('keeps "every other cell" closed until the first wave has come to what was asked for', async () => {
    const { cell, waiting } = await mixedCell('Chi bộ Dế Xu Phình');
    const gate = { minActivatedRate: 1, minUsageRate: 1, maxFailureRate: 0 };
    const { id, waves } = await plan({ cellIds: [cell.id], gate }, {});
    const second = { waveId: waves[1].id };
    expect(waves[1].cells).toBeGreaterThan(5);
    expect(await officer.refusal(START, second)).toMatchObject({ reason: 'WAVE_GATE_NOT_PASSED' });
    await start(waves[0].id);
    await w.settle();
    const { errors } = await officer.send(START, second);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'PRECONDITION_FAILED',
      reason: 'WAVE_GATE_NOT_PASSED',
      checks: [
        { name: 'minActivatedRate', required: 1, actual: 0.5, passed: false },
        { name: 'minUsageRate', required: 1, actual: 0, passed: false },
        { name: 'maxFailureRate', required: 0, actual: 0, passed: true },
      ],
    });

    await facts(cell, monthAfter(month, -1), true);
    await w.rows(`update accounts set activated_at = now() where id = $1`, [waiting.accountId]);
    await w.get(Changes).make(Actor.system, change => w.get(Facts).stock(change, [cell.id]));
    const found = await rollout(id);
    expect(found.waves[0].gate.map((check: { passed: boolean }) => check.passed)).toEqual([true, true, true]);
    expect(found.waves[1].mayStart).toBe(true);
    const { cells } = await start(waves[1].id);
    const [living] = await w.rows(`select count(*)::int as cells from organisations where kind = 'CELL'`);
    expect(cells).toBe(Number(living?.['cells']) - 1);
    await w.settle();
    expect((await rollout(id)).waves[1]).toMatchObject({ status: 'DONE', pending: 0 });
  });
});
