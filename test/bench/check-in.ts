import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { cpus } from 'node:os';
import { SignJWT } from 'jose';
import { codeOf, halfMinuteOf } from '../../src/meetings/attendance/check-in-code.js';
import { deviceIdOf, signedText } from '../../src/meetings/attendance/devices/device-keys.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/ids.js';
import { cpuOf, familyCpuOf, load, print, rounded, stolen } from './cost.js';
import { Ground } from './ground.js';
import { watchRolls } from './live-roll.js';
import { organisation, SINCE, statement } from './makers.js';
import { Wire } from './wire.js';

/** The evening of a province: cells of so many members meet, and all check in within five minutes at so many a second. */
const MEMBERS = 20;
const PER_SECOND = 200;

/** How many secretaries watch their roll meanwhile. */
const WATCHED = 20;

/** So many bare transactions are measured beside it. */
const BARE = 2000;

/** So many members of further cells check in before, half as fast: the evening does not begin in a process that was started just now. */
const EARLY = 2000;

/** So long it takes at most to put a check-in together, in milliseconds. */
const PREPARING_MS = 1;

/** Somebody of whom everything is ready but the code of the moment. */
export interface Attender {
  accountId: string;
  memberId: string;
  meetingId: string;
  secret: Buffer;
  token: string;
  key: KeyObject;
  publicKey: string;
}

const CHECK_IN = `mutation CheckIn($input: CheckInInput!) { checkIn(input: $input) { state answer answeredAt reason method checkedInAt } }`;

/**
 * (e) `check-in-burst`: 3,000 cells of 20 at 200 check-ins a second for five minutes against one process that serves, works and sweeps,
 * signed, with sessions minted and requests put together beforehand (phones sign on their own); each is timed from when it was due.
 * BENCH_SECONDS shortens it (fewer cells). The yardstick, in the same run: the two rows that a check-in must leave, written by a bare
 * transaction, and a request that does nothing. `stolenShare` of the machine's time went to other machines of its host meanwhile.
 * `live-roll`: meanwhile secretaries watch; from a check-in's answer to the roll that shows it.
 */
export async function benchCheckIn(seconds = Number(process.env['BENCH_SECONDS'] ?? 300)): Promise<void> {
  const ground = await Ground.open();
  try {
    const count = seconds * PER_SECOND;
    const people = await attenders(ground, Math.ceil((count + EARLY) / MEMBERS));
    const server = await ground.start('src/main.js', { ROLE: 'all' });
    // The sweeps of a fresh start are over by then.
    await new Promise(done => setTimeout(done, 8000));
    const wire = new Wire(Number(new URL(server.url).port));
    const [early, crowd] = [people.slice(0, EARLY), people.slice(EARLY, EARLY + count)];
    await burst(early, wire, PER_SECOND / 2, () => undefined);

    const postmaster = await ground.postmaster();
    const watched = [...new Set(crowd.map(one => one.meetingId))].slice(0, WATCHED);
    const rolls = await watchRolls(ground, server.url, watched);
    const { times, refused, late, spent } = await burst(crowd, wire, PER_SECOND, rolls.answered, () => ({
      server: cpuOf(server.pid),
      database: familyCpuOf(postmaster),
      client: cpuOf(process.pid),
      stolen: stolen(),
    }));
    const live = await rolls.end();

    const [rows] = await ground.rows<{ present: number; entries: number; facts: number }>(
      `select (select count(*)::int from attendances where state = 'PRESENT' and checked_in_at is not null) as present,
         (select count(*)::int from audit_entries where action = 'meeting.checked-in') as entries,
         (select sum(checked_in)::int from cell_months) as facts`,
    );
    const bare = await yardstick(ground, people, wire, server.pid, postmaster);
    const at = (share: number) => rounded(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0, 1);
    const [serverMs, databaseMs] = [spent.server / count, spent.database / count];
    print({
      bench: 'check-in-burst',
      cells: Math.ceil(count / MEMBERS),
      members: MEMBERS,
      perSecond: PER_SECOND,
      seconds,
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      p99Ms: at(0.99),
      longestMs: at(1),
      wantedP99: '<= 1000',
      sent: count,
      sentBefore: EARLY,
      present: rows?.present,
      entries: rows?.entries,
      facts: rows?.facts,
      refused,
      latestSendMs: rounded(late, 1),
      serverMs: rounded(serverMs),
      databaseMs: rounded(databaseMs),
      clientMs: rounded(spent.client / count),
      stolenShare: rounded(spent.stolen / (seconds * 1000 * cpus().length)),
      bareMs: rounded(bare),
      timesBare: rounded((serverMs + databaseMs) / bare),
    });
    print({ bench: 'live-roll', watched: WATCHED, ...live, wanted: '<= 1000' });
    const all = count + EARLY;
    if (rows?.present !== all || rows.entries !== all || rows.facts !== all)
      throw new Error('Somebody was lost or counted twice.');
    wire.close();
    await server.stop();
  } finally {
    await ground.close();
  }
}

