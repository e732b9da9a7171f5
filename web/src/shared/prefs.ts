import { useSyncExternalStore } from 'react';
import { recall, remember } from './storage.js';

/** What this device remembers of how the person likes to read. */
export interface Prefs {
  language: 'vi' | 'en';
  theme: 'auto' | 'light' | 'dark';
  /** Text size in percent; null until it was chosen at the first start. */
  text: 100 | 125 | 150 | null;
  /** Text size of what is read, in percent; null: as the rest of the application. */
  reader: (typeof READER_SIZES)[number] | null;
}

/** The sizes of the reader. */
export const READER_SIZES = [100, 125, 150, 175, 200] as const;

const DEFAULTS: Prefs = { language: 'vi', theme: 'auto', text: null, reader: null };

let current: Prefs = { ...DEFAULTS, ...recall<Partial<Prefs>>('prefs') };
const watchers = new Set<() => void>();
const systemDark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;

/** Writes theme and text size to <html>: data-theme light or dark, data-text 100, 125 or 150. */
export function applyPrefs(): void {
  const dark = current.theme === 'dark' || (current.theme === 'auto' && !!systemDark?.matches);
  const root = document.documentElement;
  root.dataset['theme'] = dark ? 'dark' : 'light';
  root.dataset['text'] = String(current.text ?? 100);
  const paper = getComputedStyle(root).getPropertyValue('--paper').trim();
  if (paper) document.querySelector('meta[name="theme-color"]')?.setAttribute('content', paper);
}

systemDark?.addEventListener('change', applyPrefs);

/** The preferences as they are now. */
export function prefs(): Prefs {
  return current;
}

/** Changes some of them, on the page and on this device. */
export function setPrefs(change: Partial<Prefs>): void {
  current = { ...current, ...change };
  remember('prefs', current);
  applyPrefs();
  for (const watcher of watchers) watcher();
}

/** The preferences for a component. */
export function usePrefs(): Prefs {
  return useSyncExternalStore(
    watcher => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    prefs,
    prefs,
  );
}
