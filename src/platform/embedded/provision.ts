import type { Client } from 'pg';

/** The role that owns the database and its tables; migrations run as it. */
export const OWNER_ROLE = 'sotay_owner';

/** The application's own role: it owns nothing. */
export const APPLICATION_ROLE = 'sotay_app';

/** What the tables are made of beyond bare PostgreSQL; all of it is in its contrib. */
const EXTENSIONS = ['unaccent', 'pg_trgm', 'ltree', 'btree_gist', 'pgcrypto'];

/**
 * Makes both roles, or gives them these passwords. For a superuser, connected to any database.
 * Several at once wait for each other.
 */
export async function provideRoles(
  superuser: Client,
  passwords: { owner: string; application: string },
): Promise<void> {
  await inTurn(superuser, async () => {
    const wanted = [
      [OWNER_ROLE, passwords.owner],
      [APPLICATION_ROLE, passwords.application],
    ] as const;
    for (const [role, password] of wanted) {
      const { rowCount } = await superuser.query('select from pg_roles where rolname = $1', [role]);
      const secret = superuser.escapeLiteral(password);
      await superuser.query(`${rowCount === 0 ? 'create' : 'alter'} role ${role} with login password ${secret}`);
    }
  });
}

/** Makes a database for the owner's role, closed to strangers. Does nothing when it is there. */
export async function provideDatabase(superuser: Client, name: string): Promise<void> {
  await inTurn(superuser, async () => {
    const { rowCount } = await superuser.query('select from pg_database where datname = $1', [name]);
    const database = superuser.escapeIdentifier(name);
    if (rowCount === 0) await superuser.query(`create database ${database} owner ${OWNER_ROLE} template template0`);
    await superuser.query(`revoke connect, temporary on database ${database} from public`);
    await superuser.query(`grant connect, temporary on database ${database} to ${APPLICATION_ROLE}`);
  });
}

/** Makes the extensions. For a superuser, connected to the database itself. */
export async function provideExtensions(superuser: Client): Promise<void> {
  await inTurn(superuser, async () => {
    for (const name of EXTENSIONS) await superuser.query(`create extension if not exists ${name} with schema public`);
  });
}

async function inTurn(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query(`select pg_advisory_lock(hashtext('sotay provision'))`);
  try {
    await work();
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('sotay provision'))`);
  }
}
