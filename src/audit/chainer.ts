import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { row, rows } from '../platform/database/statements.js';
import { OnSweep } from '../platform/jobs/jobs.js';

/** How many entries get their place at a time. */
const BATCH = 1000;

interface Pending {
  id: string;
  text: string;
}

/** What of an entry the hash covers: everything that it says. */
const TEXT = `concat_ws('|', e.id, e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(e.account_id::text, '-'),
  coalesce(e.session_id::text, '-'), e.action, coalesce(e.organisation_id::text, '-'), coalesce(e.subject_id::text, '-'), e.details::text)`;

/** The hash of an entry's text behind the hash before it. */
function link(previous: Buffer, text: string): Buffer {
  return createHash('sha256').update(previous).update(text).digest();
}

/** Gives the entries of the log their place in a chain of hashes, one chainer at a time, so that writers never queue. */
@Injectable()
export class Chainer {
  constructor(private readonly source: DataSource) {}

  /** Chains what waits; returns how many. */
  @OnSweep(2000)
  async chain(): Promise<number> {
    let total = 0;
    for (;;) {
      const made = await this.batch();
      total += made;
      if (made < BATCH) return total;
    }
  }

  private batch(): Promise<number> {
    return this.source.transaction(async manager => {
      const lock = await row<{ mine: boolean }>(
        manager,
        `select pg_try_advisory_xact_lock(hashtext('sotay audit chain')) as mine`,
      );
      if (!lock?.mine) return 0;
      const pending = await rows<Pending>(
        manager,
        `select e.id, ${TEXT} as text from audit_pending p join audit_entries e on e.id = p.entry_id order by e.seq limit ${BATCH}`,
      );
      if (pending.length === 0) return 0;
      const last = await row<{ position: string; hash: Buffer }>(
        manager,
        `select position, hash from audit_links order by position desc limit 1`,
      );
      let previous = last?.hash ?? Buffer.alloc(32);
      const start = Number(last?.position ?? 0);
      const links = pending.map(({ id, text }, index) => {
        const hash = link(previous, text);
        const made = { position: start + index + 1, id, previous, hash };
        previous = hash;
        return made;
      });
      await manager.query(
        `insert into audit_links (position, entry_id, previous, hash) select * from unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::bytea[])`,
        [links.map(l => l.position), links.map(l => l.id), links.map(l => l.previous), links.map(l => l.hash)],
      );
      await manager.query(`delete from audit_pending where entry_id = any($1::uuid[])`, [links.map(l => l.id)]);
      return links.length;
    });
  }

  /** Walks the chain: the first position at which an entry or a link was changed afterwards, or null when all is whole. */
  async firstBroken(): Promise<number | null> {
    let previous: Buffer = Buffer.alloc(32);
    for (let from = 0; ; ) {
      const links = await rows<{ position: string; previous: Buffer; hash: Buffer; text: string }>(
        this.source,
        `select l.position, l.previous, l.hash, ${TEXT} as text from audit_links l join audit_entries e on e.id = l.entry_id
         where l.position > $1 order by l.position limit ${BATCH}`,
        [from],
      );
      if (links.length === 0) return null;
      for (const one of links) {
        const whole =
          Number(one.position) === from + 1 &&
          one.previous.equals(previous) &&
          one.hash.equals(link(previous, one.text));
        if (!whole) return Number(one.position);
        previous = one.hash;
        from = Number(one.position);
      }
    }
  }
}
