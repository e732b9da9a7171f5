import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const PASSWORD = 'Suối nguồn trong 47';
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken viewer { id fullName } } }`;
const ME = '{ me { id fullName } }';
const SESSIONS = '{ sessions { id deviceName createdAt lastSeenAt current } }';
const END = 'mutation($id: ID!) { endSession(id: $id) }';
const CHANGE =
  'mutation($current: String!, $next: String!) { changePassword(current: $current, next: $next) { accessToken refreshToken viewer { id } } }';
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

describe('my devices', () => {
  it('a member sees the own devices and ends one of them; its token is refused at once', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    const phone = await signedIn(member.card, PASSWORD, 'Chrome trên Android');
    const computer = await signedIn(member.card, PASSWORD, 'Firefox trên Windows');

    const { sessions } = await phone.ask(SESSIONS);
    expect(sessions.map((one: { deviceName: string }) => one.deviceName)).toEqual(
      expect.arrayContaining(['Chrome trên Android', 'Firefox trên Windows']),
    );
    expect(sessions.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
    const { id } = sessions.find((one: { deviceName: string }) => one.deviceName.startsWith('Firefox'));
    await computer.ask(ME);

    expect(await phone.ask(END, { id })).toEqual({ endSession: true });
    expect(await computer.refusal(ME)).toEqual(OUT);
    expect(await stranger.refusal(REFRESH, { token: computer.refresh })).toEqual(OUT);
    expect(await phone.ask(END, { id })).toEqual({ endSession: true });
    expect((await phone.ask(SESSIONS)).sessions.map((one: { id: string }) => one.id)).not.toContain(id);
    expect(await w.rows(`select action from audit_entries where subject_id = $1 order by seq`, [id])).toEqual([
      { action: 'session.started' },
      { action: 'session.ended' },
    ]);
  });

  it('a session of somebody else is not found, and goes on', async () => {
    const [mine, theirs] = [await w.person('MEMBER', cell), await w.person('SECRETARY', cell)];
    for (const id of [theirs.sessionId, 'not-an-id', '', mine.accountId])
      expect(await mine.refusal(END, { id })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    expect((await theirs.ask(ME)).me.id).toBe(theirs.accountId);
  });

  it('after signing out the token is refused, also later in the same request', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    const phone = await signedIn(member.card);
    const { data, errors } = await phone.send('mutation { signOut again: signOut }');
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ path: ['again'], extensions: OUT });
    expect(await phone.refusal(ME)).toEqual(OUT);
    expect(await stranger.refusal(REFRESH, { token: phone.refresh })).toEqual(OUT);
  });

  it('the hundred and first session makes room by ending the one that was seen least recently', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    await w.rows(
      `insert into sessions (id, account_id, last_seen_at) select gen_random_uuid(), $1, now() - make_interval(days => 20, mins => n) from generate_series(1, 99) n`,
      [member.accountId],
    );
    await signedIn(member.card);
    const [counts] = await w.rows(
      `select count(*) filter (where ended_at is null)::int as living, count(*) filter (where end_reason = 'TOO_MANY')::int as ended from sessions where account_id = $1`,
      [member.accountId],
    );
    expect(counts).toEqual({ living: 100, ended: 1 });
  });
});

describe('changing the password', () => {
  it('ends the other sessions, keeps this one with new tokens, and is on record', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    const [phone, computer] = [await signedIn(member.card), await signedIn(member.card)];
    await computer.ask(ME);
    const next = 'Ruộng bậc thang mùa lúa';

    const { changePassword } = await phone.ask(CHANGE, { current: PASSWORD, next });

    expect(await computer.refusal(ME)).toEqual(OUT);
    expect(await stranger.refusal(REFRESH, { token: computer.refresh })).toEqual(OUT);
    expect(await stranger.refusal(REFRESH, { token: phone.refresh })).toEqual(OUT);
    phone.token = changePassword.accessToken;
    expect((await phone.ask(ME)).me.id).toBe(member.accountId);
    expect(await stranger.ask(REFRESH, { token: changePassword.refreshToken })).toBeTruthy();
    const old = { identifier: member.card, password: PASSWORD };
    expect(await stranger.refusal(SIGN_IN, { input: old })).toEqual(WRONG);
    expect((await signedIn(member.card, next)).token).toBeTruthy();
    expect(
      await w.rows(
        `select account_id from audit_entries where action = 'account.password-changed' and subject_id = $1`,
        [member.accountId],
      ),
    ).toEqual([{ account_id: member.accountId }]);
  });

  it('of two changes at once one holds and the other is refused', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    const phone = await signedIn(member.card);
    const answers = await Promise.all(
      ['Mùa hoa ban nở trắng', 'Mùa nước đổ tháng năm'].map(next => phone.refusal(CHANGE, { current: PASSWORD, next })),
    );
    expect(answers.filter(answer => answer === null)).toHaveLength(1);
    expect(answers).toContainEqual(WRONG);
  });

  it('needs the current password, and is refused after five wrong ones', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    const wrong = { current: 'không nhớ nữa', next: 'Mùa hoa ban nở trắng' };
    for (let i = 0; i < 5; i++) expect(await member.refusal(CHANGE, wrong)).toEqual(WRONG);
    expect(await member.refusal(CHANGE, { ...wrong, current: PASSWORD })).toMatchObject({ code: 'RATE_LIMITED' });
    expect((await signedIn(member.card)).token).toBeTruthy();
  });

  it.each([
    ['seven characters', 'Ab3!ef7'],
    ['a common one', 'matkhau123'],
    ['a common one with accents', 'Mật khẩu 2026'],
    ['a row of keys', 'qwertyuiop'],
    ['a row of numbers', '987654321'],
    ['one sign again and again', 'aaaaaaaaaa'],
    ['the own phone number', '+84 912 345 699'],
    ['the own phone number and a bit', '0912345699a'],
    ['the own name', 'LÒ VĂN PHÚC'],
  ])('%s is too weak', async (_, next) => {
    const found = await w.rows<{ id: string }>(`select a.id from accounts a where full_name = 'Lò Văn Phúc'`);
    if (found.length === 0)
      await w.person('MEMBER', cell, { name: 'Lò Văn Phúc', phone: '0912345699', password: PASSWORD });
    const { errors } = await (await signedIn('0912345699')).send(CHANGE, { current: PASSWORD, next });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'PASSWORD_TOO_WEAK',
      fields: [{ path: 'next' }],
    });
  });
});
