import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Passwords } from '../src/access/sign-in/passwords.js';
import { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const PASSWORD = 'Suối nguồn trong 47';
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken expiresAt viewer { id fullName grants { role } } } }`;
const ME = '{ me { id fullName grants { role } } }';
const REFRESH = 'mutation($token: String) { refreshSession(refreshToken: $token) { accessToken refreshToken } }';
const WRONG = { code: 'UNAUTHENTICATED', reason: 'WRONG_CREDENTIALS' };
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

/** Signs in and gives somebody who acts by that session. */
async function signedIn(
  identifier: string,
  password = PASSWORD,
  device?: string,
): Promise<Person & { refresh: string }> {
  const { signIn } = await stranger.ask(SIGN_IN, { input: { identifier, password, deviceName: device } });
  const person = new Person(w.url, signIn.viewer.id, '', '', signIn.viewer.fullName, '', signIn.accessToken);
  return Object.assign(person, { refresh: signIn.refreshToken as string });
}

const raw = (query: string, variables: object, headers: Record<string, string> = {}) =>
  fetch(`${w.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });

describe('signing in', () => {
  it('a member signs in with the card number and the password, and is who they are', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });

    const { signIn } = await stranger.ask(SIGN_IN, { input: { identifier: member.card, password: PASSWORD } });

    expect(signIn.viewer).toEqual({ id: member.accountId, fullName: member.name, grants: [{ role: 'MEMBER' }] });
    expect(signIn.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(Date.parse(signIn.expiresAt) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(Date.parse(signIn.expiresAt) - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    const { me } = await (await signedIn(member.card)).ask(ME);
    expect(me).toEqual(signIn.viewer);
    expect(
      await w.rows(`select action from audit_entries where account_id = $1 order by seq limit 1`, [member.accountId]),
    ).toEqual([{ action: 'session.started' }]);
  });

  it('the answer already tells who the person is in the party, with the own phone number', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD, phone: '0912345670' });
    const { signIn } = await stranger.ask(
      `mutation($input: SignInInput!) {
        signIn(input: $input) { viewer { member { id fullName phone } grants { role organisation { id name } } } }
      }`,
      { input: { identifier: member.card, password: PASSWORD } },
    );
    expect(signIn.viewer).toEqual({
      member: { id: member.memberId, fullName: member.name, phone: '0912345670' },
      grants: [{ role: 'MEMBER', organisation: { id: cell.id, name: cell.name } }],
    });
  });

  it('a card number that looks like the phone of three others is the card', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    await w.rows(`update account_identifiers set value = '0911000222' where account_id = $1`, [member.accountId]);
    for (let i = 0; i < 3; i++) await w.person('MEMBER', cell, { phone: '0911000222' });
    expect((await signedIn('0911 000 222')).accountId).toBe(member.accountId);
  });

  it.each(['0912 345 671', '0912.345.671', '+84 912 345 671', '84912345671', '0084-912-345-671', '912345671'])(
    'the phone number %s is the same person however it is typed',
    async typed => {
      const found = await w.rows(`select 1 from account_identifiers where value = '0912345671'`);
      if (found.length === 0) await w.person('MEMBER', cell, { password: PASSWORD, phone: '0912345671' });
      expect((await signedIn(typed)).token).toBeTruthy();
    },
  );

  it('an e-mail address is read without case', async () => {
    const officer = await w.person('COMMITTEE_OFFICER', w.province, { password: PASSWORD });
    await w.rows(`insert into account_identifiers values ($1, 'EMAIL', 'hà@tinhuy.example.vn')`, [officer.accountId]);
    expect((await signedIn('HÀ@Tinhuy.Example.VN'.normalize('NFD'))).name).toBe(officer.name);
  });

  it('a password typed with separate accents is the same password; one with a blank more is not', async () => {
    const member = await w.person('MEMBER', cell, { password: ' Đường Lên Núi 🌱' });
    expect((await signedIn(member.card, ' Đường Lên Núi 🌱'.normalize('NFD'))).token).toBeTruthy();
    const input = { identifier: member.card, password: 'Đường Lên Núi 🌱' };
    expect(await stranger.refusal(SIGN_IN, { input })).toEqual(WRONG);
  });

  it('a phone number that two people share signs in neither, with the answer for a wrong password', async () => {
    for (const name of ['Sùng A Páo', 'Sùng Thị Mỷ'])
      await w.person('MEMBER', cell, { name, password: PASSWORD, phone: '0987000111' });
    const shared = await stranger.send(SIGN_IN, { input: { identifier: '0987000111', password: PASSWORD } });
    const unknown = await stranger.send(SIGN_IN, { input: { identifier: '0987999999', password: PASSWORD } });
    expect(shared.errors).toEqual(unknown.errors);
    expect(shared.errors?.[0]?.extensions).toEqual(WRONG);
  });

  it('an unknown person, a wrong password, one who was shut out and one who never activated get the same answer', async () => {
    const known = await w.person('MEMBER', cell, { password: PASSWORD });
    const shut = await w.person('MEMBER', cell, { password: PASSWORD });
    await w.rows('update accounts set disabled_at = now() where id = $1', [shut.accountId]);
    const fresh = await w.person('MEMBER', cell, { activated: false });
    const answers = await Promise.all(
      [
        { identifier: 'NOBODY-1', password: PASSWORD },
        { identifier: known.card, password: `${PASSWORD}!` },
        { identifier: shut.card, password: PASSWORD },
        { identifier: fresh.card, password: PASSWORD },
        { identifier: '...', password: PASSWORD },
        { identifier: known.card, password: '' },
      ].map(input => stranger.send(SIGN_IN, { input })),
    );
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors?.[0]?.extensions).toEqual(WRONG);
  });

  it('an unknown person costs the server the same work as a wrong password', async () => {
    const known = await w.person('MEMBER', cell, { password: PASSWORD });
    const checks = jest.spyOn(w.get(Passwords), 'verify');
    const work = async (identifier: string) => {
      checks.mockClear();
      await stranger.send(SIGN_IN, { input: { identifier, password: 'không phải nó' } });
      return checks.mock.calls.length;
    };
    expect([await work(known.card), await work('15.000000000000')]).toEqual([1, 1]);
    checks.mockRestore();
  });

  it.each([
    ['a NUL in the password', { password: 'abc\0defgh' }, 'input.password'],
    ['half a sign in the password', { password: 'abcdefgh\ud83c' }, 'input.password'],
    ['a password of 201 characters', { password: 'ă'.repeat(201) }, 'input.password'],
    ['an identifier with a line break', { identifier: '15\n16' }, 'input.identifier'],
    ['an identifier of 300 characters', { identifier: '1'.repeat(300) }, 'input.identifier'],
    ['a device name of 2,000 characters', { deviceName: 'x'.repeat(2000) }, 'input.deviceName'],
  ])('%s is refused by its field', async (_, part, path) => {
    const { errors } = await stranger.send(SIGN_IN, { input: { identifier: '15.1', password: PASSWORD, ...part } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('a password of a megabyte is refused before anything is worked out', async () => {
    const began = performance.now();
    const reply = await raw(SIGN_IN, { input: { identifier: '15.1', password: 'x'.repeat(1_100_000) } });
    expect(reply.status).toBe(413);
    const short = await stranger.refusal(SIGN_IN, { input: { identifier: '15.1', password: 'x'.repeat(900_000) } });
    expect(short).toEqual({ code: 'BAD_USER_INPUT', reason: 'INPUT_INVALID' });
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('a hash that was made more cheaply is made anew at the next sign-in', async () => {
    const { hash } = await import('@node-rs/argon2');
    const member = await w.person('MEMBER', cell);
    const cheap = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1 });
    await w.rows('update accounts set password_hash = $2 where id = $1', [member.accountId, cheap]);
    await signedIn(member.card);
    const [{ password_hash: now } = { password_hash: '' }] = await w.rows<{ password_hash: string }>(
      'select password_hash from accounts where id = $1',
      [member.accountId],
    );
    expect(now).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signedIn(member.card)).token).toBeTruthy();
  });
});

