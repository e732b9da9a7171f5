import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../platform/database/statements.js';
import { EventStreams } from '../platform/http/events.js';

/** Tells the live screens which sessions have ended: theirs end with them. */
@Injectable()
export class LiveSessions implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly streams: EventStreams,
  ) {}

  onModuleInit(): void {
    this.streams.endBy(async sessionIds => {
      const living = await rows<{ id: string }>(
        this.source,
        `select s.id from sessions s join accounts a on a.id = s.account_id
         where s.id = any($1::uuid[]) and s.ended_at is null and a.disabled_at is null`,
        [sessionIds],
      );
      const ids = new Set(living.map(session => session.id));
      return sessionIds.filter(id => !ids.has(id));
    });
  }
}
