import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Accounts } from '../src/access/accounts.service.js';
import { ActivationCodes, type IssuedCode } from '../src/access/activation/activation-codes.service.js';
import { ActivationListeners } from '../src/access/activation-listeners.js';
import { Actor } from '../src/access/actor.js';
import { Actors } from '../src/access/actors.js';
import { CodeIssuedListeners } from '../src/access/code-issued-listeners.js';
import { Changes } from '../src/audit/changes.js';
import { Refusal } from '../src/errors.js';
import { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const PASSWORD = 'Suối nguồn trong 47';
const ACTIVATE = `mutation($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken refreshToken viewer { id } } }`;
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }`;
const WRONG = { code: 'UNAUTHENTICATED', reason: 'WRONG_ACTIVATION_CODE' };

let w: World;
let cell: Place;
let secretary: Person;
let stranger: Person;
const firstActivations: string[] = [];
const told: string[] = [];

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  stranger = Person.stranger(w.url);
  secretary = await w.person('SECRETARY', cell);
  w.get(ActivationListeners).add(async (_, memberId) => void firstActivations.push(memberId));
  w.get(CodeIssuedListeners).add(async (_, { memberId }) => void told.push(memberId));
});
afterAll(() => w?.end());
beforeEach(() => w.rows('delete from attempts'));

/** A member who was just entered, with an open code, as the rollout prepares it. */
async function invited(): Promise<{ person: Person; code: string }> {
  const person = await w.person('MEMBER', cell, { activated: false });
  const accounts = w.get(Accounts);
  await w.get(Changes).make(Actor.system, change => accounts.prepareCodes(change, [person.accountId]));
  const code = (await accounts.codesOf(w.source, [person.accountId])).get(person.accountId) ?? '';
  return { person, code };
}

async function issue(by: Person, to: Person, once: string = randomUUID()): Promise<IssuedCode> {
  const actor = await w.get(Actors).ofSession(by.accountId, by.sessionId);
  return w.get(ActivationCodes).issue(actor ?? Actor.system, to.memberId, once);
}

const activate = (identifier: string, code: string, password = PASSWORD) =>
  stranger.refusal(ACTIVATE, { input: { identifier, code, password } });
const signIn = (person: Person, password = PASSWORD) =>
  stranger.refusal(SIGN_IN, { input: { identifier: person.card, password } });

describe('the first use', () => {
  it('a member sets a password with the code, is signed in, counts as activated, and it is on record', async () => {
    const { person, code } = await invited();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);

    const { activateAccount } = await stranger.ask(ACTIVATE, {
      input: { identifier: person.card, code, password: PASSWORD },
    });

    expect(activateAccount.viewer.id).toBe(person.accountId);
    expect(await signIn(person)).toBeNull();
    expect(firstActivations.filter(id => id === person.memberId)).toHaveLength(1);
    expect(
      await w.rows(
        `select activated_at is not null as active, activation_nonce, activation_hash from accounts where id = $1`,
        [person.accountId],
      ),
    ).toEqual([{ active: true, activation_nonce: null, activation_hash: null }]);
    expect(
      await w.rows(`select action from audit_entries where subject_id = $1 order by seq`, [person.accountId]),
    ).toEqual([{ action: 'account.activated' }]);
  });

  it('the code is read without case, blanks and dashes, with O for 0 and I or L for 1', async () => {
    for (const spoil of [
      (code: string) => code.toLowerCase(),
      (code: string) => ` ${code.replace('-', ' ')} `,
      (code: string) => [...code.replace('-', '')].join('–'),
      (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
      (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I'),
    ]) {
      const { person, code } = await invited();
      expect(await activate(person.card, spoil(code))).toBeNull();
    }
  });

  it('the code opens once: the second use is refused, and so is the slower of two at once', async () => {
    const { person, code } = await invited();
    const answers = await Promise.all([activate(person.card, code), activate(person.card, code)]);
    expect(answers.filter(answer => answer === null)).toHaveLength(1);
    expect(answers).toContainEqual(WRONG);
    expect(await activate(person.card, code)).toEqual(WRONG);
    expect(firstActivations.filter(id => id === person.memberId)).toHaveLength(1);
  });

  it('wrong identifier, wrong code, late code, code of another and no code get the same answer', async () => {
    const [one, other, late] = [await invited(), await invited(), await invited()];
    await w.rows(`update accounts set activation_expires_at = now() - interval '1 second' where id = $1`, [
      late.person.accountId,
    ]);
    const shut = await invited();
    await w.rows(`update accounts set disabled_at = now() where id = $1`, [shut.person.accountId]);
    const active = await w.person('MEMBER', cell, { password: PASSWORD });
    const answers = await Promise.all(
      [
        ['NOBODY', one.code],
        [one.person.card, other.code],
        [one.person.card, '00000-00000'],
        [one.person.card, '?'],
        [late.person.card, late.code],
        [shut.person.card, shut.code],
        [active.card, one.code],
      ].map(([identifier, code]) => stranger.send(ACTIVATE, { input: { identifier, code, password: PASSWORD } })),
    );
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors?.[0]?.extensions).toEqual(WRONG);
    expect(await activate(one.person.card, one.code)).toBeNull();
  });

  it('a weak password is refused and does not use up the code or an attempt', async () => {
    const { person, code } = await invited();
    for (const password of ['1234567', 'matkhau1', person.card.replaceAll('.', ''), 'a\0bcdefghi', 'x'.repeat(201)])
      expect((await activate(person.card, code, password))?.code).toBe('BAD_USER_INPUT');
    expect(await w.rows('select 1 from attempts where cardinality(at) > 0')).toEqual([]);
    expect(await activate(person.card, code)).toBeNull();
  });

  it('a listener that fails undoes the whole activation: the code still works afterwards', async () => {
    const { person, code } = await invited();
    let isBroken = true;
    w.get(ActivationListeners).add(async (_, memberId) => {
      if (isBroken && memberId === person.memberId) throw new Refusal('TEMPORARILY_UNAVAILABLE');
    });
    expect((await activate(person.card, code))?.code).toBe('UNAVAILABLE');
    isBroken = false;
    expect(await signIn(person)).toMatchObject({ reason: 'WRONG_CREDENTIALS' });
    expect(await activate(person.card, code)).toBeNull();
  });

  it('wrong tries are counted, and a hundred of them kill the code', async () => {
    const { person, code } = await invited();
    await activate(person.card, '00000-00000');
    const tries = `select activation_tries as tries from accounts where id = $1`;
    expect(await w.rows(tries, [person.accountId])).toEqual([{ tries: 1 }]);
    await w.rows(`update accounts set activation_tries = 100 where id = $1`, [person.accountId]);
    expect(await activate(person.card, code)).toEqual(WRONG);
  });

  it('no code stands anywhere in the database', async () => {
    const { person, code } = await invited();
    const issued = await issue(secretary, person);
    for (const table of ['accounts', 'repeated_mutations', 'audit_entries', 'attempts']) {
      const kept = JSON.stringify(await w.rows(`select t::text as text from ${table} t`));
      for (const known of [code, issued.code]) {
        expect(kept).not.toContain(known);
        expect(kept).not.toContain(known.replace('-', ''));
      }
    }
  });

  it('new codes for a wave kill the former ones, and those who are activated keep what they have', async () => {
    const { person, code } = await invited();
    const active = await w.person('MEMBER', cell, { password: PASSWORD });
    const ids = [person.accountId, active.accountId];
    await w.get(Changes).make(Actor.system, change => w.get(Accounts).prepareCodes(change, ids));
    const codes = await w.get(Accounts).codesOf(w.source, ids);
    expect([...codes.keys()]).toEqual([person.accountId]);
    expect(await activate(person.card, code)).toEqual(WRONG);
    expect(await activate(person.card, codes.get(person.accountId) ?? '')).toBeNull();
    expect(await signIn(active)).toBeNull();
  });
});

describe('a forgotten password', () => {
  it('the secretary gives a new code: sessions end, the member is told, the code sets a new password', async () => {
    const member = await w.person('MEMBER', cell, { password: PASSWORD });
    await member.ask('{ me { id } }');

    const { code, expiresAt } = await issue(secretary, member);

    expect(Math.round((expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(14);
    expect((await member.refusal('{ me { id } }'))?.reason).toBe('SIGN_IN_NEEDED');
    expect(told).toContain(member.memberId);
    expect(await signIn(member)).toBeNull();
    const next = 'Ruộng bậc thang mùa lúa';
    expect(await activate(member.card, code, next)).toBeNull();
    expect(await signIn(member)).toMatchObject({ reason: 'WRONG_CREDENTIALS' });
    expect(await signIn(member, next)).toBeNull();
    expect(firstActivations).not.toContain(member.memberId);
    expect(
      await w.rows(
        `select action, account_id, organisation_id from audit_entries where subject_id = $1 and action like 'account.%' order by seq`,
        [member.accountId],
      ),
    ).toEqual([
      { action: 'account.code-issued', account_id: secretary.accountId, organisation_id: cell.id },
      { action: 'account.password-reset', account_id: member.accountId, organisation_id: null },
    ]);
  });

  it('the same request again gives the same code and ends nothing twice; a new request kills the old code', async () => {
    const member = (await invited()).person;
    const once = randomUUID();
    const all = await Promise.all([issue(secretary, member, once), issue(secretary, member, once)]);
    expect(all[0]).toEqual(all[1]);
    expect(told.filter(id => id === member.memberId)).toHaveLength(1);
    const other = await w.person('MEMBER', cell);
    await expect(issue(secretary, other, once)).rejects.toMatchObject({ reason: 'MUTATION_ID_REUSED' });

    const newer = await issue(secretary, member);
    expect(newer.code).not.toBe(all[0]?.code);
    expect(await activate(member.card, all[0]?.code ?? '')).toEqual(WRONG);
    expect(await activate(member.card, newer.code)).toBeNull();
  });

  it('who may not: a member of the cell is refused, a secretary of another cell does not find the person', async () => {
    const member = await w.person('MEMBER', cell);
    const elsewhere = await w.cell('Chi bộ bản Khác');
    const colleague = await w.person('MEMBER', cell);
    await expect(issue(colleague, member)).rejects.toMatchObject({ reason: 'NOT_ALLOWED' });
    for (const by of [await w.person('SECRETARY', elsewhere), await w.person('COMMITTEE_OFFICER', w.province)])
      await expect(issue(by, member)).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    for (const memberId of [randomUUID(), 'x', ''])
      await expect(issue(secretary, Object.assign(await w.person('MEMBER', cell), { memberId }))).rejects.toMatchObject(
        {
          reason: 'NOT_FOUND',
        },
      );
    expect((await member.ask('{ me { id } }')).me.id).toBe(member.accountId);
  });

  it('a secretary cannot open the account of a member who may do more than the secretary; the administrator can', async () => {
    const officer = await w.person('COMMITTEE_OFFICER', w.province, { cell });
    await expect(issue(secretary, officer)).rejects.toMatchObject({ reason: 'NOT_ALLOWED' });
    const administrator = await w.person('ADMINISTRATOR', w.province);
    expect((await issue(administrator, officer)).code).toMatch(/^.{5}-.{5}$/);
  });

  it('one who was shut out gets no code', async () => {
    const member = await w.person('MEMBER', cell);
    await w.get(Changes).make(Actor.system, change => w.get(Accounts).disable(change, member.memberId, 'ENDED'));
    await expect(issue(secretary, member)).rejects.toMatchObject({ reason: 'NOT_FOUND' });
  });
});
