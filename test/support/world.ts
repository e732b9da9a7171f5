import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { cardOf, phoneOf } from '../../src/access/sign-in/identifiers.js';
import { Passwords } from '../../src/access/sign-in/passwords.js';
import { Tokens } from '../../src/access/tokens.js';
import { createApplication } from '../../src/app.module.js';
import { type Config, loadConfig } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/ids.js';
import { JobQueue } from '../../src/platform/jobs/job-queue.js';
import { JobRunner } from '../../src/platform/jobs/job-runner.js';
import { type Clone, cloneDatabase } from './clone.js';
import { Person, type Role } from './person.js';

/** An organisation made for a test. */
export interface Place {
  id: string;
  path: string;
  name: string;
  kind: string;
}

/** What a test may choose about its world. */
export interface WorldOptions {
  /** Queue on Redis instead of PostgreSQL; only where TEST_REDIS_URL is there. */
  redis?: boolean;
  /** Further environment: SMS_URL and the like. */
  env?: Record<string, string>;
  /** Run the real workers and sweeps beside the test. Otherwise `settle()` does the jobs. */
  workers?: boolean;
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWT_PRIVATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const LONG_AGO = '2000-01-01';

/** The environment of a test application over a database. */
export function testEnvironment(
  databaseUrl: string,
  dataDir: string,
  env: Record<string, string> = {},
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'error',
    JWT_PRIVATE_KEY,
    ...env,
  };
}

/** A database of its own (cloned from the migrated template) with the whole application on it, listening on a free port. */
export class World {
  /** The one made last: for makers that are told of persons only. */
  static latest: World | undefined;

  private constructor(
    readonly config: Config,
    readonly app: NestFastifyApplication,
    readonly url: string,
    /** The superuser's connection to this world's database. */
    readonly database: pg.Pool,
    private readonly cloned: Clone,
  ) {}

  static async create(options: WorldOptions = {}): Promise<World> {
    const cloned = await cloneDatabase();
    const database = new pg.Pool({ connectionString: cloned.superuser, max: 4 });
    database.on('error', () => undefined);
    const dataDir = await mkdtemp(join(tmpdir(), 'sotay-world-'));
    const redis = options.redis ? { REDIS_URL: process.env['TEST_REDIS_URL'] ?? '' } : undefined;
    const config = loadConfig(testEnvironment(cloned.application, dataDir, { ...redis, ...options.env }));
    const app = await createApplication(config);
    await app.listen(0, '127.0.0.1');
    if (options.workers) await app.get(JobRunner).start();
    const world = new World(config, app, (await app.getUrl()).replace('[::1]', '127.0.0.1'), database, cloned);
    await world.makeProvince();
    World.latest = world;
    return world;
  }

  /** Ends the application and drops its database. */
  async end(): Promise<void> {
    await this.app.close();
    await this.database.end();
    await this.cloned.drop();
    await rm(this.config.dataDir, { recursive: true, force: true });
  }

  /** A provider of the application. */
  get<T>(type: new (...args: never[]) => T): T {
    return this.app.get(type as never);
  }

  get source(): DataSource {
    return this.app.get(DataSource);
  }

