import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { crowd } from './support/crowd.js';
import { OwnServer } from './support/own-server.js';
import type { Person } from './support/person.js';
import { SmsStub } from './support/sms-stub.js';
import { type Started, until } from './support/started.js';
import { startWorker } from './support/workers.js';
import { World } from './support/world.js';

const CREATE = `mutation ($input: CreateRolloutInput!) { createRollout(input: $input) { id waves { id } } }`;
const START = `mutation ($waveId: ID!) { startWave(waveId: $waveId) { status } }`;
const ROLLOUT = `query ($id: ID!) { rollout(id: $id) { waves { status recipients pending delivered failed skipped } } }`;

let server: OwnServer;
let w: World;
let gateway: SmsStub;
let officer: Person;
let worker: Started | undefined;
beforeAll(async () => {
  server = await OwnServer.start();
  gateway = await SmsStub.start();
  w = await World.create({ env: { SMS_URL: gateway.url } });
  officer = await w.person('COMMITTEE_OFFICER', w.province);
});
afterAll(async () => {
  await worker?.stop('SIGKILL');
  await w?.end();
  await gateway?.stop();
  await server?.stop();
});

it('PostgreSQL crashes twice in mid-wave and comes back: the worker goes on by itself, nobody is missed or told twice', async () => {
  const place = await w.organisation('Đảng bộ xã Khao Mang', 'BASE_COMMITTEE');
  await crowd(w, { place, cells: 300, members: 1000, activatedOfTen: 5 });
  const { createRollout } = await officer.ask(CREATE, { input: { name: 'Kế hoạch', waves: [{ name: 'Đợt 1' }] } });
  const [{ id: waveId }] = createRollout.waves;
  // While the database is away the answer is a refusal that says to try again, never a broken one.
  const figures = async () => {
    const { data, errors } = await officer.send(ROLLOUT, { id: createRollout.id });
    expect(errors?.map(error => error.extensions.code) ?? []).toEqual(errors ? ['UNAVAILABLE'] : []);
    return data?.rollout?.waves[0] ?? {};
  };
  gateway.delayMs = 40;
  await officer.ask(START, { waveId });
  worker = startWorker(w);
  for (const known of [40, 150]) {
    await until(() => gateway.accepted.size > known, 60_000);
    await Promise.all([server.crash(), figures()]);
  }
  await until(
    async () => (await figures()).status === 'DONE',
    90_000,
    () => `${gateway.accepted.size} messages`,
  );
  expect(await figures()).toEqual({
    status: 'DONE',
    recipients: 1000,
    pending: 0,
    delivered: 1000,
    failed: 0,
    skipped: 0,
  });
  const numbers = [...gateway.accepted.values()].map(sms => sms.to);
  expect([numbers.length, new Set(numbers).size]).toEqual([500, 500]);
}, 180_000);
