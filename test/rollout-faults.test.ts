import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { crowd } from './support/crowd.js';
import type { Person } from './support/person.js';
import { SmsStub } from './support/sms-stub.js';
import { type Started, until } from './support/started.js';
import { startWorker } from './support/workers.js';
import { World } from './support/world.js';

const CREATE = `mutation ($input: CreateRolloutInput!) { createRollout(input: $input) { id waves { id } } }`;
const START = `mutation ($waveId: ID!) { startWave(waveId: $waveId) { status } }`;
const PAUSE = `mutation ($waveId: ID!) { pauseWave(waveId: $waveId, reason: "Thử.") { status } }`;
const RESUME = `mutation ($waveId: ID!) { resumeWave(waveId: $waveId) { status } }`;
const ROLLOUT = `query ($id: ID!) { rollout(id: $id) { waves { status recipients pending delivered failed skipped } } }`;

/** A database of Redis for these tests alone: they flush it. */
const REDIS_URL = process.env['TEST_REDIS_URL'] && `${process.env['TEST_REDIS_URL']}/7`;

let w: World;
let gateway: SmsStub;
let officer: Person;
let workers: Started[];
let wave: { rolloutId: string; waveId: string };

const figures = async () => (await officer.ask(ROLLOUT, { id: wave.rolloutId })).rollout.waves[0];
const startWorkers = (count: number) => {
  for (let n = 0; n < count; n++) workers.push(startWorker(w));
};
const isDone = async () => (await figures()).status === 'DONE';

/** Everybody was told: one notification a person, one message a phone. */
const expectEverybodyOnce = async (members: number, phones: number) => {
  expect(await figures()).toMatchObject({ status: 'DONE', recipients: members, pending: 0, delivered: members });
  const [told] = await w.rows(
    `select count(*)::int as told, count(distinct account_id)::int as people from notifications`,
  );
  expect(told).toEqual({ told: members, people: members });
  const numbers = [...gateway.accepted.values()].map(sms => sms.to);
  expect(numbers).toHaveLength(phones);
  expect(new Set(numbers).size).toBe(phones);
};

describe.each([
  ['PostgreSQL', {}],
  ['Redis', { REDIS_URL: REDIS_URL ?? '' }],
] as const)('with the queue on %s', (name, env) => {
  const test = name === 'Redis' && !REDIS_URL ? it.skip : it;

  const begin = async (cells: number, members: number, activatedOfTen: number) => {
    const place = await w.organisation('Đảng bộ xã Púng Luông', 'BASE_COMMITTEE');
    await crowd(w, { place, cells, members, activatedOfTen });
    const input = { name: 'Kế hoạch', waves: [{ name: 'Đợt 1' }] };
    const { createRollout } = await officer.ask(CREATE, { input });
    wave = { rolloutId: createRollout.id, waveId: createRollout.waves[0].id };
    await officer.ask(START, { waveId: wave.waveId });
  };
  const wipeQueue = async () => {
    if (name === 'Redis') {
      const redis = new Redis(REDIS_URL ?? '');
      await redis.flushdb();
      await redis.quit();
      return;
    }
    const tables = await w.rows<{ name: string }>(
      `select format('jobs.%I', tablename) as name from pg_tables where schemaname = 'jobs' and tablename not in ('migration', 'meta')`,
    );
    await w.rows(`truncate ${tables.map(table => table.name).join(', ')} cascade`);
  };

  beforeEach(async () => {
    if (name === 'Redis' && !REDIS_URL) return;
    workers = [];
    gateway = await SmsStub.start();
    w = await World.create({ env: { ...env, SMS_URL: gateway.url } });
    officer = await w.person('COMMITTEE_OFFICER', w.province);
    await wipeQueue();
  });
  afterEach(async () => {
    if (name === 'Redis' && !REDIS_URL) return;
    await Promise.all(workers.map(worker => worker.stop('SIGKILL')));
    await gateway.stop();
    await w.end();
  });

  test('workers killed again and again in mid-wave: nobody is missed, nobody is told twice', async () => {
    gateway.delayMs = 40;
    // One of forty breaks, one of forty loses its answer.
    let requests = 0;
    gateway.behave = () => {
      requests += 1;
      if (requests % 40 === 7) return { status: 503 };
      return requests % 40 === 23 ? 'lose-reply' : { status: 200 };
    };
    await begin(200, 900, 4);
    startWorkers(2);
    await until(() => gateway.accepted.size > 40, 40_000);
    for (let kills = 0; kills < 4; kills++) {
      const known = gateway.accepted.size;
      await workers.shift()?.stop('SIGKILL');
      startWorkers(1);
      await until(() => gateway.accepted.size > known + 50, 40_000);
    }
    await until(isDone, 90_000, () => `${gateway.accepted.size} messages`);
    await expectEverybodyOnce(900, 540);
    // What was under way at a kill was asked for again, under the same key.
    expect(gateway.asked.length).toBeGreaterThan(gateway.accepted.size);
  }, 180_000);

  test('a worker killed while the wave is still being expanded: the next one goes on where it ended', async () => {
    await begin(800, 4000, 10);
    startWorkers(1);
    const cursor = async () =>
      (
        await w.rows<{ to: string | null; at: Date | null }>(
          `select expanded_to as to, expanded_at as at from rollout_waves`,
        )
      )[0];
    for (let kills = 0; kills < 2; kills++) {
      const before = (await cursor())?.to;
      while ((await cursor())?.to === before) await new Promise(done => setTimeout(done, 5));
      await workers.shift()?.stop('SIGKILL');
      expect((await cursor())?.at).toBeNull();
      expect(await figures()).toMatchObject({ status: 'RUNNING', recipients: 4000 });
      startWorkers(1);
    }
    await until(isDone, 60_000);
    await expectEverybodyOnce(4000, 0);
  }, 120_000);

  test('a queue wiped before a worker comes, and again in mid-wave: the sweep finds the wave', async () => {
    gateway.delayMs = 30;
    await begin(200, 600, 5);
    await wipeQueue();
    startWorkers(1);
    await until(() => gateway.accepted.size > 50, 40_000);
    await wipeQueue();
    const known = gateway.accepted.size;
    await until(() => gateway.accepted.size > known + 50, 40_000);
    await wipeQueue();
    await until(isDone, 60_000);
    await expectEverybodyOnce(600, 300);
  }, 120_000);

  test('a pause holds every worker: no more than what was under way still leaves', async () => {
    gateway.delayMs = 40;
    await begin(100, 500, 0);
    startWorkers(2);
    await until(() => gateway.asked.length > 100, 40_000);
    await officer.ask(PAUSE, { waveId: wave.waveId });
    const atPause = gateway.asked.length;
    await new Promise(done => setTimeout(done, 3000));
    const later = gateway.asked.length;
    expect(later - atPause).toBeLessThanOrEqual(40);
    await new Promise(done => setTimeout(done, 2000));
    expect(gateway.asked.length).toBe(later);
    const held = await figures();
    expect(held).toMatchObject({ status: 'PAUSED', recipients: 500 });
    expect(held.pending + held.delivered).toBe(500);
    await officer.ask(RESUME, { waveId: wave.waveId });
    await until(isDone, 60_000);
    await expectEverybodyOnce(500, 500);
  }, 120_000);
});
