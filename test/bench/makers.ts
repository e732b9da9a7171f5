import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SignJWT } from 'jose';
import { loadConfig } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/ids.js';
import type { Ground } from './ground.js';

/** Since when everything is so that a bench makes. */
export const SINCE = '2000-01-01';

const support = resolve(import.meta.dirname, '../../../test/support');

/** A statement of test/support, by its file. */
export const statement = (name: string) => readFileSync(join(support, name), 'utf8');

/** An organisation made for measuring. */
export interface Place {
  id: string;
  path: string;
}

/** An organisation of a kind under another one, since long ago. */
export async function organisation(ground: Ground, name: string, kind: string, parent: Place | null): Promise<Place> {
  const id = randomUUID();
  const path = [parent?.path, id.replaceAll('-', '')].filter(Boolean).join('.');
  const values = [id, name, kind, parent?.id ?? null, path, SINCE];
  await ground.rows(
    `insert into organisations (id, name, kind, parent_id, path, valid_from) values ($1, $2, $3, $4, $5, $6)`,
    values,
  );
  await ground.rows(
    `insert into organisation_periods (id, organisation_id, name, kind, parent_id, path, during)
     values (new_id(), $1, $2, $3, $4, $5, daterange($6, null))`,
    values,
  );
  return { id, path };
}

/** A session of an account, and a token for it that lasts an hour. */
export async function tokenOf(ground: Ground, accountId: string): Promise<string> {
  const [session, { jwt }] = [newId(), loadConfig(ground.environment())];
  await ground.rows('insert into sessions (id, account_id) values ($1, $2)', [session, accountId]);
  return new SignJWT({ sid: session })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwt.keyId })
    .setSubject(accountId)
    .setIssuer('sotay')
    .setAudience('sotay')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(ground.key.privateKey);
}
