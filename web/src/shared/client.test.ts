import { beforeEach, expect, it, vi } from 'vitest';
import { HomeDocument } from '../graphql/graphql.js';
import { serve, sessionOf } from '../member/testing.js';

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});

const home = { upcomingMeetings: [], unreadDocuments: [], unreadNotifications: 3 };

it('a token that the server no longer takes is renewed once, and the question asked again', async () => {
  let made = 0;
  const asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf('v1', `token-${++made}`) } }),
    home: ({ token }) => (token === 'token-2' ? { data: { home } } : { code: 'UNAUTHENTICATED' }),
  });
  const { startSession } = await import('./session.js');
  const { send } = await import('./client.js');
  await startSession();
  expect((await send(HomeDocument, {})).home.unreadNotifications).toBe(3);
  expect(asked.map(({ operation }) => operation)).toEqual(['RefreshSession', 'Home', 'RefreshSession', 'Home']);
});

it('a session that was ended leads to the sign-in page instead of asking for ever', async () => {
  let refreshes = 0;
  const asked = serve({
    refreshSession: () =>
      refreshes++ === 0
        ? { data: { refreshSession: sessionOf() } }
        : { code: 'UNAUTHENTICATED', message: 'Hết phiên.' },
    home: () => ({ code: 'UNAUTHENTICATED', message: 'Hết phiên.' }),
  });
  const { session, startSession } = await import('./session.js');
  const { send } = await import('./client.js');
  await startSession();
  await expect(send(HomeDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(session().status).toBe('signedOut');
  expect(asked.length).toBeLessThanOrEqual(4);
});

it('a refusal carries code, reason and the current version; no answer is NETWORK and passes', async () => {
  let offline = false;
  serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    home: () =>
      offline ? 'no network' : { code: 'CONFLICT', reason: 'STALE_VERSION', currentVersion: 4, message: 'Đã sửa.' },
  });
  const { startSession } = await import('./session.js');
  const { send } = await import('./client.js');
  await startSession();
  await expect(send(HomeDocument, {})).rejects.toMatchObject({
    code: 'CONFLICT',
    reason: 'STALE_VERSION',
    currentVersion: 4,
    message: 'Đã sửa.',
    passing: false,
  });
  offline = true;
  await expect(send(HomeDocument, {})).rejects.toMatchObject({ code: 'NETWORK', passing: true });
});