/** Cells with an open meeting each, and their members with session, token and registered phone. */
async function attenders(ground: Ground, cells: number): Promise<Attender[]> {
  const province = await organisation(ground, 'Đảng bộ tỉnh', 'PROVINCE', null);
  const committees = Math.max(1, Math.round(cells / 60));
  for (let number = 0; number < committees; number++) {
    const place = await organisation(ground, `Đảng bộ xã ${number + 1}`, 'BASE_COMMITTEE', province);
    const own = Math.floor((cells * (number + 1)) / committees) - Math.floor((cells * number) / committees);
    await ground.rows(statement('crowd-cells.sql'), [place.id, place.path, own]);
  }
  await ground.rows(statement('crowd-members.sql'), [province.id, cells * MEMBERS, 10, false]);
  await ground.rows(
    `insert into grants (id, account_id, role, organisation_id, during)
     select new_id(), a.id, 'MEMBER', s.cell_id, daterange($1, null) from accounts a join memberships s on s.member_id = a.member_id`,
    [SINCE],
  );
  await ground.rows(
    `with held as (
       insert into meetings (id, cell_id, kind, month, title, status, starts_at, invited_at, opened_at, check_in_secret)
       select new_id(), o.id, 'REGULAR', to_char(now(), 'YYYY-MM'), 'Sinh hoạt chi bộ', 'OPEN', now() - interval '10 minutes',
         now() - interval '2 days', now() - interval '10 minutes', digest(o.id::text, 'sha256')
       from organisations o where o.kind = 'CELL' returning id, cell_id, month
     ), roll as (
       insert into attendances (meeting_id, member_id) select h.id, s.member_id from held h join memberships s on s.cell_id = h.cell_id
     )
     insert into cell_months (cell_id, month, members, meetings) select cell_id, month, ${MEMBERS}, 1 from held`,
  );
  const rows = await ground.rows<Pick<Attender, 'accountId' | 'memberId' | 'meetingId' | 'secret'>>(
    `select a.id as "accountId", t.member_id as "memberId", t.meeting_id as "meetingId", m.check_in_secret as secret
     from attendances t join accounts a on a.member_id = t.member_id join meetings m on m.id = t.meeting_id order by md5(a.id::text)`,
  );
  const { jwt } = loadConfig(ground.environment());
  const sessions = rows.map(() => newId());
  await ground.rows('insert into sessions (id, account_id) select * from unnest($1::uuid[], $2::uuid[])', [
    sessions,
    rows.map(({ accountId }) => accountId),
  ]);
  const people: Attender[] = [];
  const raws: Buffer[] = [];
  for (const [index, row] of rows.entries()) {
    const token = await new SignJWT({ sid: sessions[index] })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwt.keyId })
      .setSubject(row.accountId)
      .setIssuer('sotay')
      .setAudience('sotay')
      .setIssuedAt()
      .setExpirationTime('2h')
      .sign(ground.key.privateKey);
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const raw = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    raws.push(raw);
    people.push({ ...row, token, key: privateKey, publicKey: raw.toString('base64url') });
  }
  await ground.rows(
    `with d as (insert into devices (id, public_key) select * from unnest($1::uuid[], $2::bytea[]))
     insert into device_accounts (device_id, account_id, since) select u.*, now() - interval '1 day' from unnest($1::uuid[], $3::uuid[]) u`,
    [raws.map(deviceIdOf), raws, people.map(({ accountId }) => accountId)],
  );
  await ground.rows('vacuum analyze');
  return people;
}

