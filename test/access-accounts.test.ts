import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { Accounts } from '../src/access/accounts.service.js';
import { Actor } from '../src/access/actor.js';
import { run as createAdministrator } from '../src/access/admin-create.command.js';
import { Role } from '../src/access/roles.js';
import { AppModule } from '../src/app.module.js';
import type { Change } from '../src/audit/change.js';
import { Changes } from '../src/audit/changes.js';
import { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const PASSWORD = 'Suối nguồn trong 47';
const ACTIVATE = `mutation($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken viewer { fullName grants { role } } } }`;
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) { viewer { id fullName } } }`;

let w: World;
let cell: Place;
let accounts: Accounts;

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  accounts = w.get(Accounts);
});
afterAll(() => w?.end());

const make = <T>(work: (change: Change) => Promise<T>): Promise<T> => w.get(Changes).make(Actor.system, work);
const grantsOf = (accountId: string) =>
  w.rows<{ role: string; during: string }>(
    `select role, during::text as during from grants where account_id = $1 order by role, lower(during)`,
    [accountId],
  );

describe('what a person signs in with', () => {
  it('a card number of somebody else is refused, however it is spelt; a shared phone is not', async () => {
    const one = { memberId: null, fullName: 'Lò Thị Một', identifiers: { card: '15.777-001', phone: '0977 777 001' } };
    await make(change => accounts.create(change, one));
    const again = (identifiers: object) =>
      make(change => accounts.create(change, { memberId: null, fullName: 'Lò Thị Hai', identifiers }));
    await expect(again({ card: '15 777 001' })).rejects.toMatchObject({ reason: 'CARD_NUMBER_TAKEN' });
    expect(await again({ card: '15777002', phone: '+84977777001' })).toBeTruthy();
    expect(await w.rows(`select 1 from accounts where full_name = 'Lò Thị Hai'`)).toHaveLength(1);
    await again({ email: 'ha@x.vn' });
    await expect(again({ email: 'HA@X.vn' })).rejects.toMatchObject({ reason: 'EMAIL_TAKEN' });
  });

  it('two people who get the same card number at the same moment: one of them is refused', async () => {
    const made = await Promise.allSettled(
      ['Giàng A Sử', 'Giàng A Lử'].map(fullName =>
        make(change => accounts.create(change, { memberId: null, fullName, identifiers: { card: '15.888' } })),
      ),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(made.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'CARD_NUMBER_TAKEN' } });
  });

  it('a corrected phone signs in from then on, a removed one no more, and the rest stays', async () => {
    const member = await w.person('MEMBER', cell, { phone: '0966111222', password: PASSWORD });
    const enters = async (identifier: string) =>
      (await Person.stranger(w.url).refusal(SIGN_IN, { input: { identifier, password: PASSWORD } })) === null;
    await make(change => accounts.setIdentifiers(change, member.memberId, { phone: '0966 111 333' }));
    expect([await enters('0966111222'), await enters('0966111333'), await enters(member.card)]).toEqual([
      false,
      true,
      true,
    ]);
    await make(change => accounts.setIdentifiers(change, member.memberId, { phone: null }));
    expect([await enters('0966111333'), await enters(member.card)]).toEqual([false, true]);
  });

  it('a member who was renamed is greeted by the new name', async () => {
    const member = await w.person('MEMBER', cell);
    await make(change => accounts.rename(change, member.memberId, 'Vàng Thị Mới'));
    expect((await member.ask('{ me { fullName } }')).me.fullName).toBe('Vàng Thị Mới');
  });
});

describe('what a person may do', () => {
  it('a grant that touches one already held becomes one period with it; another place or role stays apart', async () => {
    const member = await w.person('MEMBER', cell);
    const follower = { memberId: member.memberId, role: Role.FOLLOWER, organisationId: cell.id };
    await make(change => accounts.grant(change, { ...follower, from: '2026-01-01', to: '2026-03-01' }));
    await make(change => accounts.grant(change, { ...follower, from: '2026-06-01', to: '2026-07-01' }));
    await make(change => accounts.grant(change, { ...follower, from: '2026-03-01', to: '2026-06-15' }));
    await make(change => accounts.grant(change, { ...follower, from: '2026-01-01', to: '2026-03-01' }));
    expect((await grantsOf(member.accountId)).filter(({ role }) => role === 'FOLLOWER')).toEqual([
      { role: 'FOLLOWER', during: '[2026-01-01,2026-07-01)' },
    ]);
    const other = await w.cell('Chi bộ bản Bên');
    await make(change => accounts.grant(change, { ...follower, organisationId: other.id, from: '2026-01-01' }));
    expect((await grantsOf(member.accountId)).map(({ role }) => role)).toEqual(['FOLLOWER', 'FOLLOWER', 'MEMBER']);
  });

  it('many grants at once, also for one person twice, are one statement', async () => {
    const members = [await w.person('MEMBER', cell), await w.person('MEMBER', cell)];
    await make(change =>
      accounts.grantAll(change, [
        ...members.map(({ memberId }) => ({
          memberId,
          role: Role.FOLLOWER,
          organisationId: cell.id,
          from: '2026-01-01',
        })),
        { accountId: members[0]?.accountId, role: Role.FOLLOWER, organisationId: cell.id, from: '2026-05-01' },
      ]),
    );
    for (const { accountId } of members)
      expect((await grantsOf(accountId))[0]).toEqual({ role: 'FOLLOWER', during: '[2026-01-01,)' });
  });

  it('a grant acts at once in this process, and its end too', async () => {
    const member = await w.person('MEMBER', cell);
    const roles = async () =>
      (await member.ask('{ me { grants { role } } }')).me.grants.map((g: { role: string }) => g.role);
    expect(await roles()).toEqual(['MEMBER']);
    const grant = { memberId: member.memberId, role: Role.FOLLOWER, organisationId: cell.id };
    await make(change => accounts.grant(change, { ...grant, from: '2026-01-01' }));
    expect((await roles()).sort()).toEqual(['FOLLOWER', 'MEMBER']);
    await make(change => accounts.endGrants(change, { ...grant, on: new Date().toISOString().slice(0, 10) }));
    expect(await roles()).toEqual(['MEMBER']);
  });

  it('what is ended keeps its past; what would have begun later never begins; the rest is untouched', async () => {
    const member = await w.person('MEMBER', cell);
    const follower = { memberId: member.memberId, role: Role.FOLLOWER, organisationId: cell.id };
    await make(change => accounts.grant(change, { ...follower, from: '2026-01-01', to: '2026-09-01' }));
    await make(change => accounts.grant(change, { ...follower, from: '2027-01-01' }));
    await make(change =>
      accounts.endGrants(change, { memberId: member.memberId, role: Role.FOLLOWER, on: '2026-04-01' }),
    );
    expect(await grantsOf(member.accountId)).toEqual([
      { role: 'FOLLOWER', during: '[2026-01-01,2026-04-01)' },
      { role: 'MEMBER', during: '[2000-01-01,)' },
    ]);
  });
});

describe('the first administrator', () => {
  const create = async (...words: string[]) => {
    const said: string[] = [];
    const out = jest.spyOn(process.stdout, 'write').mockImplementation(text => said.push(String(text)) > 0);
    try {
      const open = () => NestFactory.createApplicationContext(AppModule.with(w.config), { logger: false });
      expect(await createAdministrator(words, open)).toBe(0);
    } finally {
      out.mockRestore();
    }
    return { said: said.join(''), code: /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(said.join(''))?.[0] ?? '' };
  };
  const words = ['--name', 'Trần Quản Trị', '--email', 'QuanTri@Example.vn'];

  it('is made on the command line, activates with the printed code, and it is on record', async () => {
    const { said, code } = await create(...words);
    expect(said).toContain('Đã tạo quản trị viên');
    const input = { identifier: 'quantri@example.vn', code, password: PASSWORD };
    const { activateAccount } = await Person.stranger(w.url).ask(ACTIVATE, { input });
    expect(activateAccount.viewer).toEqual({ fullName: 'Trần Quản Trị', grants: [{ role: 'ADMINISTRATOR' }] });
    expect(await w.rows(`select 1 from audit_entries where action = 'administrator.created'`)).toHaveLength(1);
  });

  it('gets a new code by the same command when the password is forgotten, and stays one account', async () => {
    const { said, code } = await create(...words);
    expect(said).toContain('mã mới');
    const input = { identifier: 'quantri@example.vn', code, password: 'Ruộng bậc thang mùa lúa' };
    expect(await Person.stranger(w.url).refusal(ACTIVATE, { input })).toBeNull();
    expect(await w.rows(`select 1 from grants where role = 'ADMINISTRATOR'`)).toHaveLength(1);
  });

  it('is not made of a wrong e-mail, of no name, or of somebody else', async () => {
    const member = await w.person('MEMBER', cell);
    await make(change => accounts.setIdentifiers(change, member.memberId, { email: 'toi@example.vn' }));
    await expect(create('--name', 'A', '--email', 'toi@example.vn')).rejects.toMatchObject({ reason: 'EMAIL_TAKEN' });
    await expect(create('--name', 'A', '--email', 'toi')).rejects.toThrow('--email');
    await expect(create('--name', ' ', '--email', 'a@b.vn')).rejects.toThrow('--name');
    expect(await w.rows(`select 1 from grants where role = 'ADMINISTRATOR'`)).toHaveLength(1);
  });
});
