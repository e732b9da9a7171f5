import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { loadConfig } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/ids.js';
import { cpuOf, print, rounded } from './cost.js';
import type { Ground } from './ground.js';

const MEETINGS = 100;
const MEMBERS = 30;

/** (c) Inviting a cell of 30: rows, roll, notifications and deliveries in one transaction; beside a round trip that does nothing. */
export async function benchInvite(ground: Ground): Promise<void> {
  const [secretary] = await ground.rows<{ account_id: string; cell_id: string; members: number }>(
    `select g.account_id, g.organisation_id as cell_id, count(s.id)::int as members from grants g join memberships s on s.cell_id = g.organisation_id
     where g.role = 'SECRETARY' group by 1, 2 order by count(s.id) desc, 1 limit 1`,
  );
  if (!secretary) throw new Error('The demo has no secretary.');
  // The demo's cells are smaller: neighbours move in.
  await ground.rows(
    `update memberships set cell_id = $1 where id in (select id from memberships where cell_id <> $1 and upper_inf(during) order by id limit $2)`,
    [secretary.cell_id, MEMBERS - secretary.members],
  );
  const [session, { jwt }] = [newId(), loadConfig(ground.environment())];
  await ground.rows('insert into sessions (id, account_id) values ($1, $2)', [session, secretary.account_id]);
  const token = await new SignJWT({ sid: session })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwt.keyId })
    .setSubject(secretary.account_id)
    .setIssuer('sotay')
    .setAudience('sotay')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(ground.key.privateKey);
  const server = await ground.start('src/main.js', { ROLE: 'all' });
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
  const startsAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const ids: string[] = [];
  for (let index = 0; index < MEETINGS; index++) {
    const input = {
      cellId: secretary.cell_id,
      kind: 'EXTRAORDINARY',
      month: startsAt.slice(0, 7),
      startsAt,
      agenda: [{ title: 'Nội dung' }],
      clientMutationId: randomUUID(),
    };
    const { scheduleMeeting } = await ask<{ scheduleMeeting: { id: string } }>(
      `mutation ($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { id } }`,
      { input },
    );
    ids.push(scheduleMeeting.id);
  }
  const empty = await timed(MEETINGS, () => ask(`{ me { id } }`));
  const cpu = cpuOf(server.pid);
  const times = await timed(MEETINGS, index =>
    ask(`mutation ($id: ID!, $once: ID!) { inviteToMeeting(meetingId: $id, clientMutationId: $once) { id status } }`, {
      id: ids[index],
      once: randomUUID(),
    }),
  );
  print({
    bench: 'invite',
    members: MEMBERS,
    meetings: MEETINGS,
    p50Ms: rounded(times[Math.floor(MEETINGS / 2)] ?? 0, 1),
    p95Ms: rounded(times[Math.floor(MEETINGS * 0.95)] ?? 0, 1),
    serverCpuMs: rounded((cpuOf(server.pid) - cpu) / MEETINGS, 1),
    roundTripP50Ms: rounded(empty[Math.floor(MEETINGS / 2)] ?? 0, 1),
  });
  await server.stop();
}

async function timed(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const from = performance.now();
    await work(index);
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}
