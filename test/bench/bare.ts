import 'reflect-metadata';
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buildSchema, execute, parse } from 'graphql';
import pg from 'pg';
import { Actor, type ActorGrant } from '../../src/access/actor.js';
import type { FileTickets } from '../../src/documents/files/file-tickets.js';
import { HomeRead } from '../../src/home/home.read.js';
import { Clock } from '../../src/platform/clock.js';
import { loadConfig } from '../../src/platform/config/config.js';
import type { PreparedStatements } from '../../src/platform/database/prepared.js';
import { Selection } from '../../src/platform/graphql/selection.js';
import { HOME_QUERY } from './home-query.js';

/** The limit: bare node:http that checks the same token and sends the same one statement. No framework, no GraphQL. */
const config = loadConfig();
const publicKey = createPublicKey(config.jwt.publicKey);
const pool = new pg.Pool({
  connectionString: config.databaseUrl,
  max: 20,
  options: '-c timezone=UTC -c jit=off -c plan_cache_mode=force_generic_plan',
});

/** The account of a good token, or null. */
function accountOf(header: string | undefined): string | null {
  const [head = '', claims = '', signature = ''] = (header ?? '').replace('Bearer ', '').split('.');
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; exp: number };
  return isGood && exp * 1000 > Date.now() ? sub : null;
}

async function selection(): Promise<Selection> {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../src/schema.gql'), 'utf8'));
  let found = Selection.nothing();
  const home = (_args: unknown, _context: unknown, info: Parameters<typeof Selection.of>[0]) => {
    found = Selection.of(info);
    return null;
  };
  await execute({ schema, document: parse(HOME_QUERY), rootValue: { home } });
  return found;
}

/** What the product's own read model would send for the account, found once, as sessions are remembered there. */
async function statementsOf(wanted: Selection): Promise<Map<string, { sql: string; values: unknown[] }>> {
  const { rows } = await pool.query<{ account_id: string; member_id: string; grants: ActorGrant[] }>(
    `select a.id as account_id, a.member_id, json_agg(json_build_object('role', g.role, 'organisationId', o.id, 'path', o.path, 'root', false)) as grants
     from sessions s join accounts a on a.id = s.account_id join grants g on g.account_id = a.id join organisations o on o.id = g.organisation_id group by a.id`,
  );
  const statements = new Map<string, { sql: string; values: unknown[] }>();
  for (const { account_id, member_id, grants } of rows) {
    const rows = async (sql: string, values: unknown[]) => {
      statements.set(account_id, { sql, values });
      return [];
    };
    await new HomeRead({ rows } as unknown as PreparedStatements, new Clock(), {} as FileTickets).of(
      new Actor(account_id, null, member_id, grants),
      wanted,
    );
  }
  return statements;
}

const names = new Map<string, string>();

/** The same statement is planned once a connection, here too. */
function nameOf(sql: string): string {
  const name = names.get(sql) ?? `bare_${names.size}`;
  names.set(sql, name);
  return name;
}

const statements = await statementsOf(await selection());
createServer(async (request, reply) => {
  if (request.url === '/health/live') return reply.end('{}');
  for await (const _ of request);
  const account = accountOf(request.headers.authorization);
  const statement = account ? statements.get(account) : undefined;
  if (!statement) return reply.writeHead(401).end();
  const { rows } = await pool.query({ name: nameOf(statement.sql), text: statement.sql, values: statement.values });
  reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { home: rows[0] } }));
}).listen(config.port, '127.0.0.1');
