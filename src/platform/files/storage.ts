import type { Readable } from 'node:stream';

/** Contents of one kind of thing are kept apart, so that each room clears up only its own. */
type StorageArea = 'documents' | 'imports';

/** A content that is kept: equal contents of an area have the same key. */
export interface Kept {
  /** Names the content to `open` and `remove`; goes into a row. */
  key: string;
  /** In bytes. */
  size: number;
  /** SHA-256 of the content, 64 hex digits. */
  sha256: string;
}

/** A content that has arrived whole and is not kept yet. */
export interface Arrived extends Kept {
  /** Where it lies meanwhile, readable by this process only. */
  path: string;
}

/** How a content is taken in. */
export interface PutOptions {
  area: StorageArea;
  /** A longer content is refused with FILE_TOO_LARGE, an empty one with FILE_EMPTY. */
  maxBytes: number;
  /**
   * Looks at the content when it has arrived, and writes the row that names its key: a crash behind it leaves a row whose content
   * nobody was promised, never a content that no row knows of. When it throws, nothing is kept.
   */
  before?: (arrived: Arrived) => Promise<void>;
}

/** A stretch of a content, both ends included, counted from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

/** The content that a row names is gone: a backup without its files, or a defect. */
export class ContentMissing extends Error {
  constructor(key: string) {
    super(`The stored content ${key} is missing.`);
  }
}

/** Where contents are kept. Named by their hash, so that none is ever changed and equal ones are kept once. */
export abstract class Storage {
  /** Takes a content in as it streams, with flat memory. Safe against crashes and against the same content arriving twice at once. */
  abstract put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<Kept>;

  /** The content, or a stretch of it. Throws ContentMissing. */
  abstract open(key: string, range?: ByteRange): Promise<Readable>;

  /** Forgets a content; without effect when it is not there. */
  abstract remove(key: string): Promise<void>;

  /** Removes what uploads left behind that were broken off by a crash, when untouched for so long. */
  abstract clear(olderThanMs: number): Promise<void>;

  /** How full the disk is on which contents arrive, 0 to 1. */
  abstract fullness(): Promise<number>;

  /** Rejects when nothing could be written now. */
  abstract assertWritable(): Promise<void>;
}
