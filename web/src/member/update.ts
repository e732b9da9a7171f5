import { useSyncExternalStore } from 'react';

/** A new edition of the app waits for the person's word: nothing reloads in the middle of a meeting. */
let waitingWorker: ServiceWorker | null = null;
const watchers = new Set<() => void>();

function offer(worker: ServiceWorker | null): void {
  if (!worker || !navigator.serviceWorker.controller) return;
  waitingWorker = worker;
  for (const watcher of watchers) watcher();
}

/** Registers the service worker (it opens the app without a network) and watches for a newer one. Not while developing. */
export function watchForUpdate(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  let reloading = false;
  const controlled = !!navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (reloading || !controlled) return;
    reloading = true;
    location.reload();
  });
  navigator.serviceWorker
    .register('/sw.js')
    .then(registration => {
      offer(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => worker.state === 'installed' && offer(worker));
      });
      document.addEventListener('visibilitychange', () => {
        if (!document.hidden) void registration.update().catch(() => undefined);
      });
    })
    .catch(() => undefined);
}

/** Is a new edition ready? And the word that starts it. */
export function useUpdate(): { ready: boolean; start: () => void } {
  const ready = useSyncExternalStore(
    watcher => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => waitingWorker !== null,
    () => false,
  );
  return { ready, start: () => waitingWorker?.postMessage({ type: 'SKIP_WAITING' }) };
}