describe('the cookie of a browser', () => {
  const cookieOf = (reply: Response) =>
    reply.headers.getSetCookie().find(one => one.startsWith('sotay_refresh=')) ?? '';
  const enter = async (card: string, headers = {}) => {
    const reply = await raw(SIGN_IN, { input: { identifier: card, password: PASSWORD, cookie: true } }, headers);
    return { cookie: cookieOf(reply), body: (await reply.json()) as { data: { signIn: Record<string, unknown> } } };
  };
  const pair = (cookie: string) => cookie.split(';')[0] ?? '';

  it('holds the refresh token where no script, no other site and no other path gets at it', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    const { cookie, body } = await enter(member.card);
    expect(body.data.signIn['refreshToken']).toBeNull();
    expect(cookie.split('; ').slice(1).sort()).toEqual(
      ['HttpOnly', 'Max-Age=2592000', 'Path=/graphql', 'SameSite=Strict', 'Secure'].sort(),
    );
  });

  it('renews the session without a token in the body, again and again', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    let { cookie } = await enter(member.card);
    for (let round = 0; round < 3; round++) {
      const reply = await raw(REFRESH, {}, { cookie: pair(cookie) });
      const { data } = (await reply.json()) as { data: { refreshSession: Record<string, unknown> } };
      expect(data.refreshSession).toEqual({ accessToken: expect.any(String), refreshToken: null });
      expect(pair(cookieOf(reply))).not.toBe(pair(cookie));
      cookie = cookieOf(reply);
    }
  });

  it('is taken away at sign-out, and when its session has ended', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    const { cookie, body } = await enter(member.card);
    const authorization = `Bearer ${body.data.signIn['accessToken']}`;
    const out = await raw('mutation { signOut }', {}, { cookie: pair(cookie), authorization });
    expect(cookieOf(out)).toMatch(/^sotay_refresh=;.*(Expires=Thu, 01 Jan 1970|Max-Age=0)/);
    const late = await raw(REFRESH, {}, { cookie: pair(cookie) });
    expect(((await late.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions).toEqual(OUT);
    expect(cookieOf(late)).toMatch(/^sotay_refresh=;/);
  });

  it('names one session: who signs in anew in the same browser ends the one before', async () => {
    const [first, second] = [
      await w.person('MEMBER', cell, { password: PASSWORD }),
      await w.person('MEMBER', cell, { password: PASSWORD }),
    ];
    const { cookie } = await enter(first.card);
    await enter(second.card, { cookie: pair(cookie) });
    expect(
      await w.rows(`select end_reason from sessions where account_id = $1 and cookie and ended_at is not null`, [
        first.accountId,
      ]),
    ).toEqual([{ end_reason: 'REPLACED' }]);
  });

  it('is of no use to a form of another site', async () => {
    const reply = await fetch(`${w.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', cookie: 'sotay_refresh=x' },
      body: JSON.stringify({ query: REFRESH }),
    });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
  });
});