  /** Rows of the database, as the superuser sees them. */
  async rows<T = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.database.query(sql, parameters)).rows as T[];
  }

  /**
   * Does what waits in the queue, and then what only the sweeps find, until nothing waits. `except` names jobs that a test has no use
   * for: reading forms take a process each.
   */
  async settle(except: readonly string[] = []): Promise<void> {
    const [queue, runner] = [this.app.get(JobQueue), this.app.get(JobRunner)];
    for (let round = 0; round < 20; round++) {
      const waiting = (
        await Promise.all(
          (['quick', 'heavy'] as const).map(lane => queue.queue(lane).getJobs(['waiting', 'delayed', 'prioritized'])),
        )
      ).flat();
      for (const job of waiting) {
        if (!except.includes(job.name)) await runner.run(job);
        await job.remove();
      }
      if (waiting.length === 0 && round > 0) return;
      if (waiting.length === 0) await runner.sweep();
    }
  }

  /** What a piece of work sends to the database; the remembered check of the session and the nudges of live screens aside. */
  async statements(work: () => Promise<unknown>): Promise<string[]> {
    const sent: string[] = [];
    const { query } = pg.Client.prototype;
    const note = (statement: unknown) => {
      const text = typeof statement === 'string' ? statement : String((statement as { text?: string } | null)?.text);
      if (!/from sessions s join accounts|join sessions s on s.id = asked|pg_notify/.test(text)) sent.push(text);
    };
    pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
      note(args[0]);
      return Reflect.apply(query, this, args);
    } as typeof query;
    try {
      await work();
    } finally {
      pg.Client.prototype.query = query;
    }
    return sent;
  }

  province: Place;

  private async makeProvince(): Promise<void> {
    this.province = await this.organisation('Đảng bộ tỉnh', 'PROVINCE', null);
  }

  /** An organisation of a kind under another one, since long ago. */
  async organisation(name: string, kind: string, parent: Place | null = this.province, code?: string): Promise<Place> {
    const id = newId();
    const path = [parent?.path, id.replaceAll('-', '')].filter(Boolean).join('.');
    await this.rows(
      `insert into organisations (id, code, name, kind, parent_id, path, valid_from) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, code ?? null, name, kind, parent?.id ?? null, path, LONG_AGO],
    );
    await this.rows(
      `insert into organisation_periods (id, organisation_id, name, kind, code, parent_id, path, during) values ($1, $2, $3, $4, $5, $6, $7, daterange($8, null))`,
      [newId(), id, name, kind, code ?? null, parent?.id ?? null, path, LONG_AGO],
    );
    return { id, path, name, kind };
  }

  /** A cell directly under the province, or under another organisation. */
  cell(name = 'Chi bộ bản Lùng', parent: Place = this.province): Promise<Place> {
    return this.organisation(name, 'CELL', parent);
  }

  /**
   * A person with a role over an organisation, signed in. Members and secretaries belong to the cell; the others belong to no cell
   * unless `cell` is given.
   */
  async person(
    role: Role,
    place: Place,
    options: {
      name?: string;
      phone?: string;
      reach?: string;
      activated?: boolean;
      cell?: Place;
      kind?: string;
      /** Given to those who sign in by `signIn` in the test; the others have none. */
      password?: string;
    } = {},
  ): Promise<Person> {
    const inCell = options.cell ?? (role === 'MEMBER' || role === 'SECRETARY' ? place : undefined);
    const [accountId, memberId, sessionId] = [newId(), inCell ? newId() : null, newId()];
    const name = options.name ?? `Hoàng Thị ${accountId.slice(-4)}`;
    const card = memberId ? `15.${accountId.slice(-12)}` : null;
    if (memberId && inCell) {
      await this.rows(
        `insert into members (id, full_name, card_number, phone, kind, reach) values ($1, $2, $3, $4, $5, $6)`,
        [memberId, name, card, options.phone ?? null, options.kind ?? 'FULL', options.reach ?? 'SMARTPHONE'],
      );
      await this.rows(
        `insert into memberships (id, member_id, cell_id, kind, status, during) values ($1, $2, $3, 'OFFICIAL', 'ACTIVE', daterange($4, null))`,
        [newId(), memberId, inCell.id, LONG_AGO],
      );
    }
    const passwordHash = options.password ? await this.get(Passwords).hash(options.password) : null;
    await this.rows(
      `insert into accounts (id, member_id, full_name, activated_at, password_hash) values ($1, $2, $3, $4, $5)`,
      [accountId, memberId, name, options.activated === false ? null : new Date(), passwordHash],
    );
    if (card)
      await this.rows(`insert into account_identifiers (account_id, kind, value) values ($1, 'CARD', $2)`, [
        accountId,
        cardOf(card),
      ]);
    if (options.phone)
      await this.rows(`insert into account_identifiers (account_id, kind, value) values ($1, 'PHONE', $2)`, [
        accountId,
        phoneOf(options.phone),
      ]);
    if (inCell) await this.grant(accountId, 'MEMBER', inCell);
    if (role !== 'MEMBER' && memberId && role === 'SECRETARY') await this.office(memberId, accountId, place);
    else if (role !== 'MEMBER') await this.grant(accountId, role, place);
    await this.rows(`insert into sessions (id, account_id) values ($1, $2)`, [sessionId, accountId]);
    const { token } = await this.app.get(Tokens).sign(accountId, sessionId);
    return new Person(this.url, accountId, memberId ?? '', sessionId, name, card ?? '', token);
  }

  private async office(memberId: string, accountId: string, place: Place): Promise<void> {
    const officeId = newId();
    await this.rows(
      `insert into offices (id, member_id, organisation_id, office, during) values ($1, $2, $3, 'SECRETARY', daterange($4, null))`,
      [officeId, memberId, place.id, LONG_AGO],
    );
    await this.rows(
      `insert into grants (id, account_id, role, organisation_id, during, office_id) values ($1, $2, 'SECRETARY', $3, daterange($4, null), $5)`,
      [newId(), accountId, place.id, LONG_AGO, officeId],
    );
  }

  /** Gives an account a further role. */
  async grant(accountId: string, role: Role, place: Place): Promise<void> {
    await this.rows(
      `insert into grants (id, account_id, role, organisation_id, during) values ($1, $2, $3, $4, daterange($5, null))`,
      [newId(), accountId, role, place.id, LONG_AGO],
    );
  }
}
