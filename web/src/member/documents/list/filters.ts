import type { DocumentKind } from '../../../graphql/graphql.js';
import { onWipe } from '../../../shared/session.js';
import { recall, remember } from '../../../shared/storage.js';

/** What the person looks for in the library. Empty words and absent filters ask for everything. */
export interface Wanted {
  search: string;
  kind?: DocumentKind | undefined;
  issuer?: string | undefined;
  year?: number | undefined;
  topic?: string | undefined;
}

const KEY = 'library';

/** What was looked for last on this device: coming back from a document, the results are still there. */
export function lastWanted(): Wanted {
  const kept = recall<Partial<Wanted>>(KEY);
  return { ...kept, search: typeof kept?.search === 'string' ? kept.search : '' };
}

/** Remembers it until the person signs out. */
export function keepWanted(wanted: Wanted): void {
  remember(KEY, wanted);
}

/** The variables of the question; what is empty is left out, so that equal questions share one saved answer. */
export function variablesOf({ search, kind, issuer, year, topic }: Wanted) {
  const words = search.trim();
  return {
    ...(words ? { search: words } : {}),
    ...(kind ? { kind } : {}),
    ...(issuer?.trim() ? { issuer: issuer.trim() } : {}),
    ...(year ? { year } : {}),
    ...(topic?.trim() ? { topic: topic.trim() } : {}),
  };
}

/** How many filters beside the words are set. */
export function filtersOf(wanted: Wanted): number {
  const { search: _, ...filters } = variablesOf(wanted);
  return Object.keys(filters).length;
}

onWipe(() => remember(KEY, null), { whenEnded: true });
