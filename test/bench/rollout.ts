import { randomUUID } from 'node:crypto';
import { monthAfter, monthOf } from '../../src/platform/clock.js';
import { peakMemoryOf, print, rounded } from './cost.js';
import { Ground } from './ground.js';
import { organisation, SINCE, statement, tokenOf } from './makers.js';

/** The pilot and the province (domain.md 6): recipients, cells, and committees above them. */
const SIZES: [recipients: number, cells: number, committees: number][] = [
  [1736, 61, 3],
  [70_000, 6000, 99],
];

/** Rows of the yardstick that are updated at a time. */
const BATCH = 1000;

/**
 * (b) A wave from startWave until it is DONE, all members reached in the app: recipients per second and peak memory of the one process
 * that serves and works. The yardstick, in the same run and database: a bare INSERT … SELECT of as many delivery rows into a table with
 * the same indexes and no foreign keys, and their UPDATE in batches. Beside it the adoption board over the same cells.
 */
export async function benchRollout(): Promise<void> {
  for (const [recipients, cells, committees] of SIZES) {
    const ground = await Ground.open();
    try {
      await bench(ground, recipients, cells, committees);
    } finally {
      await ground.close();
    }
  }
}

async function bench(ground: Ground, recipients: number, cells: number, committees: number): Promise<void> {
  const { province, officer, wave } = await makeProvince(ground, recipients, cells, committees);
  const server = await ground.start('src/main.js', { ROLE: 'all' });
  const token = await tokenOf(ground, officer);
  const ask = async <T>(query: string, variables: object = {}): Promise<T> => {
    const reply = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await reply.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const ROLLOUTS = `{ rollouts { waves { status recipients delivered } } }`;
  type Waves = { rollouts: { waves: { status: string; recipients: number; delivered: number }[] }[] };
  await ask<Waves>(ROLLOUTS);
  // The sweeps of a fresh start are over by then: the wave alone is measured.
  await new Promise(done => setTimeout(done, 8000));

  const startMb = peakMemoryOf(server.pid);
  const from = performance.now();
  await ask(`mutation ($wave: ID!) { startWave(waveId: $wave) { status } }`, { wave });
  for (;;) {
    const [found] = await ground.rows<{ status: string }>(`select status from rollout_waves where id = $1`, [wave]);
    if (found?.status === 'DONE') break;
    await new Promise(done => setTimeout(done, 20));
  }
  const seconds = (performance.now() - from) / 1000;
  const peakMb = peakMemoryOf(server.pid);
  const told = (await ask<Waves>(ROLLOUTS)).rollouts[0]?.waves[0];
  if (told?.recipients !== recipients || told.delivered !== recipients) throw new Error('Somebody was missed.');

  const month = monthOf(new Date());
  const FIGURES = `cells cellsUsingPlatform usageRate members activated`;
  const board = (of: string) =>
    ask(
      `query ($id: ID!, $of: YearMonth!) { adoption(organisationId: $id, month: $of) { ${FIGURES} children { ${FIGURES} } } }`,
      {
        id: province,
        of,
      },
    );
  const months = Array.from({ length: 12 }, (_, n) => monthAfter(month, -n));
  const line = `query ($id: ID!) { ${months.map((of, n) => `m${n}: adoption(organisationId: $id, month: "${of}") { ${FIGURES} }`).join('\n')} }`;
  const boardMs = await middle(21, () => board(month));
  const pastBoardMs = await middle(21, () => board(monthAfter(month, -1)));
  const twelveMonthsMs = await middle(7, () => ask(line, { id: province }));
  const rolloutsMs = await middle(21, () => ask(ROLLOUTS));
  await server.stop();

  const bare = await yardstick(ground);
  print({
    bench: 'rollout',
    recipients,
    cells,
    seconds: rounded(seconds),
    recipientsPerSecond: Math.round(recipients / seconds),
    bareInsertSeconds: rounded(bare.insert),
    bareUpdateSeconds: rounded(bare.update),
    timesBare: rounded(seconds / (bare.insert + bare.update)),
    startMb,
    peakMb,
    rolloutsMs,
  });
  print({ bench: 'adoption', cells, boardMs, pastBoardMs, twelveMonthsMs });
}

/** A province of members who are all in the app, an officer, and a planned wave of all its cells. */
async function makeProvince(ground: Ground, recipients: number, cells: number, committees: number) {
  const [rollout, wave, officer] = [randomUUID(), randomUUID(), randomUUID()];
  const province = await organisation(ground, 'Đảng bộ tỉnh', 'PROVINCE', null);
  for (let number = 0; number < committees; number++) {
    const place = await organisation(ground, `Đảng bộ xã ${number + 1}`, 'BASE_COMMITTEE', province);
    const own = Math.floor((cells * (number + 1)) / committees) - Math.floor((cells * number) / committees);
    await ground.rows(statement('crowd-cells.sql'), [place.id, place.path, own]);
  }
  await ground.rows(statement('crowd-members.sql'), [province.id, recipients, 10, false]);
  await ground.rows(`insert into accounts (id, full_name, activated_at) values ($1, 'Cán bộ', now())`, [officer]);
  await ground.rows(
    `insert into grants (id, account_id, role, organisation_id, during) values ($1, $2, 'COMMITTEE_OFFICER', $3, daterange($4, null))`,
    [randomUUID(), officer, province.id, SINCE],
  );
  await ground.rows(`insert into rollouts (id, name) values ($1, 'Đo')`, [rollout]);
  await ground.rows(
    `insert into rollout_waves (id, rollout_id, position, name, takes_rest) values ($1, $2, 1, 'Đợt 1', true)`,
    [wave, rollout],
  );
  await ground.rows('vacuum analyze');
  return { province: province.id, officer, wave };
}

/** Nothing but the delivery rows, in seconds. */
async function yardstick(ground: Ground): Promise<{ insert: number; update: number }> {
  await ground.rows(`create table bare_deliveries (like deliveries including defaults including indexes)`);
  const inserting = performance.now();
  await ground.rows(
    `insert into bare_deliveries (id, notification_id, channel)
     select gen_random_uuid(), id, 'IN_APP' from accounts where member_id is not null`,
  );
  const insert = (performance.now() - inserting) / 1000;
  await ground.rows('analyze bare_deliveries');
  const updating = performance.now();
  for (;;) {
    const updated = await ground.rows(
      `with due as (
         select id from bare_deliveries where channel = 'IN_APP' and state in ('PENDING', 'SENDING') and next_at <= now()
         order by next_at limit ${BATCH} for update skip locked
       )
       update bare_deliveries d set state = 'DELIVERED', finished_at = now() from due where d.id = due.id returning d.id`,
    );
    if (updated.length < BATCH) return { insert, update: (performance.now() - updating) / 1000 };
  }
}

/** The middle of so many tries, in milliseconds. */
async function middle(count: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return rounded(times.sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0, 1);
}
