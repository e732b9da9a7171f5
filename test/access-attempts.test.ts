import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Attempts } from '../src/access/sign-in/attempts.js';
import { Passwords } from '../src/access/sign-in/passwords.js';
import { Refusal } from '../src/errors.js';
import { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const PASSWORD = 'Suối nguồn trong 47';
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }`;
const ACTIVATE = `mutation($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken } }`;
const WRONG = { code: 'UNAUTHENTICATED', reason: 'WRONG_CREDENTIALS' };
const TOO_MANY = { code: 'RATE_LIMITED', reason: 'TOO_MANY_ATTEMPTS' };

let w: World;
let cell: Place;
let member: Person;
let stranger: Person;

beforeAll(async () => {
  w = await World.create({ env: { TRUST_PROXY: '127.0.0.1' } });
  cell = await w.cell();
  stranger = Person.stranger(w.url);
});
afterAll(() => w?.end());

beforeEach(async () => {
  await w.rows('delete from attempts');
  member = await w.person('MEMBER', cell, { password: PASSWORD });
});

const guess = (identifier = member.card, password = 'không phải nó') =>
  stranger.refusal(SIGN_IN, { input: { identifier, password } });
const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let i = 0; i < count; i++) results.push(await work());
  return results;
};

/** Opens all connections of the pool, so that what comes next truly runs at the same moment. */
const warmUp = () => Promise.all(Array.from({ length: 20 }, () => w.source.query('select pg_sleep(0.5)')));

describe('guessing a password', () => {
  it('is let through five times in a quarter of an hour, and then says how long to wait', async () => {
    expect(await times(5, guess)).toEqual(Array(5).fill(WRONG));
    const { errors } = await stranger.send(SIGN_IN, { input: { identifier: member.card, password: PASSWORD } });
    expect(errors?.[0]?.extensions).toEqual({ ...TOO_MANY, retryAfter: expect.any(Number) });
    expect(errors?.[0]?.extensions['retryAfter']).toBeGreaterThan(850);
    expect(errors?.[0]?.extensions['retryAfter']).toBeLessThanOrEqual(900);
  });

  it('is let through again when the quarter of an hour is over', async () => {
    await times(6, guess);
    await w.rows(`update attempts set at = array(select t - interval '15 minutes' from unnest(at) t)`);
    expect(await guess(member.card, PASSWORD)).toBeNull();
  });

  it('twenty at the same moment: at most five are let through', async () => {
    await warmUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess()));
    expect(answers.filter(answer => answer?.reason === 'WRONG_CREDENTIALS')).toHaveLength(5);
    expect(answers.filter(answer => answer?.reason === 'TOO_MANY_ATTEMPTS')).toHaveLength(15);
  });

  it('twenty from twenty addresses in the same instant: no more than five are let through', async () => {
    await warmUp();
    const attempts = w.get(Attempts);
    const tried = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => attempts.take('sign in', 'one account', `192.0.2.${i}`)),
    );
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('ten in one request, by ten names for the same field, count ten times', async () => {
    const fields = Array.from(
      { length: 10 },
      (_, i) => `a${i}: signIn(input: { identifier: "${member.card}", password: "thử ${i}" }) { accessToken }`,
    );
    // A mutation that must answer stops the data at the first refusal, but every field is tried.
    const { errors } = await stranger.send(`mutation { ${fields.join(' ')} }`);
    expect(errors?.length).toBeGreaterThan(0);
    expect(await guess()).toEqual(TOO_MANY);
  });

  it('by card number, by phone and from elsewhere is guessing at the same account', async () => {
    const person = await w.person('MEMBER', cell, { phone: '0977000123', password: PASSWORD });
    for (const identifier of [person.card, '0977000123', '+84 977 000 123', person.card.toLowerCase(), person.card])
      expect(await guess(identifier)).toEqual(WRONG);
    const from = await elsewhere('198.51.100.7', person.card, PASSWORD);
    expect(from).toMatchObject(TOO_MANY);
  });

  it('an account that does not exist is counted in the same way, so that nobody learns by it', async () => {
    expect(await times(5, () => guess('0966 000 000'))).toEqual(Array(5).fill(WRONG));
    expect(await guess('+84966000000')).toEqual(TOO_MANY);
  });

  it('does not count when it was right: a hundred devices of one account sign in', async () => {
    expect(await times(8, () => guess(member.card, PASSWORD))).toEqual(Array(8).fill(null));
    expect(await times(4, guess)).toEqual(Array(4).fill(WRONG));
    expect(await times(3, () => guess(member.card, PASSWORD))).toEqual([null, null, null]);
    expect(await guess()).toEqual(WRONG);
    expect(await guess()).toEqual(TOO_MANY);
  });

  it('of one member shuts out no other', async () => {
    await times(6, guess);
    const other = await w.person('MEMBER', cell, { password: PASSWORD });
    expect(await guess(other.card, PASSWORD)).toBeNull();
  });

  it('of an activation code is counted apart from passwords, five times as well', async () => {
    const code = () =>
      stranger.refusal(ACTIVATE, { input: { identifier: member.card, code: '00000-00000', password: PASSWORD } });
    expect(await times(5, code)).toEqual(Array(5).fill({ code: 'UNAUTHENTICATED', reason: 'WRONG_ACTIVATION_CODE' }));
    expect(await code()).toEqual(TOO_MANY);
    expect(await guess(member.card, PASSWORD)).toBeNull();
  });
});

/** A sign-in through the reverse proxy, from the address that it saw. */
async function elsewhere(address: string, identifier: string, password = 'không phải nó') {
  const reply = await fetch(`${w.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ query: SIGN_IN, variables: { input: { identifier, password } } }),
  });
  const { errors } = (await reply.json()) as { errors?: { extensions: { code: string; reason: string } }[] };
  return errors?.[0]?.extensions ?? null;
}

