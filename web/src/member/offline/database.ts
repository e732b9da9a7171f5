import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxEntry } from './outbox.js';

/** One answer of the server as it was last read. */
export interface SavedAnswer {
  data: unknown;
  /** Milliseconds since 1970, by this device. */
  savedAt: number;
}

interface Tables extends DBSchema {
  answers: { key: string; value: SavedAnswer };
  outbox: { key: string; value: OutboxEntry };
}

let opened: Promise<IDBPDatabase<Tables> | null> | null = null;

function open(): Promise<IDBPDatabase<Tables>> {
  return openDB<Tables>('sotay', 1, {
    upgrade: db => {
      db.createObjectStore('answers');
      db.createObjectStore('outbox', { keyPath: 'id' });
    },
    terminated: () => {
      opened = null;
    },
  });
}

/** This device's database; null where the browser has none (a private window): everything then lives as long as the page. */
export function database(): Promise<IDBPDatabase<Tables> | null> {
  opened ??= typeof indexedDB === 'undefined' ? Promise.resolve(null) : open().catch(() => null);
  return opened;
}
