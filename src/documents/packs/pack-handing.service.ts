import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { Storage } from '../../platform/files/storage.js';
import { ReadableThrough } from '../readable-through.js';
import type { Manifest, ManifestGap } from './manifest.js';
import type { Pack, PackArgs, PackGap } from './pack.types.js';
import { archiveSize, PackArchive, type StoredPart, signatureFile } from './pack-archive.js';
import { distinctParts, goneParts, isOfSameSubject, lostDocuments, missingParts, removals } from './pack-delta.js';
import { PackParts } from './pack-parts.service.js';
import { PackSources } from './pack-sources.js';
import { readHoldable, readReleased, readWithdrawn } from './packable.read.js';
import { type KeptPack, Packs } from './packs.service.js';

/** A manifest's hash, as it names a pack. */
const VERSION = /^[0-9a-f]{64}$/;

/** The largest size that the contract's Int can tell. */
const LARGEST = 2 ** 31 - 1;

/** Hands packs to people: what is asked for is described, and whoever loads it may read it at that moment. */
@Injectable()
export class PackHanding {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly readable: ReadableThrough,
    private readonly sources: PackSources,
    private readonly storage: Storage,
    private readonly packs: Packs,
    private readonly parts: PackParts,
  ) {}

  /** The pack that the actor gets now, and what of it a phone with `since` lacks. Refuses PACK_TOO_LARGE. */
  async describe(actor: Actor, args: PackArgs): Promise<Pack> {
    if (args.since && !VERSION.test(args.since)) throw Refusal.field('since', 'Phiên bản gói không đúng.');
    const pack = await this.packs.make(actor, args);
    const held = args.since ? await this.packs.find(args.since) : undefined;
    const missing = missingParts(pack, held);
    const [size, deltaSize] = [sizeOf(pack, distinctParts(pack)), sizeOf(pack, missing)];
    if (size > LARGEST) throw new Refusal('PACK_TOO_LARGE', { bytes: size });
    const url = `/packs/${pack.version}`;
    return {
      version: pack.version,
      form: pack.form,
      madeAt: pack.madeAt,
      documents: pack.documentIds.length,
      size,
      deltaSize: held ? deltaSize : null,
      manifestUrl: `${url}/manifest`,
      url,
      deltaUrl: held ? `${url}?since=${held.version}` : null,
      signature: pack.signature,
      keyId: pack.keyId,
      parts: missing.map(({ sha256, size: bytes }) => ({
        sha256,
        size: bytes,
        url: `/packs/parts/${sha256}?pack=${pack.version}`,
      })),
      goneParts: goneParts(pack, held),
      removed: held && isOfSameSubject(pack, held) ? await this.removed(actor, pack, held) : [],
      gaps: gapsOf(pack),
    };
  }

  /** The manifest as it was signed. */
  manifest(actor: Actor, version: string): Promise<KeptPack> {
    return this.allowed(actor, version);
  }

  /** The archive of a pack, or only of what a phone with `since` lacks. An unknown `since` lacks everything. */
  async archive(actor: Actor, version: string, since?: string): Promise<{ archive: PackArchive; etag: string }> {
    const pack = await this.allowed(actor, version);
    const held = since && VERSION.test(since) ? await this.packs.find(since) : undefined;
    const signature = signatureFile(pack.keyId, pack.signature);
    const archive = new PackArchive(this.storage, { ...pack, signature }, missingParts(pack, held), key =>
      this.parts.forget(key),
    );
    return { archive, etag: held ? `"${version}-${held.version}"` : `"${version}"` };
  }

  /** One part of a pack. Only its own document must still be readable, and its file released: a load goes on when another one went. */
  async part(actor: Actor, version: string, sha256: string): Promise<StoredPart> {
    const pack = VERSION.test(version) ? await this.packs.find(version) : undefined;
    const same = pack?.parts.filter(one => one.sha256 === sha256) ?? [];
    const holdable = await this.holdable(actor, documentsOf(same));
    const released = await readReleased(this.source, filesOf(same));
    const part = same.find(({ documentId, fileId }) => holdable.has(documentId) && released.has(fileId));
    if (!part) throw new Refusal('NOT_FOUND');
    return part;
  }

  /**
   * A pack whose every document the actor may read now, whose files are all still released, and its meeting. Refuses PACK_OUTDATED when some went: the phone asks for
   * the pack of today. Who may read nothing of it is told nothing of it.
   */
  private async allowed(actor: Actor, version: string): Promise<KeptPack> {
    const pack = VERSION.test(version) ? await this.packs.find(version) : undefined;
    if (!pack) throw new Refusal('NOT_FOUND');
    const { meeting } = JSON.parse(pack.manifest) as Manifest;
    if (meeting) await this.sources.meeting(actor, meeting.id);
    const holdable = await this.holdable(actor, pack.documentIds);
    const files = filesOf(pack.parts);
    const isWhole = holdable.size === pack.documentIds.length;
    if (isWhole && (await readReleased(this.source, files)).size === files.length) return pack;
    throw new Refusal(meeting || holdable.size > 0 ? 'PACK_OUTDATED' : 'NOT_FOUND');
  }

  private holdable(actor: Actor, ids: readonly string[]): Promise<Set<string>> {
    const question = { ids, now: this.clock.now() };
    return readHoldable(this.source, actor, question, (one, bind) => this.readable.readableSql(one, bind));
  }

  private async removed(actor: Actor, pack: KeptPack, held: KeptPack) {
    const lost = lostDocuments(pack, held);
    if (lost.length === 0) return [];
    return removals(
      lost,
      await readWithdrawn(this.source, actor, lost, (one, bind) => this.readable.knownSql(one, bind)),
      await this.holdable(actor, lost),
    );
  }
}

function documentsOf(parts: readonly StoredPart[]): string[] {
  return [...new Set(parts.map(({ documentId }) => documentId))];
}

function filesOf(parts: readonly StoredPart[]): string[] {
  return [...new Set(parts.map(({ fileId }) => fileId))];
}

function sizeOf(pack: KeptPack, parts: readonly StoredPart[]): number {
  const heads = [pack.manifest, signatureFile(pack.keyId, pack.signature)].map(text => Buffer.byteLength(text));
  return archiveSize([...heads, ...parts.map(({ size }) => size)]);
}

function gapsOf(pack: KeptPack): PackGap[] {
  const { documents } = JSON.parse(pack.manifest) as Manifest;
  return documents.flatMap(({ id, gaps }) => gaps.map((gap: ManifestGap) => ({ documentId: id, ...gap })));
}