describe('an address', () => {
  it('may be wrong a hundred times, over all accounts; another address goes on', async () => {
    const next = (address: string, number: number) => elsewhere(address, `09000000${number}`);
    for (const number of [10, 11, 12]) expect(await next('203.0.113.9', number)).toEqual(WRONG);
    const more = `update attempts set at = at || array_fill(now(), array[95]) where cardinality(at) = 3`;
    await w.rows(more);
    for (const number of [13, 14]) expect(await next('203.0.113.9', number)).toEqual(WRONG);
    expect(await next('203.0.113.9', 15)).toMatchObject(TOO_MANY);
    expect(await next('203.0.113.10', 16)).toEqual(WRONG);
    expect(await elsewhere('203.0.113.9', member.card, PASSWORD)).toMatchObject(TOO_MANY);
    expect(await elsewhere('203.0.113.10', member.card, PASSWORD)).toBeNull();
  });

  it('of IPv6 is a whole network of one household', async () => {
    await times(4, () => elsewhere('2001:db8:7:1::1', member.card));
    await elsewhere('2001:db8:7:1:ffff:ffff:ffff:ffff', '0900111111');
    const keys = await w.rows(`select cardinality(at) as count from attempts order by 1`);
    expect(keys).toEqual([{ count: 1 }, { count: 4 }, { count: 5 }]);
  });

  it('cannot be invented by a client that is no known proxy', async () => {
    const bare = await World.create();
    try {
      for (let i = 0; i < 6; i++)
        await fetch(`${bare.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.1.1.${i}` },
          body: JSON.stringify({
            query: SIGN_IN,
            variables: { input: { identifier: `090000000${i}`, password: 'x' } },
          }),
        });
      expect(await bare.rows(`select max(cardinality(at)) as most from attempts`)).toEqual([{ most: 6 }]);
    } finally {
      await bare.end();
    }
  });
});

describe('what is kept of attempts', () => {
  it('names no account, number or address, and is forgotten after a quarter of an hour', async () => {
    await guess();
    const kept = JSON.stringify(
      await w.rows(`select encode(key, 'escape') as key, attempts::text as text from attempts`),
    );
    expect(kept).not.toContain('127.0.0.1');
    expect(kept).not.toContain(member.card);
    expect(kept).not.toContain(member.accountId);
    await w.rows(`update attempts set last_at = now() - interval '16 minutes'`);
    await w.settle();
    expect(await w.rows('select 1 from attempts')).toEqual([]);
  });
});

describe('a storm of sign-ins', () => {
  it('asks who does not fit into the queue to come again, and counts that as not tried', async () => {
    const full = new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 10 });
    const verify = jest.spyOn(w.get(Passwords), 'verify').mockRejectedValue(full);
    try {
      for (let i = 0; i < 6; i++)
        expect(await elsewhere('198.51.100.1', member.card)).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 10 });
    } finally {
      verify.mockRestore();
    }
    expect(await w.rows('select 1 from attempts where cardinality(at) > 0')).toEqual([]);
    expect(await guess(member.card, PASSWORD)).toBeNull();
  });

  it('of forty at once answers everybody', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => elsewhere('198.51.100.2', `09${10_000_000 + i}`)),
    );
    expect(answers).toEqual(Array(40).fill(WRONG));
  });
});
