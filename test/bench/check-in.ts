import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { Agent, request } from 'node:http';
import { SignJWT } from 'jose';
import { codeOf, halfMinuteOf } from '../../src/meetings/attendance/check-in-code.js';
import { deviceIdOf, signedText } from '../../src/meetings/attendance/devices/device-keys.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/ids.js';
import { cpuOf, familyCpuOf, load, print, rounded } from './cost.js';
import { Ground } from './ground.js';
import { watchRolls } from './live-roll.js';
import { organisation, SINCE, statement } from './makers.js';

/** The evening of a province: cells of so many members meet, and all check in within five minutes at so many a second. */
const MEMBERS = 20;
const PER_SECOND = 200;

/** How many secretaries watch their roll meanwhile. */
const WATCHED = 20;

/** So many bare transactions are measured beside it. */
const BARE = 2000;

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
 * signed, with sessions minted beforehand; each is timed from when it was due. BENCH_SECONDS shortens it (fewer cells). The yardstick, in
 * the same run: the two rows that a check-in must leave, written by a bare transaction, and a request that does nothing.
 * `live-roll`: meanwhile secretaries watch; from a check-in's answer to the roll that shows it.
 */
export async function benchCheckIn(seconds = Number(process.env['BENCH_SECONDS'] ?? 300)): Promise<void> {
  const ground = await Ground.open();
  try {
    const count = seconds * PER_SECOND;
    const people = await attenders(ground, Math.ceil(count / MEMBERS));
    const server = await ground.start('src/main.js', { ROLE: 'all' });
    // The sweeps of a fresh start are over by then.
    await new Promise(done => setTimeout(done, 8000));
    const agent = new Agent({ keepAlive: true, maxSockets: 512 });
    const post = poster(server.url, agent);
    await load(400, 8, async index => void (await post(people[index]?.token ?? '', '{ me { id } }', {})));

    const postmaster = await ground.postmaster();
    const rolls = await watchRolls(
      ground,
      server.url,
      [...new Set(people.map(one => one.meetingId))].slice(0, WATCHED),
    );
    const before = [cpuOf(server.pid), familyCpuOf(postmaster)] as const;
    const { times, refused, late } = await burst(people.slice(0, count), post, rolls.answered);
    const serverMs = (cpuOf(server.pid) - before[0]) / count;
    const databaseMs = (familyCpuOf(postmaster) - before[1]) / count;
    const live = await rolls.end();

    const [rows] = await ground.rows<{ present: number; entries: number; facts: number }>(
      `select (select count(*)::int from attendances where state = 'PRESENT' and checked_in_at is not null) as present,
         (select count(*)::int from audit_entries where action = 'meeting.checked-in') as entries,
         (select sum(checked_in)::int from cell_months) as facts`,
    );
    const bare = await yardstick(ground, people, post, server.pid, postmaster);
    const at = (share: number) => rounded(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0, 1);
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
      present: rows?.present,
      entries: rows?.entries,
      facts: rows?.facts,
      refused,
      latestSendMs: rounded(late, 1),
      serverMs: rounded(serverMs),
      databaseMs: rounded(databaseMs),
      bareMs: rounded(bare),
      timesBare: rounded((serverMs + databaseMs) / bare),
    });
    print({ bench: 'live-roll', watched: WATCHED, ...live, wanted: '<= 1000' });
    if (rows?.present !== count || rows.facts !== count) throw new Error('Somebody was lost or counted twice.');
    agent.destroy();
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

type Post = (token: string, query: string, variables: object) => Promise<{ errors?: unknown }>;

function poster(url: string, agent: Agent): Post {
  return (token, query, variables) =>
    new Promise((done, fail) => {
      const body = JSON.stringify({ query, variables });
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'content-length': Buffer.byteLength(body),
      };
      const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, reply => {
        const parts: Buffer[] = [];
        reply.on('data', part => parts.push(part));
        reply.on('end', () => done(JSON.parse(Buffer.concat(parts).toString())));
      });
      sent.on('error', fail);
      sent.end(body);
    });
}

/** Sends one check-in after the other at their times, whether or not the former were answered. */
async function burst(people: readonly Attender[], post: Post, answered: (one: Attender) => void) {
  const times: number[] = [];
  let [refused, late] = [0, 0];
  const from = performance.now();
  const under: Promise<void>[] = [];
  for (const [index, person] of people.entries()) {
    const due = from + (index * 1000) / PER_SECOND;
    const wait = due - performance.now();
    if (wait > 1) await new Promise(done => setTimeout(done, wait));
    late = Math.max(late, performance.now() - due);
    const sending = post(person.token, CHECK_IN, { input: checkInOf(person) }).then(
      ({ errors }) => {
        times.push(performance.now() - due);
        answered(person);
        if (errors && refused++ === 0) process.stderr.write(`${JSON.stringify(errors)}\n`);
      },
      () => {
        refused++;
      },
    );
    under.push(sending);
  }
  await Promise.all(under);
  return { times: times.sort((a, b) => a - b), refused, late };
}

function checkInOf({ meetingId, memberId, secret, key, publicKey }: Attender) {
  const at = new Date();
  const code = codeOf(secret, halfMinuteOf(at));
  const text = Buffer.from(signedText(meetingId, memberId, code, at));
  const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return { meetingId, code, at, sentAt: at, device: { publicKey, signature }, clientMutationId: randomUUID() };
}

/** CPU of a bare transaction that leaves the two rows of a check-in, and of a request that does nothing, in milliseconds together. */
async function yardstick(ground: Ground, people: readonly Attender[], post: Post, server: number, postmaster: number) {
  await ground.rows('create table bare_attendances (like attendances including indexes)');
  await ground.rows('insert into bare_attendances select * from attendances');
  await ground.rows(
    'create table bare_entries (like audit_entries including indexes including identity including defaults)',
  );
  const idle = cpuOf(server);
  await load(
    BARE,
    8,
    async index => void (await post(people[index % people.length]?.token ?? '', '{ me { id } }', {})),
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
