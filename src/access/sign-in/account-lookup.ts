import { type Db, rows } from '../../platform/database/statements.js';
import { meaningsOf } from './identifiers.js';

/** The account that somebody who is not signed in yet claims to have. */
export interface ClaimedAccount {
  id: string;
  memberId: string | null;
  passwordHash: string | null;
  activationHash: Buffer | null;
  activationExpiresAt: Date | null;
  activationTries: number;
}

/** What was typed as identifier, and whose it is: null when nobody's, two people's, or of one who is shut out. */
export interface Claim {
  account: ClaimedAccount | null;
  /** Under which name its attempts are counted: the account's, whatever it was called by, else what was typed. */
  countedAs: string;
}

/** Reads a typed identifier. A card number or e-mail goes before a phone; a phone of two people is nobody's. */
export async function claimOf(db: Db, typed: string): Promise<Claim> {
  const meanings = meaningsOf(typed);
  const found = await rows<ClaimedAccount & { kind: string }>(
    db,
    `select a.id, a.member_id as "memberId", a.password_hash as "passwordHash", a.activation_hash as "activationHash",
       a.activation_expires_at as "activationExpiresAt", a.activation_tries as "activationTries", i.kind
     from unnest($1::text[], $2::text[]) meant(kind, value)
     join account_identifiers i on i.value = meant.value and i.kind = meant.kind
     join accounts a on a.id = i.account_id
     where a.disabled_at is null order by i.kind = 'PHONE' limit 3`,
    [meanings.map(({ kind }) => kind), meanings.map(({ value }) => value)],
  );
  const own = found.find(({ kind }) => kind !== 'PHONE');
  const account = own ?? (found.length === 1 ? found[0] : undefined) ?? null;
  return { account, countedAs: account?.id ?? `typed ${meanings.at(-1)?.value ?? typed}` };
}

/** What a person's password must not be made of: everything that the person signs in with (a phone also without its zero), and the name. */
export async function ownWords(db: Db, accountId: string): Promise<string[]> {
  const words = await rows<{ word: string }>(
    db,
    `select value as word from account_identifiers where account_id = $1 union all select full_name from accounts where id = $1`,
    [accountId],
  );
  return words.flatMap(({ word }) => [word, word.split('@')[0] ?? word, word.replace(/^0(?=\d{8})/, '')]);
}
