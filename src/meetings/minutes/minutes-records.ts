import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import { assembled, type Recorded } from './assembled.js';
import { canonical, sha256 } from './canonical.js';
import type { MinutesContent, MinutesRecord, MinutesSignature } from './minutes-record.js';
import { RECORDED } from './minutes-record.sql.js';

/** The content of a meeting's minutes, and whether it is sealed. */
export interface KeptMinutes extends MinutesContent {
  /** SHA-256 in hex of the sealed content, and since when; null until both have signed. */
  seal: { hash: string; sealedAt: string } | null;
}

const SIGNATURES = `select s.role, s.member_id as "memberId", n.full_name as "fullName", s.on_paper as "onPaper", s.signed_at as "signedAt",
    encode(s.content_hash, 'hex') as "contentHash"
  from minutes_signatures s join members n on n.id = s.member_id where s.meeting_id = $1 order by s.role desc`;

/**
 * What the minutes of a meeting say: assembled from what was recorded, until they are sealed; from then on what was sealed. For whoever
 * may read all of it: the caller looks to that. Throws for a meeting that is not there.
 */
@Injectable()
export class MinutesRecords {
  constructor(private readonly clock: Clock) {}

  /** The record alone. */
  async of(db: Db, meetingId: string): Promise<MinutesRecord> {
    return (await this.sealed(db, meetingId))?.record ?? this.now(db, meetingId);
  }

  /** Record, text and signatures: what the papers print. The text is empty before the meeting is closed. */
  async kept(db: Db, meetingId: string): Promise<KeptMinutes> {
    const sealed = await this.sealed(db, meetingId);
    if (sealed) return sealed;
    const meeting = await row<{ minutes: string | null }>(db, `select minutes from meetings where id = $1`, [
      meetingId,
    ]);
    return {
      edition: 1,
      record: await this.now(db, meetingId),
      text: meeting?.minutes ?? '',
      signatures: await this.signatures(db, meetingId),
      seal: null,
    };
  }

  /** The signatures under minutes that are not sealed: the recorder's, then the chair's. */
  async signatures(db: Db, meetingId: string): Promise<MinutesSignature[]> {
    const found = await rows<Omit<MinutesSignature, 'signedAt'> & { signedAt: Date }>(db, SIGNATURES, [meetingId]);
    return found.map(({ signedAt, ...signature }) => ({ ...signature, signedAt: signedAt.toISOString() }));
  }

  private async now(db: Db, meetingId: string): Promise<MinutesRecord> {
    const found = await row<{ recorded: Recorded }>(db, RECORDED, [meetingId, this.clock.now()]);
    if (!found) throw new Error(`No meeting ${meetingId}.`);
    return assembled(found.recorded);
  }

  private async sealed(db: Db, meetingId: string): Promise<KeptMinutes | undefined> {
    const found = await row<{ content: string; hash: string; sealedAt: Date }>(
      db,
      `select content, encode(hash, 'hex') as hash, sealed_at as "sealedAt" from minutes_seals where meeting_id = $1`,
      [meetingId],
    );
    if (!found) return undefined;
    const content = JSON.parse(found.content) as MinutesContent;
    return { ...content, seal: { hash: found.hash, sealedAt: found.sealedAt.toISOString() } };
  }
}

/** The hash of what a person signs: record and text as they were seen. */
export function contentHash({ record, text }: Pick<MinutesContent, 'record' | 'text'>): Buffer {
  return sha256(canonical({ edition: 1, record, text }));
}
