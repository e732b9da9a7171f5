import type { Readable } from 'node:stream';
import { Refusal } from '../../errors.js';
import { newId } from '../ids.js';

/** Contents of one kind of thing are kept apart, so that each room clears up only its own. */
type StorageArea = 'documents' | 'imports' | 'forms' | 'packs' | 'papers';

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
  /** Where it lies meanwhile on this machine, readable by this process only. */
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

/** The store is out of reach, or full: nothing was kept. Shown to people as TEMPORARILY_UNAVAILABLE. */
export class StorageAway extends Refusal {
  constructor(readonly why: string) {
    super('TEMPORARILY_UNAVAILABLE', { retryAfter: 60 });
  }
}

/** The key of a new part: kept under a name of its own, so that equal parts of two uploads do not touch each other. */
export function newPartKey(): string {
  const id = newId();
  return `parts/${id.slice(-2)}/${id}`;
}

/** Every key of a kept content or part. */
const KEY = /^([a-z]+\/[0-9a-f]{2}\/[0-9a-f]{64}|parts\/[0-9a-f]{2}\/[0-9a-f-]{36})$/;

/** Whether a text has the form of a key. What has not names nothing. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

/**
 * Where contents are kept. Named by their hash, so that none is ever changed and equal ones are kept once. Every method throws
 * StorageAway when the store cannot be reached or is full.
 */
export abstract class Storage {
  /** Takes a content in as it streams, with flat memory. Safe against crashes and against the same content arriving twice at once. */
  abstract put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<Kept>;

  /** Keeps a part of a content that is still arriving, under a key of newPartKey. A part that nobody removes goes after two days. */
  abstract putPart(key: string, content: Uint8Array): Promise<void>;

  /** The content, or a stretch of it. Throws ContentMissing. */
  abstract open(key: string, range?: ByteRange): Promise<Readable>;

  /** Lends the content as a file of this machine, for programs that read files; it must not be changed. Throws ContentMissing. */
  abstract lend<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;

  /** Forgets a content or part; without effect when it is not there. */
  abstract remove(key: string): Promise<void>;

  /** Removes what uploads left behind that were broken off by a crash, when untouched for so long; parts only after two days. */
  abstract clear(olderThanMs: number): Promise<void>;

  /** How full the disk is on which contents arrive, 0 to 1. */
  abstract fullness(): Promise<number>;

  /** Rejects when nothing could be written now. */
  abstract assertWritable(): Promise<void>;
}

/** How long parts of an upload stay that no row knows of, in milliseconds: longer than any upload is continued. */
export const PARTS_MS = 48 * 3_600_000;
