import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { ReadableThrough } from '../readable-through.js';
import { canonicalJson, type Manifest, sha256Of } from './manifest.js';
import { packed } from './manifest-making.js';
import { type PackArgs, PackForm } from './pack.types.js';
import type { StoredPart } from './pack-archive.js';
import { PackParts } from './pack-parts.service.js';
import { PackSigning } from './pack-signing.js';
import { type PackedMeeting, PackSources } from './pack-sources.js';
import { readPackable, readWithdrawn } from './packable.read.js';

/** More documents than these are no pack for a pocket. */
const MOST_DOCUMENTS = 100;

/** How long a pack is kept that nobody asks for: phones that come back later load it whole. */
const KEPT_MS = 60 * 86_400_000;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A pack as it was signed. */
export interface KeptPack {
  version: string;
  form: PackForm;
  keyId: string;
  manifest: string;
  signature: string;
  /** One for each file that has it: equal contents stand here several times, and are loaded once. */
  parts: StoredPart[];
  documentIds: string[];
  madeAt: Date;
}

/** Of what a pack is. */
interface Subject {
  packed: PackedMeeting | null;
  documentIds: string[];
}

const COLUMNS = `version, form, key_id as "keyId", manifest, signature, parts, document_ids as "documentIds", made_at as "madeAt"`;

/** Makes packs: what the actor may read at this moment, signed. */
@Injectable()
export class Packs {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly readable: ReadableThrough,
    private readonly sources: PackSources,
    private readonly parts: PackParts,
    private readonly signing: PackSigning,
  ) {}

  /** The pack that the actor gets now. Documents that are not readable, or not any more, are not in it. */
  async make(actor: Actor, args: PackArgs): Promise<KeptPack> {
    const { form } = args;
    const subject = await this.subjectOf(actor, args);
    const now = this.clock.now();
    const question = { ids: subject.documentIds, form, now };
    const found = await readPackable(this.source, actor, question, (one, bind) => this.readable.readableSql(one, bind));
    await this.parts.complete(found, form);
    const documents = found.map(document => packed(document, form));
    const meeting = subject.packed?.meeting ?? null;
    const content = {
      format: 'sotay-pack/1' as const,
      form,
      subject: meeting ? { kind: 'MEETING' as const, id: meeting.id } : { kind: 'DOCUMENTS' as const },
      meeting,
      documents: documents.map(({ document }) => document),
      withdrawn: await readWithdrawn(this.source, actor, subject.documentIds, (one, bind) =>
        this.readable.knownSql(one, bind),
      ),
    };
    return this.keep(
      content,
      documents.flatMap(({ stored }) => stored),
      now,
    );
  }

  /** A pack that was made before, if it is still known. */
  async find(version: string): Promise<KeptPack | undefined> {
    return row<KeptPack>(this.source, `select ${COLUMNS} from packs where version = $1`, [version]);
  }

  private async subjectOf(actor: Actor, { meetingId, documentIds }: PackArgs): Promise<Subject> {
    if (meetingId && documentIds)
      throw Refusal.field('documentIds', 'Chọn buổi sinh hoạt hoặc tài liệu, không cả hai.');
    if (meetingId) {
      const packed = await this.sources.meeting(actor, meetingId);
      return { packed, documentIds: packed.documentIds };
    }
    if (!documentIds) return { packed: null, documentIds: await this.bookmarked(actor) };
    if (documentIds.length > MOST_DOCUMENTS)
      throw Refusal.field('documentIds', `Một gói có nhiều nhất ${MOST_DOCUMENTS} tài liệu.`);
    const ids = [...new Set(documentIds.map(id => id.toLowerCase()))].filter(isId);
    return { packed: null, documentIds: ids };
  }

  private async bookmarked(actor: Actor): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.source,
      `select document_id as id from bookmarks where account_id = $1 order by created_at desc, document_id limit ${MOST_DOCUMENTS}`,
      [actor.accountId],
    );
    return found.map(({ id }) => id);
  }

  /**
   * Equal contents stay the pack that they were, bytes and time, so that a thousand phones load one pack. Only when a subject went from
   * one content to another and back is it a new pack: its time must be the latest, or phones would keep the one in between.
   */
  private async keep(
    content: Omit<Manifest, 'madeAt' | 'keyId'>,
    stored: StoredPart[],
    madeAt: Date,
  ): Promise<KeptPack> {
    const { keyId } = this.signing;
    const hash = sha256Of(canonicalJson(content));
    const found = await this.kept(this.source, hash, keyId, madeAt);
    if (found) return this.used(found, madeAt);
    const subject = content.meeting ? `meeting/${content.meeting.id}` : `documents/${hash}`;
    const manifest = canonicalJson({ ...content, madeAt: madeAt.toISOString(), keyId });
    const signature = this.signing.sign(manifest);
    const pack: KeptPack = {
      version: sha256Of(manifest),
      form: content.form,
      keyId,
      manifest,
      signature,
      parts: stored,
      documentIds: content.documents.map(({ id }) => id),
      madeAt,
    };
    return this.changes.make(Actor.system, async change => {
      // Of two who ask for the same at once the second takes the first one's.
      await change.rows(`select pg_advisory_xact_lock(hashtextextended($1, 1))`, [hash]);
      const first = await this.kept(change.manager, hash, keyId, madeAt);
      if (first) return first;
      await change.rows(
        `insert into packs (version, content, subject, form, key_id, manifest, signature, parts, document_ids, made_at, used_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict do nothing`,
        [
          pack.version,
          hash,
          subject,
          pack.form,
          keyId,
          manifest,
          signature,
          JSON.stringify(stored),
          pack.documentIds,
          madeAt,
        ],
      );
      return pack;
    });
  }

  private kept(db: Db, content: string, keyId: string, now: Date): Promise<(KeptPack & { usedAt: Date }) | undefined> {
    return row(
      db,
      `select ${COLUMNS}, used_at as "usedAt" from packs p
       where content = $1 and key_id = $2 and (made_at > $3 or not exists (
         select 1 from packs n where n.subject = p.subject and n.form = p.form and n.made_at > p.made_at))
       order by made_at desc limit 1`,
      [content, keyId, new Date(now.getTime() - HOUR)],
    );
  }

  /** Notes once a day that a pack is still asked for. */
  private async used(pack: KeptPack & { usedAt: Date }, now: Date): Promise<KeptPack> {
    if (now.getTime() - pack.usedAt.getTime() > DAY)
      await this.changes.make(Actor.system, change =>
        change.run(`update packs set used_at = $2 where version = $1`, [pack.version, now]),
      );
    return pack;
  }

  /** Forgets packs that nobody has asked for since long. */
  @OnSweep(HOUR)
  async forgetOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    await this.changes.make(Actor.system, change => change.run(`delete from packs where used_at < $1`, [before]));
  }
}
