import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DemoAccount, demoAccountsFile } from '../src/demo/demo.js';
import { ASSESSMENT } from './support/assessment.js';
import { demo } from './support/demo.js';
import { minutesOf } from './support/minutes.js';
import { type Loose, Person } from './support/person.js';
import { OF_MEETING, RESOLUTION } from './support/resolutions.js';
import { World } from './support/world.js';

const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }`;
const SEAL = `query($id: ID!) { minutes(meetingId: $id) { seal { hash content } } }`;

const PLAN = '--cells 6 --members 80 --organisations 2 --further 0 --seed 1 --day 2026-11-22'.split(' ');

let w: World;
let accounts: DemoAccount[];

/** The first account of a role, signed in with the password that the demo wrote down. */
async function signedIn(role: string, within?: string): Promise<Person> {
  const account = accounts.find(one => one.role === role && (!within || one.organisationId === within));
  if (!account) throw new Error(`Nobody is ${role}.`);
  const input = { identifier: account.identifier, password: account.password };
  const { signIn } = await Person.stranger(w.url).ask(SIGN_IN, { input });
  return new Person(w.url, '', '', '', account.name, '', signIn.accessToken);
}

/** The meetings of a cell that were held, the latest first. */
const past = (cellId: string) =>
  w.rows<{ id: string }>(`select id from meetings where cell_id = $1 and status = 'CLOSED' order by starts_at desc`, [
    cellId,
  ]);

beforeAll(async () => {
  w = await World.create();
  await w.rows(`delete from organisation_periods`);
  await w.rows(`delete from organisations`);
  const { status, out } = demo({ application: w.config.databaseUrl }, w.config.dataDir, PLAN);
  expect({ status, out: status === 0 ? '' : out }).toEqual({ status: 0, out: '' });
  accounts = JSON.parse(readFileSync(demoAccountsFile(w.config), 'utf8')) as DemoAccount[];
});
afterAll(() => w?.end());

describe('last month in the demo', () => {
  it('secretary and member see the sealed minutes, the resolution with its tasks and the score', async () => {
    const cellId = accounts.find(({ role }) => role === 'SECRETARY')?.organisationId ?? '';
    const [last] = await past(cellId);
    const id = last?.id ?? '';
    for (const person of [await signedIn('SECRETARY', cellId), await signedIn('MEMBER', cellId)]) {
      const minutes = await minutesOf(person, id);
      expect(minutes.seal).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(minutes.signatures.map((one: Loose) => one.role)).toEqual(['RECORDER', 'CHAIR']);
      expect(minutes.record).toMatchObject({ score: { form: 'A' }, reviewProgress: expect.any(Number) });
      const [first] = (await person.ask(OF_MEETING, { id })).resolutionsOfMeeting;
      const { resolution } = await person.ask(RESOLUTION, { id: first.id });
      expect(resolution).toMatchObject({ number: expect.stringMatching(/^02-NQ\/CB$/), mayEdit: false });
      expect(resolution.tasks.length).toBeGreaterThan(0);
      const { assessment } = await person.ask(ASSESSMENT, { id });
      expect(assessment.cell).toMatchObject({ band: expect.any(String), total: expect.any(Number) });
    }
  });

  it('the follower’s score stands beside the cell’s; some differ, and some are still to be given', async () => {
    const [scores] = await w.rows<{ cell: number; follower: number; differ: number }>(
      `select count(*) filter (where scorer = 'CELL')::int as cell, count(*) filter (where scorer = 'FOLLOWER')::int as follower,
         count(distinct meeting_id) filter (where scorer = 'FOLLOWER' and total <> (select o.total from assessments o
           where o.meeting_id = a.meeting_id and o.scorer = 'CELL'))::int as differ from assessments a`,
    );
    // Of four cells two meetings each.
    expect(scores?.cell).toBe(8);
    expect(scores?.follower).toBeGreaterThan(1);
    expect(scores?.follower).toBeLessThan(8);
    expect(scores?.differ).toBeGreaterThan(0);
  });

  it('what was signed is what the application seals: hashes hold, numbers follow the calendar, nothing lies in the future', async () => {
    const cellId = accounts.find(({ role }) => role === 'SECRETARY')?.organisationId ?? '';
    const secretary = await signedIn('SECRETARY', cellId);
    for (const { id } of (await past(cellId)).slice(0, 2)) {
      const { seal } = (await secretary.ask(SEAL, { id })).minutes;
      expect(createHash('sha256').update(seal.content).digest('hex')).toBe(seal.hash);
    }
    expect(
      await w.rows(
        `select count(*)::int as wrong from minutes_signatures g join minutes_seals s on s.meeting_id = g.meeting_id
         where encode(g.content_hash, 'hex') <> (select value ->> 'contentHash' from jsonb_array_elements(s.content::jsonb -> 'signatures')
           where value ->> 'role' = g.role)`,
      ),
    ).toEqual([{ wrong: 0 }]);
    expect(
      await w.rows(
        `select count(*)::int as wrong from (select number, rank() over (partition by cell_id, year order by issued_at) as place,
           issued_on < (select (m.closed_at)::date from meetings m where m.id = meeting_id) as early from resolutions) r
         where r.number <> r.place or r.early`,
      ),
    ).toEqual([{ wrong: 0 }]);
    expect(
      await w.rows(
        `select (select count(*) from minutes_seals where sealed_at > '2026-11-22') + (select count(*) from resolutions
           where issued_at > '2026-11-22') + (select count(*) from assessments where scored_at > '2026-11-22') as later`,
      ),
    ).toEqual([{ later: '0' }]);
  });

  it('the tasks of a resolution are differently far', async () => {
    const [told] = await w.rows<{ kinds: number; linked: number }>(
      `select count(distinct progress)::int as kinds, count(*)::int as linked from tasks where resolution_id is not null`,
    );
    expect(told?.linked).toBeGreaterThan(15);
    expect(told?.kinds).toBeGreaterThan(3);
  });
});
