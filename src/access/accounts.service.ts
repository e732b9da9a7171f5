import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Change } from '../audit/change.js';
import { Refusal } from '../errors.js';
import { type Db, rows } from '../platform/database/statements.js';
import { newId } from '../platform/ids.js';
import { CODE_DAYS, Codes } from './activation/codes.js';
import { Actors } from './actors.js';
import type { Role } from './roles.js';
import { cardOf, emailOf, type Identifier, phoneOf } from './sign-in/identifiers.js';

/** What a person may sign in with, as typed by whoever keeps the record. Absent: left as it is; null: taken away. */
export interface Identifiers {
  card?: string | null;
  phone?: string | null;
  email?: string | null;
}

/** An account to be made. memberId is null for those who run the system and are no member. */
export interface NewAccount {
  memberId: string | null;
  fullName: string;
  identifiers: Identifiers;
}

/** A role over an organisation and everything under it, from a day on, and up to (not with) the day `to`. */
export interface NewGrant {
  memberId?: string;
  accountId?: string;
  role: Role;
  organisationId: string;
  from: string;
  to?: string | null;
  officeId?: string | null;
}

/** Which grants end: of the member, those that fit everything given. `on` is the first day without them. */
export interface EndedGrants {
  memberId: string;
  role?: Role;
  organisationId?: string;
  officeId?: string;
  on: string;
}

/** Accounts, what people sign in with, and what they may do: for the rooms that know members and offices. */
@Injectable()
export class Accounts {
  constructor(
    private readonly codes: Codes,
    private readonly actors: Actors,
  ) {}

  /** Makes an account that is not activated. Refuses a card number or e-mail of somebody else. */
  async create(change: Change, account: NewAccount): Promise<string> {
    const [id = ''] = await this.createAll(change, [account]);
    return id;
  }

  /** The same for many, in two statements; the ids in the order of the accounts. */
  async createAll(change: Change, accounts: NewAccount[]): Promise<string[]> {
    const ids = accounts.map(() => newId());
    await change.manager.query(
      `insert into accounts (id, member_id, full_name) select * from unnest($1::uuid[], $2::uuid[], $3::text[])`,
      [ids, accounts.map(({ memberId }) => memberId), accounts.map(({ fullName }) => fullName)],
    );
    await addIdentifiers(
      change,
      accounts.flatMap(({ identifiers }, index) =>
        storedOf(identifiers).map(one => ({ accountId: ids[index] ?? '', ...one })),
      ),
    );
    return ids;
  }

  /** The name that the viewer is greeted with follows the member's. */
  async rename(change: Change, memberId: string, fullName: string): Promise<void> {
    await change.run(`update accounts set full_name = $2 where member_id = $1`, [memberId, fullName]);
  }

  /** Changes what a member signs in with. Refuses a card number or e-mail of somebody else. */
  async setIdentifiers(change: Change, memberId: string, identifiers: Identifiers): Promise<void> {
    const account = await change.row<{ id: string }>(`select id from accounts where member_id = $1`, [memberId]);
    if (!account) return;
    const given = (['card', 'phone', 'email'] as const).filter(kind => identifiers[kind] !== undefined);
    await change.run(`delete from account_identifiers where account_id = $1 and kind = any($2)`, [
      account.id,
      given.map(kind => kind.toUpperCase()),
    ]);
    await addIdentifiers(
      change,
      storedOf(identifiers).map(one => ({ accountId: account.id, ...one })),
    );
  }

  /** Gives a role. What is held already, or touches what is held, becomes one period. */
  grant(change: Change, grant: NewGrant): Promise<void> {
    return this.grantAll(change, [grant]);
  }

  /** The same for many, in one statement. */
  async grantAll(change: Change, grants: NewGrant[]): Promise<void> {
    if (grants.length === 0) return;
    const made = await change.rows<{ account_id: string }>(GRANT, [
      JSON.stringify(
        grants.map(({ memberId, accountId, role, organisationId, from, to, officeId }) => ({
          id: newId(),
          member_id: memberId,
          account_id: accountId,
          role,
          organisation_id: organisationId,
          office_id: officeId,
          from_day: from,
          to_day: to,
        })),
      ),
    ]);
    this.forget(change, new Set(made.map(({ account_id }) => account_id)));
  }

  /** Ends grants of a member; those that would have begun later never begin. */
  async endGrants(change: Change, { memberId, role, organisationId, officeId, on }: EndedGrants): Promise<void> {
    const which = `account_id = (select id from accounts where member_id = $1) and ($2::text is null or role = $2)
      and ($3::uuid is null or organisation_id = $3) and ($4::uuid is null or office_id = $4)`;
    const parameters = [memberId, role ?? null, organisationId ?? null, officeId ?? null, on];
    const gone = await change.rows<{ account_id: string }>(
      `delete from grants where ${which} and lower(during) >= $5 returning account_id`,
      parameters,
    );
    const ended = await change.rows<{ account_id: string }>(
      `update grants set during = daterange(lower(during), $5) where ${which} and during @> $5::date returning account_id`,
      parameters,
    );
    this.forget(change, new Set([...gone, ...ended].map(({ account_id }) => account_id)));
  }

