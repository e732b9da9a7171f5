import { onWipe } from '../../shared/session.js';
import { recall, remember } from '../../shared/storage.js';

/** An import that was started on this device. */
export interface Recent {
  id: string;
  fileName: string;
  at: string;
}

const KEY = 'imports';
const KEPT = 8;

onWipe(() => remember(KEY, null));

/** The latest imports of this device, the newest first. */
export function recentImports(): Recent[] {
  return recall<Recent[]>(KEY) ?? [];
}

export function rememberImport(one: Recent): void {
  remember(KEY, [one, ...recentImports().filter(other => other.id !== one.id)].slice(0, KEPT));
}
