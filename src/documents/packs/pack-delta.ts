import type { Manifest } from './manifest.js';
import { type PackRemoval, PackRemovalReason } from './pack.types.js';
import type { StoredPart } from './pack-archive.js';
import type { KeptPack } from './packs.service.js';

/** Every content of a pack once. */
export function distinctParts({ parts }: KeptPack): StoredPart[] {
  return [...new Map(parts.map(part => [part.sha256, part])).values()];
}

/** The parts that a phone with another pack does not have. */
export function missingParts(pack: KeptPack, held: KeptPack | undefined): StoredPart[] {
  const has = new Set(held?.parts.map(({ sha256 }) => sha256));
  return distinctParts(pack).filter(({ sha256 }) => !has.has(sha256));
}

/** Hashes of parts that a phone with another pack no longer needs. */
export function goneParts(pack: KeptPack, held: KeptPack | undefined): string[] {
  const needed = new Set(pack.parts.map(({ sha256 }) => sha256));
  return (held ? distinctParts(held) : []).map(({ sha256 }) => sha256).filter(hash => !needed.has(hash));
}

/** Whether one pack stands in the place of another: of the same meeting, or both of chosen documents. */
export function isOfSameSubject(pack: KeptPack, held: KeptPack): boolean {
  const [now, before] = [pack, held].map(({ manifest }) => (JSON.parse(manifest) as Manifest).meeting?.id);
  return now === before;
}

/** The documents of a held pack that the new one has no more. */
export function lostDocuments(pack: KeptPack, held: KeptPack): string[] {
  return held.documentIds.filter(id => !pack.documentIds.includes(id));
}

/** Why each of them went. `readable`: what the actor may still hold. */
export function removals(
  lost: readonly string[],
  withdrawn: readonly string[],
  readable: ReadonlySet<string>,
): PackRemoval[] {
  return lost.map(documentId => {
    if (withdrawn.includes(documentId)) return { documentId, reason: PackRemovalReason.WITHDRAWN };
    const isReadable = readable.has(documentId);
    return {
      documentId,
      reason: isReadable ? PackRemovalReason.NOT_ASKED_FOR : PackRemovalReason.NOT_READABLE,
    };
  });
}
