import { BLOCK, headerOf } from '../../platform/backup/tar.js';
import { type ByteRange, ContentMissing, type Storage } from '../../platform/files/storage.js';

/** A part of a pack and where its content is kept. */
export interface StoredPart {
  sha256: string;
  size: number;
  key: string;
  documentId: string;
  fileId: string;
}

/** A stretch of an archive: bytes at hand, or a content to be opened when its turn comes. */
type Stretch = { size: number; bytes: Buffer } | { size: number; key: string };

const END = 2 * BLOCK;

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** What stands beside the manifest in an archive: which key signed, and what. */
export function signatureFile(keyId: string, signature: string): string {
  return JSON.stringify({ alg: 'EdDSA', keyId, signature });
}

/** The bytes of an archive with entries of these sizes. */
export function archiveSize(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + BLOCK + size + padding(size), END);
}

/**
 * A pack as one tar file: `manifest.json`, `manifest.sig`, then `parts/<sha256>` each once. Nothing is compressed here, since parts
 * already are; the same pack always gives the same bytes, so that a load that broke off goes on at any byte. Memory stays flat: contents
 * are opened one after the other.
 */
export class PackArchive {
  readonly size: number;
  private readonly stretches: Stretch[] = [];

  constructor(
    private readonly storage: Storage,
    pack: { manifest: string; signature: string; madeAt: Date },
    parts: readonly StoredPart[],
    /** Told of a content that is gone, before the archive breaks off. */
    private readonly missing: (key: string) => Promise<void>,
  ) {
    const add = (name: string, size: number, content: { bytes: Buffer } | { key: string }) => {
      this.stretches.push({ size: BLOCK, bytes: headerOf(name, size, pack.madeAt.getTime()) }, { size, ...content });
      this.stretches.push({ size: padding(size), bytes: Buffer.alloc(padding(size)) });
    };
    const [manifest, signature] = [Buffer.from(pack.manifest), Buffer.from(pack.signature)];
    add('manifest.json', manifest.length, { bytes: manifest });
    add('manifest.sig', signature.length, { bytes: signature });
    for (const { sha256, size, key } of parts) add(`parts/${sha256}`, size, { key });
    this.stretches.push({ size: END, bytes: Buffer.alloc(END) });
    this.size = this.stretches.reduce((sum, { size }) => sum + size, 0);
  }

  /** The archive, or a stretch of it. */
  async *stream(range: ByteRange = { start: 0, end: this.size - 1 }): AsyncGenerator<Buffer> {
    let at = 0;
    for (const stretch of this.stretches) {
      const [start, end] = [Math.max(range.start - at, 0), Math.min(range.end - at, stretch.size - 1)];
      at += stretch.size;
      if (start > end) continue;
      if ('bytes' in stretch) yield stretch.bytes.subarray(start, end + 1);
      else yield* await this.open(stretch.key, { start, end });
    }
  }

  private async open(key: string, range: ByteRange): Promise<AsyncIterable<Buffer>> {
    try {
      return (await this.storage.open(key, range)) as AsyncIterable<Buffer>;
    } catch (error) {
      if (error instanceof ContentMissing) await this.missing(key);
      throw error;
    }
  }
}
