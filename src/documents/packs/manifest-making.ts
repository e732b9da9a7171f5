import { FormKind, FormState } from '../forms/form.types.js';
import type { ManifestDocument, ManifestFile, ManifestGap, ManifestPart } from './manifest.js';
import { PackForm, PackPartKind } from './pack.types.js';
import type { StoredPart } from './pack-archive.js';
import type { PackableDocument, PackableFile, Stored } from './packable.read.js';

/** A part with the place where its content is kept, which the manifest does not tell. */
type PlacedPart = ManifestPart & { key: string };

/** A document as the manifest has it, and where its parts are kept. */
export interface PackedDocument {
  document: ManifestDocument;
  stored: StoredPart[];
}

const GZIP = 'gzip';

/** Contents are named by their hash: the end of a key. */
function hashOf({ key }: Pick<Stored, 'key'>): string {
  return key.slice(-64);
}

function compressed(file: PackableFile, kind: PackPartKind, mimeType: string): PlacedPart[] {
  return file.packed
    .filter(part => part.kind === kind)
    .map(({ sha256, size, key }) => ({ kind, sha256, size: Number(size), mimeType, encoding: GZIP, key }));
}

function derived(file: PackableFile): PlacedPart[] {
  const cover = file.forms.filter(({ kind, state, key }) => kind === 'COVER' && state === 'READY' && key !== null);
  return [
    ...cover.map(({ key, size }) => ({
      kind: PackPartKind.COVER,
      sha256: hashOf({ key: key ?? '' }),
      size: Number(size),
      mimeType: 'image/webp',
      key: key ?? '',
    })),
    ...file.images.map(image => ({
      kind: PackPartKind.PAGE,
      sha256: hashOf(image),
      size: Number(image.size),
      mimeType: 'image/webp',
      page: image.page,
      width: image.width,
      key: image.key,
    })),
  ];
}

function partsOf(file: PackableFile, form: PackForm): PlacedPart[] {
  const text = compressed(file, PackPartKind.TEXT, 'application/json');
  if (form === PackForm.TEXT) return text;
  return [
    ...text,
    ...compressed(file, PackPartKind.HTML, 'text/html'),
    ...derived(file),
    {
      kind: PackPartKind.ORIGINAL,
      sha256: file.sha256,
      size: Number(file.size),
      mimeType: file.mimeType,
      key: file.key,
    },
  ];
}

const PART_OF_FORM: Partial<Record<FormKind, PackPartKind>> = {
  [FormKind.TEXT]: PackPartKind.TEXT,
  [FormKind.HTML]: PackPartKind.HTML,
  [FormKind.IMAGES]: PackPartKind.PAGE,
  [FormKind.COVER]: PackPartKind.COVER,
};

/** What of the form of a pack a file does not have: yet, or ever. A picture has no text; that is no gap. */
function gapsOf(file: PackableFile, form: PackForm): ManifestGap[] {
  const wanted = file.forms.filter(({ kind }) => form === PackForm.FULL || kind === FormKind.TEXT);
  return wanted.flatMap(({ kind, state }) => {
    const part = PART_OF_FORM[kind];
    const isEmpty = kind === FormKind.TEXT && !file.hasText;
    if (!part || (state === FormState.READY && !isEmpty)) return [];
    return [{ fileId: file.id, kind: part, state: state === FormState.READY ? 'EMPTY' : state }];
  });
}

/** A document as it goes into a pack. A file that is not released is left out and named by its id alone. */
export function packed(document: PackableDocument, form: PackForm): PackedDocument {
  const { files, publishedAt, ...rest } = document;
  const stored: StoredPart[] = [];
  const shown: ManifestFile[] = [];
  const gaps: ManifestGap[] = [];
  for (const file of files) {
    if (file.state !== 'READY') {
      gaps.push({ fileId: file.id, kind: null, state: file.state });
      continue;
    }
    const parts = partsOf(file, form);
    for (const { sha256, size, key } of parts)
      stored.push({ sha256, size, key, documentId: document.id, fileId: file.id });
    gaps.push(...gapsOf(file, form));
    const { id, version, name, mimeType, size, sha256, pages } = file;
    const named = parts.map(({ key: _, ...part }) => part);
    shown.push({ id, version, name, mimeType, size: Number(size), sha256, pages, parts: named });
  }
  return { document: { ...rest, publishedAt: publishedAt.toISOString(), files: shown, gaps }, stored };
}
