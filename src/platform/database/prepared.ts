import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { rows } from './statements.js';

/** A statement is prepared once it was asked so often: what is asked rarely is not worth a place. */
const OFTEN = 10;

/** How many statements each connection keeps prepared. The web apps ask some thirty; a plan takes some 100 kB of PostgreSQL. */
const PREPARED = 40;

/** How many texts are counted at a time. */
const COUNTED = 500;

/** How many connections one process keeps for hot screens, beside those of everything else. */
const CONNECTIONS = 8;

interface Use {
  times: number;
  name?: string;
}

/**
 * The statements of hot screens, outside of any transaction. PostgreSQL takes longer to plan a large statement than to run it, and by
 * itself plans such a one anew for every reader's values: here it is planned once a connection, for any values. Only for statements that
 * find everything by key, which one plan fits. Behind PgBouncer that needs 1.21 or later.
 */
@Injectable()
export class PreparedStatements implements OnApplicationShutdown {
  private readonly uses = new Map<string, Use>();
  private named = 0;
  private pool?: pg.Pool;

  constructor(private readonly source: DataSource) {}

  /** The rows of a statement. The same text should come again and again: values belong into the parameters. */
  async rows<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    const use = this.useOf(sql);
    use.times += 1;
    if (!use.name && use.times > OFTEN && this.named < PREPARED) use.name = `sotay_${++this.named}`;
    if (!use.name) return rows<T>(this.source, sql, parameters);
    this.pool ??= this.open();
    const found = await this.pool.query({ name: use.name, text: sql, values: parameters });
    return found.rows as T[];
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.end();
  }

  private open(): pg.Pool {
    const { options } = this.source;
    if (options.type !== 'postgres') throw new Error('A PostgreSQL source is needed.');
    const { options: settings = '', ...extra } = (options.extra ?? {}) as pg.PoolConfig;
    const pool = new pg.Pool({
      ...extra,
      connectionString: options.url,
      application_name: 'sotay screens',
      max: CONNECTIONS,
      options: `${settings} -c plan_cache_mode=force_generic_plan`,
    });
    pool.on('error', () => undefined); // an idle connection was cut off: the next question opens another
    return pool;
  }

  private useOf(sql: string): Use {
    const known = this.uses.get(sql);
    if (known) return known;
    // Only texts without a name are forgotten: a name must always stand for the same text.
    if (this.uses.size >= COUNTED) for (const [text, { name }] of this.uses) if (!name) this.uses.delete(text);
    const made: Use = { times: 0 };
    this.uses.set(sql, made);
    return made;
  }
}