  /** A new code, good for 14 days, for each of the accounts that is not activated; the former codes are dead. */
  async prepareCodes(change: Change, accountIds: string[]): Promise<void> {
    const nonces = accountIds.map(() => randomUUID());
    const hashes = accountIds.map((id, index) => this.codes.hash(id, this.codes.derive(id, nonces[index] ?? '')));
    await change.run(
      `update accounts a set activation_nonce = n.nonce, activation_hash = n.hash, activation_tries = 0,
         activation_expires_at = $4::timestamptz + make_interval(days => ${CODE_DAYS})
       from unnest($1::uuid[], $2::uuid[], $3::bytea[]) n(id, nonce, hash)
       where a.id = n.id and a.activated_at is null and a.disabled_at is null`,
      [accountIds, nonces, hashes, change.now],
    );
  }

  /** The plain codes of those of the accounts that have an open one, for messages and letters. */
  async codesOf(db: Db, accountIds: string[]): Promise<Map<string, string>> {
    const open = await rows<{ id: string; nonce: string; hash: Buffer }>(
      db,
      `select id, activation_nonce as nonce, activation_hash as hash from accounts
       where id = any($1::uuid[]) and activation_hash is not null and activation_expires_at > now()`,
      [accountIds],
    );
    const found = new Map<string, string>();
    for (const { id, nonce, hash } of open) {
      const code = this.codes.derive(id, nonce);
      // After a change of the installation's secret an old nonce yields a code that opens nothing: better none.
      if (this.codes.fits(id, code, hash)) found.set(id, code);
    }
    return found;
  }

  /** Ends every session of an account; its tokens are refused at once here and within 5 seconds in other processes. */
  async endSessions(change: Change, accountId: string, reason: string): Promise<void> {
    const ended = await change.run(
      `update sessions set ended_at = $2, end_reason = $3 where account_id = $1 and ended_at is null`,
      [accountId, change.now, reason],
    );
    if (ended > 0) this.forget(change, [accountId]);
  }

  /** Shuts a member out until `enable`: for one whose membership ended. */
  async disable(change: Change, memberId: string, reason: string): Promise<void> {
    const account = await change.row<{ id: string }>(
      `update accounts set disabled_at = $2, activation_nonce = null, activation_hash = null, activation_expires_at = null
       where member_id = $1 and disabled_at is null returning id`,
      [memberId, change.now],
    );
    if (!account) return;
    await this.endSessions(change, account.id, reason);
    await change.record('account.disabled', null, account.id, { reason });
  }

  /** Lets a member in again who was shut out, with the password from before. */
  async enable(change: Change, memberId: string): Promise<void> {
    const account = await change.row<{ id: string }>(
      `update accounts set disabled_at = null where member_id = $1 and disabled_at is not null returning id`,
      [memberId],
    );
    if (account) await change.record('account.enabled', null, account.id);
  }

  /** After the commit this process asks anew what these accounts may do. */
  private forget(change: Change, accountIds: Iterable<string>): void {
    change.after.push(async () => {
      for (const id of accountIds) this.actors.forgetAccount(id);
    });
  }
}

function storedOf({ card, phone, email }: Identifiers): Identifier[] {
  const values = { CARD: card && cardOf(card), PHONE: phone && phoneOf(phone), EMAIL: email && emailOf(email) };
  return (['CARD', 'PHONE', 'EMAIL'] as const).flatMap(kind => {
    const value = values[kind];
    return value ? [{ kind, value }] : [];
  });
}

async function addIdentifiers(change: Change, identifiers: (Identifier & { accountId: string })[]): Promise<void> {
  const made = await change.rows<{ account_id: string; kind: string }>(
    `insert into account_identifiers (account_id, kind, value) select * from unnest($1::uuid[], $2::text[], $3::text[])
     on conflict do nothing returning account_id, kind`,
    [identifiers.map(i => i.accountId), identifiers.map(i => i.kind), identifiers.map(i => i.value)],
  );
  if (made.length === identifiers.length) return;
  const stored = new Set(made.map(({ account_id, kind }) => `${account_id} ${kind}`));
  const refused = identifiers.find(({ accountId, kind }) => !stored.has(`${accountId} ${kind}`));
  throw new Refusal(refused?.kind === 'EMAIL' ? 'EMAIL_TAKEN' : 'CARD_NUMBER_TAKEN');
}

/** Joins what is wanted with what touches it of the same role, place and office, and keeps one row a period. */
const GRANT = `
  with wanted as (
    select w.id, coalesce(w.account_id, a.id) as account_id, w.role, w.organisation_id, w.office_id, daterange(w.from_day, w.to_day) as during
    from jsonb_to_recordset($1::jsonb) w(id uuid, member_id uuid, account_id uuid, role text, organisation_id uuid, office_id uuid, from_day date, to_day date)
    left join accounts a on a.member_id = w.member_id
  ), former as (
    delete from grants g using wanted w
    where g.account_id = w.account_id and g.role = w.role and g.organisation_id = w.organisation_id
      and g.office_id is not distinct from w.office_id and (g.during && w.during or g.during -|- w.during)
    returning g.account_id, g.role, g.organisation_id, g.office_id, g.during
  ), joined as (
    select account_id, role, organisation_id, office_id, unnest(range_agg(during)) as during
    from (select account_id, role, organisation_id, office_id, during from wanted union all select * from former) every
    group by 1, 2, 3, 4
  )
  insert into grants (id, account_id, role, organisation_id, office_id, during)
  select distinct on (j.account_id, j.role, j.organisation_id, j.office_id, j.during)
    w.id, j.account_id, j.role, j.organisation_id, j.office_id, j.during
  from joined j join wanted w on w.account_id = j.account_id and w.role = j.role and w.organisation_id = j.organisation_id
    and w.office_id is not distinct from j.office_id and w.during <@ j.during
  returning account_id`;
