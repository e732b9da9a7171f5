import { EventEmitter } from 'node:events';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';

const CHANNEL = 'sotay_live';

/** Nudges are gathered so long, so that a burst of check-ins is one NOTIFY (PostgreSQL commits those one after the other). */
const GATHER_MS = 100;

/** A nudge: something about the topic changed; version rises, over all processes. */
export interface Nudge {
  topic: string;
  version: number;
}

/**
 * Tells live screens in every process that something changed, through PostgreSQL's LISTEN and NOTIFY whatever carries the queue.
 * A lost nudge costs nothing but time: screens ask again by themselves now and then.
 */
@Injectable()
export class LiveEvents implements OnApplicationShutdown {
  private readonly log = new Logger(LiveEvents.name);
  private readonly topics = new EventEmitter().setMaxListeners(0);
  private readonly waiting = new Set<string>();
  private gathering?: NodeJS.Timeout;
  private listener?: Promise<void>;
  private client?: pg.Client;
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly source: DataSource,
  ) {}

  /** Nudges the screens of these topics, soon. Never throws. */
  tell(topics: Iterable<string>): void {
    for (const topic of topics) this.waiting.add(topic);
    if (this.waiting.size === 0 || this.gathering || this.stopped) return;
    this.gathering = setTimeout(() => void this.send(), GATHER_MS);
  }

  /** Calls back at every nudge of the topic until the returned function is called. */
  async listen(topic: string, hear: (nudge: Nudge) => void): Promise<() => void> {
    this.listener ??= this.connect();
    await this.listener;
    this.topics.on(topic, hear);
    return () => this.topics.off(topic, hear);
  }

  /** The newest version: what a screen that has just connected starts from. */
  async version(): Promise<number> {
    const [found] = await this.source.query<{ version: string }[]>(`select nextval('live_versions') as version`);
    return Number(found?.version ?? 0);
  }

  private async send(): Promise<void> {
    this.gathering = undefined;
    const topics = [...this.waiting].slice(0, 150);
    for (const topic of topics) this.waiting.delete(topic);
    try {
      await this.source.query(`select pg_notify('${CHANNEL}', nextval('live_versions') || ' ' || $1)`, [
        topics.join(' '),
      ]);
    } catch (error) {
      this.log.warn(`Live nudges lost: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    if (this.waiting.size > 0) this.tell([]);
  }

  private async connect(): Promise<void> {
    try {
      const client = new pg.Client({
        connectionString: this.config.databaseUrl,
        application_name: 'sotay live',
        keepAlive: true,
      });
      client.on('error', error => this.lost(error));
      client.on('end', () => this.lost());
      client.on('notification', ({ payload = '' }) => {
        const [version, ...topics] = payload.split(' ');
        for (const topic of topics) this.topics.emit(topic, { topic, version: Number(version) } satisfies Nudge);
      });
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.client = client;
    } catch (error) {
      this.lost(error);
    }
  }

  /** Listens anew after a second, and nudges everybody, since something may have been missed. */
  private lost(error?: unknown): void {
    if (this.stopped || !this.listener) return;
    if (error) this.log.warn(`Live events were cut off: ${error instanceof Error ? error.message : 'unknown'}`);
    this.client?.removeAllListeners();
    this.client?.on('error', () => undefined);
    this.client = undefined;
    this.listener = new Promise(resolve => setTimeout(resolve, 1000)).then(async () => {
      if (this.stopped) return;
      await this.connect();
      if (!this.client) return;
      const version = await this.version();
      for (const topic of this.topics.eventNames()) this.topics.emit(topic, { topic: String(topic), version });
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.gathering) {
      clearTimeout(this.gathering);
      await this.send();
    }
    await this.client?.end().catch(() => undefined);
  }
}