/**
 * Sends one check-in after the other at their times, whether or not the former were answered; `meter` is read when the first is due and
 * when the last is answered.
 */
async function burst<Meter extends Record<string, number>>(
  people: readonly Attender[],
  wire: Wire,
  perSecond: number,
  answered: (one: Attender) => void,
  meter: () => Meter = () => ({}) as Meter,
) {
  const times: number[] = [];
  let [refused, late] = [0, 0];
  const from = Date.now() + 1000 + people.length * PREPARING_MS;
  const dueAt = (index: number) => from + (index * 1000) / perSecond;
  const requests = people.map((person, index) =>
    Wire.post('/graphql', person.token, {
      query: CHECK_IN,
      variables: { input: checkInOf(person, new Date(dueAt(index))) },
    }),
  );
  const offset = performance.now() - Date.now();
  await new Promise(done => setTimeout(done, from - Date.now()));
  const before = meter();
  const under: Promise<void>[] = [];
  for (const [index, person] of people.entries()) {
    const due = dueAt(index) + offset;
    const wait = due - performance.now();
    if (wait > 1) await new Promise(done => setTimeout(done, wait));
    late = Math.max(late, performance.now() - due);
    const sending = wire.send(requests[index] as Buffer).then(
      ({ status, body }) => {
        times.push(performance.now() - due);
        answered(person);
        if ((status !== 200 || body.includes('"errors"')) && refused++ === 0) process.stderr.write(`${body}\n`);
      },
      () => {
        refused++;
      },
    );
    under.push(sending);
  }
  await Promise.all(under);
  const after = meter();
  const spent = Object.fromEntries(Object.keys(before).map(key => [key, (after[key] ?? 0) - (before[key] ?? 0)]));
  return { times: times.sort((a, b) => a - b), refused, late, spent: spent as Meter };
}

function checkInOf({ meetingId, memberId, secret, key, publicKey }: Attender, at: Date) {
  const code = codeOf(secret, halfMinuteOf(at));
  const text = Buffer.from(signedText(meetingId, memberId, code, at));
  const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return { meetingId, code, at, sentAt: at, device: { publicKey, signature }, clientMutationId: randomUUID() };
}

/** CPU of a bare transaction that leaves the two rows of a check-in, and of a request that does nothing, in milliseconds together. */
async function yardstick(ground: Ground, people: readonly Attender[], wire: Wire, server: number, postmaster: number) {
  await ground.rows('create table bare_attendances (like attendances including indexes)');
  await ground.rows('insert into bare_attendances select * from attendances');
  await ground.rows(
    'create table bare_entries (like audit_entries including indexes including identity including defaults)',
  );
  const idle = cpuOf(server);
  await load(
    BARE,
    8,
    async index =>
      void (await wire.send(
        Wire.post('/graphql', people[index % people.length]?.token ?? '', { query: '{ me { id } }' }),
      )),
  );
  const requestMs = (cpuOf(server) - idle) / BARE;
  const before = familyCpuOf(postmaster);
  await ground.rows(
    `do $$ declare t record; begin
       for t in select meeting_id, member_id from bare_attendances limit ${BARE} loop
         update bare_attendances set state = 'PRESENT', checked_in_at = now() where meeting_id = t.meeting_id and member_id = t.member_id;
         insert into bare_entries (id, action, subject_id, details, at) values (gen_random_uuid(), 'x', t.meeting_id, '{}', now());
         commit;
       end loop; end $$`,
  );
  return requestMs + (familyCpuOf(postmaster) - before) / BARE;
}
