import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const PASSWORD = 'Suối nguồn trong 47';
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken } }`;
const REFRESH = 'mutation($token: String) { refreshSession(refreshToken: $token) { accessToken refreshToken } }';
const OUT = { code: 'UNAUTHENTICATED', reason: 'SIGN_IN_NEEDED' };

let w: World;
let cell: Place;
let stranger: Person;

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  stranger = Person.stranger(w.url);
});
afterAll(() => w?.end());

async function signIn(person: Person): Promise<{ accessToken: string; refreshToken: string }> {
  return (await stranger.ask(SIGN_IN, { input: { identifier: person.card, password: PASSWORD } })).signIn;
}

async function refresh(token: string): Promise<{ accessToken: string; refreshToken: string }> {
  return (await stranger.ask(REFRESH, { token })).refreshSession;
}

const member = () => w.person('MEMBER', cell, { password: PASSWORD });
const as = (accessToken: string) => new Person(w.url, '', '', '', '', '', accessToken);

/** The signed-in session, as it stands in the database. */
async function sessionOf(person: Person): Promise<{ id: string; end_reason: string | null } | undefined> {
  const sql = `select id, end_reason from sessions where account_id = $1 and id <> $2 order by created_at desc limit 1`;
  return (await w.rows<{ id: string; end_reason: string | null }>(sql, [person.accountId, person.sessionId]))[0];
}

describe('staying signed in', () => {
  it('a token is exchanged for the next one, and only their hashes are kept', async () => {
    const person = await member();
    const first = await signIn(person);
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);

    expect(new Set([first, second, third].map(one => one.refreshToken)).size).toBe(3);
    expect((await as(third.accessToken).ask('{ me { id } }')).me.id).toBe(person.accountId);
    const kept = await w.rows<{ text: string }>(`select refresh_tokens::text as text from refresh_tokens`);
    for (const { refreshToken } of [first, second, third]) expect(JSON.stringify(kept)).not.toContain(refreshToken);
  });

  it('a reply that was lost on the way signs nobody out: the used token gives the same successor again', async () => {
    const first = await signIn(await member());
    const lost = await refresh(first.refreshToken);
    const again = await refresh(first.refreshToken);
    expect(again.refreshToken).toBe(lost.refreshToken);
    expect(await refresh(again.refreshToken)).toBeTruthy();
  });

  it('once the successor was used, the old token ends the whole session, and it is on record', async () => {
    const person = await member();
    const first = await signIn(person);
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);

    expect(await stranger.refusal(REFRESH, { token: first.refreshToken })).toEqual(OUT);

    expect(await stranger.refusal(REFRESH, { token: third.refreshToken })).toEqual(OUT);
    expect(await as(third.accessToken).refusal('{ me { id } }')).toEqual(OUT);
    const session = await sessionOf(person);
    expect(session?.end_reason).toBe('REUSED');
    expect(await w.rows(`select action from audit_entries where subject_id = $1 order by seq`, [session?.id])).toEqual([
      { action: 'session.started' },
      { action: 'session.ended' },
      { action: 'session.token-reused' },
    ]);
  });

  it('twenty tabs that exchange one token at once all get the same successor', async () => {
    const first = await signIn(await member());
    await Promise.all(Array.from({ length: 20 }, () => w.source.query('select pg_sleep(0.5)')));
    const all = await Promise.all(Array.from({ length: 20 }, () => refresh(first.refreshToken)));
    expect(new Set(all.map(one => one.refreshToken)).size).toBe(1);
    expect(await refresh(all[0]?.refreshToken ?? '')).toBeTruthy();
  });

  it('a thief and the member who go on by turns are both signed out', async () => {
    const person = await member();
    const first = await signIn(person);
    const thief = await refresh(first.refreshToken);
    const thiefsNext = await refresh(thief.refreshToken);
    await stranger.refusal(REFRESH, { token: first.refreshToken });
    expect(await stranger.refusal(REFRESH, { token: thiefsNext.refreshToken })).toEqual(OUT);
  });

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['an invented token', 'A'.repeat(43)],
    ['10 kB', 'x'.repeat(10_000)],
    ['a NUL', 'abc\0'],
  ])('%s is no token', async (_, token) => {
    expect(await stranger.refusal(REFRESH, { token })).toEqual(OUT);
  });

  it('an access token is no refresh token, and the other way round', async () => {
    const { accessToken, refreshToken } = await signIn(await member());
    expect(await stranger.refusal(REFRESH, { token: accessToken })).toEqual(OUT);
    expect(await as(refreshToken).refusal('{ me { id } }')).toEqual(OUT);
  });
});

describe('a session ends by itself', () => {
  const age = (id: string | undefined, what: string) => w.rows(`update sessions set ${what} where id = $1`, [id]);

  it.each([
    ['MEMBER', '29 days without use', `last_seen_at = now() - interval '29 days'`, null],
    ['MEMBER', '31 days without use', `last_seen_at = now() - interval '31 days'`, 'EXPIRED'],
    ['MEMBER', '181 days', `created_at = now() - interval '181 days'`, 'EXPIRED'],
    ['SECRETARY', 'a week without use', `last_seen_at = now() - interval '7 days'`, null],
    ['COMMITTEE_OFFICER', '11 hours without use', `last_seen_at = now() - interval '11 hours'`, null],
    ['COMMITTEE_OFFICER', '13 hours without use', `last_seen_at = now() - interval '13 hours'`, 'EXPIRED'],
    ['ADMINISTRATOR', '13 hours without use', `last_seen_at = now() - interval '13 hours'`, 'EXPIRED'],
  ] as const)('of a %s after %s: %#', async (role, _, aged, reason) => {
    const person = await w.person(role, cell, { cell, password: PASSWORD });
    const { refreshToken } = await signIn(person);
    await age((await sessionOf(person))?.id, aged);
    expect(await stranger.refusal(REFRESH, { token: refreshToken })).toEqual(reason ? OUT : null);
    expect((await sessionOf(person))?.end_reason).toBe(reason);
  });

  it('the sweep ends what nobody came back for and forgets its tokens a day later', async () => {
    const person = await member();
    await signIn(person);
    const id = (await sessionOf(person))?.id;
    await age(id, `last_seen_at = now() - interval '31 days'`);
    await w.settle();
    expect((await sessionOf(person))?.end_reason).toBe('EXPIRED');
    expect(await w.rows('select 1 from refresh_tokens where session_id = $1', [id])).toHaveLength(1);
    await age(id, `ended_at = now() - interval '2 days'`);
    await w.settle();
    expect(await w.rows('select 1 from refresh_tokens where session_id = $1', [id])).toHaveLength(0);
  });

  it('a member who was shut out is refused at the next exchange, and does not come back by it', async () => {
    const person = await member();
    const { refreshToken } = await signIn(person);
    await w.rows('update accounts set disabled_at = now() where id = $1', [person.accountId]);
    expect(await stranger.refusal(REFRESH, { token: refreshToken })).toEqual(OUT);
  });
});

describe('invented tokens', () => {
  it('are refused for an address that sends more than a hundred, while its honest people go on', async () => {
    await w.rows('delete from attempts');
    const { refreshToken } = await signIn(await member());
    const invented = () => stranger.refusal(REFRESH, { token: 'B'.repeat(43) });
    for (let i = 0; i < 100; i++) expect(await invented()).toEqual(OUT);
    expect(await invented()).toEqual({ code: 'RATE_LIMITED', reason: 'TOO_MANY_ATTEMPTS' });
    expect((await refresh(refreshToken)).accessToken).toBeTruthy();
    expect((await signIn(await member())).accessToken).toBeTruthy();
  });
});
