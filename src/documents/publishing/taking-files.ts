import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { type ReasonKey, Refusal } from '../../errors.js';
import { isId } from '../../platform/ids.js';
import { LOOSE_MS } from '../files/loose-files.sweep.js';
import { MOST } from './publishing-rules.js';

/** Where a file stands in its document. */
interface Place {
  fileId: string;
  position: number;
  version: number;
}

/**
 * Takes uploaded files over into a document that is being made, in their order; tells how many. One that is still being checked is
 * taken too, and shown when it is ready.
 */
export async function takeFiles(change: Change, actor: Actor, documentId: string, ids: string[]): Promise<number> {
  const fileIds = [...new Set(ids.map(id => id.toLowerCase()))];
  if (fileIds.length === 0)
    throw new Refusal('DOCUMENT_WITHOUT_FILES', { fields: [{ path: 'input.fileIds', reason: 'Cần có tệp.' }] });
  if (fileIds.length > MOST) throw Refusal.field('input.fileIds', `Nhiều nhất ${MOST} tệp.`);
  await take(
    change,
    actor,
    documentId,
    fileIds.map((fileId, index) => ({ fileId, position: index + 1, version: 1 })),
  );
  return fileIds.length;
}

/**
 * Takes a file over into a document that is there: as the next version of the file `replacesId`, or as a further one. The document
 * is locked by the caller, so that two at once become two versions.
 */
export async function takeVersion(
  change: Change,
  actor: Actor,
  documentId: string,
  fileId: string,
  replacesId: string | null,
): Promise<Place> {
  const files = await change.rows<{ id: string; position: number; version: number }>(
    `select id, position, version from document_files where document_id = $1 order by position, version desc`,
    [documentId],
  );
  const place = await (replacesId === null ? further(files) : next(files, replacesId));
  await take(change, actor, documentId, [{ fileId: fileId.toLowerCase(), ...place }]);
  return { fileId, ...place };
}

function further(files: { position: number }[]): Omit<Place, 'fileId'> {
  if (new Set(files.map(({ position }) => position)).size >= MOST)
    throw Refusal.field('fileId', `Nhiều nhất ${MOST} tệp.`);
  return { position: Math.max(0, ...files.map(({ position }) => position)) + 1, version: 1 };
}

/** Whichever version of a place is named, the new one comes behind the newest. */
function next(files: { id: string; position: number; version: number }[], replacesId: string): Omit<Place, 'fileId'> {
  const replaced = files.find(({ id }) => id === replacesId.toLowerCase());
  if (!replaced) throw new Refusal('NOT_FOUND');
  const versions = files.filter(({ position }) => position === replaced.position).map(({ version }) => version);
  return { position: replaced.position, version: Math.max(...versions) + 1 };
}

/** Only the actor's own files that no document has and that the sweep is not about to take. Any other looks unknown. */
async function take(change: Change, actor: Actor, documentId: string, places: Place[]): Promise<void> {
  if (!places.every(({ fileId }) => isId(fileId))) throw new Refusal('NOT_FOUND');
  const taken = await change.rows<{ refusal: ReasonKey | null }>(
    `update document_files f set document_id = $1, position = a.position, version = a.version
     from unnest($2::uuid[], $3::int[], $4::int[]) a(id, position, version)
     where f.id = a.id and f.document_id is null and f.uploader_id = $5 and f.created_at > $6 returning f.refusal`,
    [
      documentId,
      places.map(({ fileId }) => fileId),
      places.map(({ position }) => position),
      places.map(({ version }) => version),
      actor.accountId,
      new Date(change.now.getTime() - LOOSE_MS),
    ],
  );
  if (taken.length !== places.length) throw new Refusal('NOT_FOUND');
  const refusal = taken.find(file => file.refusal)?.refusal;
  if (refusal) throw new Refusal(refusal);
}
