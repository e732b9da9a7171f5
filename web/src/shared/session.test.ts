import { beforeEach, expect, it, vi } from 'vitest';
import { type Answer, serve, sessionOf } from '../member/testing.js';

const loadSession = () => import('./session.js');
const signedOut: Answer = { code: 'UNAUTHENTICATED', reason: 'SIGN_IN_NEEDED' };

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});

it('a device that was signed in is signed in again by its cookie', async () => {
  serve({ refreshSession: () => ({ data: { refreshSession: sessionOf() } }) });
  const session = await loadSession();
  await session.startSession();
  expect(session.session()).toMatchObject({ status: 'signedIn', viewer: { fullName: 'Lò Thị Mai' } });
});

it('without a network a known person sees what was saved, and a stranger the sign-in page', async () => {
  serve({ refreshSession: () => 'no network' });
  const stranger = await loadSession();
  await stranger.startSession();
  expect(stranger.session().status).toBe('signedOut');

  vi.resetModules();
  localStorage.setItem('sotay.viewer', JSON.stringify(sessionOf().viewer));
  const known = await loadSession();
  await known.startSession();
  expect(known.session()).toMatchObject({ status: 'offline', viewer: { id: 'v1' } });
});

it('ten requests at once after the token has expired ask for one new token only', async () => {
  let made = 0;
  const asked = serve({
    refreshSession: () => {
      made++;
      return { data: { refreshSession: sessionOf('v1', `token-${made}`, made === 1 ? 0.1 : 10) } };
    },
  });
  const session = await loadSession();
  await session.startSession();
  const tokens = await Promise.all(Array.from({ length: 10 }, () => session.freshToken()));
  expect(new Set(tokens)).toEqual(new Set(['token-2']));
  expect(asked).toHaveLength(2);
});

it('when another person signs in on the device, what the former one left is forgotten', async () => {
  localStorage.setItem('sotay.account', JSON.stringify('former'));
  serve({ refreshSession: () => signedOut, signIn: () => ({ data: { signIn: sessionOf('next') } }) });
  const session = await loadSession();
  const wiped = vi.fn();
  session.onWipe(wiped);
  await session.startSession();
  expect([session.session().status, wiped.mock.calls.length]).toEqual(['signedOut', 0]);
  await session.signIn({ identifier: '1', password: 'x' });
  expect([session.session().viewer?.id, wiped.mock.calls.length]).toEqual(['next', 1]);
});

it('a session ended from elsewhere takes what was read along, and leaves what was not sent yet', async () => {
  localStorage.setItem('sotay.viewer', JSON.stringify(sessionOf().viewer));
  serve({ refreshSession: () => signedOut });
  const session = await loadSession();
  const [read, unsent] = [vi.fn(), vi.fn()];
  session.onWipe(read, { whenEnded: true });
  session.onWipe(unsent);
  await session.startSession();
  expect([read.mock.calls.length, unsent.mock.calls.length]).toEqual([1, 0]);
  expect(localStorage.getItem('sotay.viewer')).toBeNull();
});

it('signing out forgets everything here even when the server cannot be reached', async () => {
  serve({ refreshSession: () => ({ data: { refreshSession: sessionOf() } }), signOut: () => 'no network' });
  const session = await loadSession();
  const wiped = vi.fn();
  session.onWipe(wiped);
  await session.startSession();
  await session.signOut();
  expect(session.session()).toEqual({ status: 'signedOut', viewer: null });
  expect(wiped).toHaveBeenCalledOnce();
  expect(localStorage.getItem('sotay.viewer')).toBeNull();
});

it('who leaves without a network stays out, and the session is ended on the server when the network returns', async () => {
  let signal = false;
  const asked = serve({
    refreshSession: () => (signal ? { data: { refreshSession: sessionOf() } } : 'no network'),
    signOut: () => (signal ? { data: { signOut: true } } : 'no network'),
  });
  localStorage.setItem('sotay.viewer', JSON.stringify(sessionOf().viewer));
  const session = await loadSession();
  await session.startSession();
  await session.signOut();

  vi.resetModules();
  const nextDay = await loadSession();
  signal = true;
  await nextDay.startSession();
  expect(nextDay.session()).toEqual({ status: 'signedOut', viewer: null });
  expect(asked.slice(-2).map(({ operation, token }) => [operation, token])).toEqual([
    ['RefreshSession', null],
    ['SignOut', 'token-1'],
  ]);
  const told = asked.length;
  dispatchEvent(new Event('online'));
  await nextDay.startSession();
  expect(asked.slice(told).map(({ operation }) => operation)).toEqual(['RefreshSession']);
});

it('the session that was left without a network is ended before the next person signs in', async () => {
  let signal = false;
  const asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => (signal ? { data: { signOut: true } } : 'no network'),
    signIn: () => ({ data: { signIn: sessionOf('next') } }),
  });
  const session = await loadSession();
  await session.startSession();
  await session.signOut();
  signal = true;
  const told = asked.length;
  await session.signIn({ identifier: '1', password: 'x' });
  expect(asked.slice(told).map(({ operation }) => operation)).toEqual(['RefreshSession', 'SignOut', 'SignIn']);
  expect([session.session().viewer?.id, localStorage.getItem('sotay.leaving')]).toEqual(['next', null]);
});

it('a wrong password says what the server says and signs nobody in', async () => {
  serve({
    refreshSession: () => signedOut,
    signIn: () => ({ code: 'UNAUTHENTICATED', reason: 'WRONG_CREDENTIALS', message: 'Thông tin đăng nhập chưa đúng.' }),
  });
  const session = await loadSession();
  await session.startSession();
  await expect(session.signIn({ identifier: '1', password: 'x' })).rejects.toMatchObject({
    message: 'Thông tin đăng nhập chưa đúng.',
    reason: 'WRONG_CREDENTIALS',
  });
  expect(session.session().status).toBe('signedOut');
});
