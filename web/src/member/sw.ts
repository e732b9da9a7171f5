import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { FILES_CACHE, filePath } from './offline/fileCache.js';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

/** Every page of the member's entry is the same shell; what the server answers itself never comes from it. */
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/(console|graphql|files|papers|imports|events|packs|calendar|health|metrics)(\/|$|\?)/],
  }),
);

/** A file that was saved for reading without a network; its content never changes (the id stands for one hash). */
registerRoute(
  ({ url, request }) => request.method === 'GET' && url.origin === location.origin && filePath(url.pathname) !== null,
  async ({ url, request }) => {
    const path = filePath(url.pathname);
    const kept = path && !request.headers.has('range') ? await (await caches.open(FILES_CACHE)).match(path) : undefined;
    return kept ?? fetch(request);
  },
);

self.addEventListener('message', event => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting();
});
