import { createHash } from 'node:crypto';
import type { PackForm, PackPartKind } from './pack.types.js';

/** A content of a pack: what it is, and what its bytes must hash to. */
export interface ManifestPart {
  kind: PackPartKind;
  sha256: string;
  size: number;
  mimeType: string;
  /** How the bytes are to be unpacked; absent when they are as they are. */
  encoding?: 'gzip';
  /** Of a PAGE: which, and how wide in pixels. */
  page?: number;
  width?: number;
}

/** A file of a document, with the parts in which the pack brings it. */
export interface ManifestFile {
  id: string;
  version: number;
  name: string;
  mimeType: string;
  /** Of the original, also where the pack does not bring it. */
  size: number;
  sha256: string;
  pages: number | null;
  parts: ManifestPart[];
}

/** What a file's or a form's absence looks like in a manifest. No name: the file may have been refused for its name. */
export interface ManifestGap {
  fileId: string;
  kind: PackPartKind | null;
  state: string;
}

/** A document of a pack. */
export interface ManifestDocument {
  id: string;
  version: number;
  kind: string;
  title: string;
  issuer: string | null;
  number: string | null;
  issuedOn: string | null;
  publishedAt: string;
  topics: string[];
  files: ManifestFile[];
  gaps: ManifestGap[];
}

/** A meeting as a pack carries it: what all who are invited know of it, and no person. `version` freezes the agenda. */
export interface ManifestMeeting {
  id: string;
  version: number;
  kind: string;
  title: string;
  startsAt: string;
  endsAt: string | null;
  place: string | null;
  isCancelled: boolean;
  agenda: { id: string; position: number; title: string; notes: string | null; minutes: number | null }[];
}

/**
 * What a pack is: everything in it by hash. Of whoever asked for it nothing is inside (no name, no account, no token, no reading), and of
 * members neither: who chairs, records and presents is left out. Two people who may read the same get the same bytes.
 */
export interface Manifest {
  format: 'sotay-pack/1';
  form: PackForm;
  /** When its content was first seen like this, by the server's clock. Of two packs of one subject the later one counts. */
  madeAt: string;
  keyId: string;
  subject: { kind: 'MEETING'; id: string } | { kind: 'DOCUMENTS' };
  meeting: ManifestMeeting | null;
  documents: ManifestDocument[];
  /** Documents of the subject that were taken back: whoever holds them erases them. */
  withdrawn: string[];
}

/** JSON in one form only (RFC 8785: keys in order, no spaces), so that a content has one hash. Text is NFC already. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}

/** SHA-256 in hexadecimal. */
export function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
