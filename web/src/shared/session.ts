import { useSyncExternalStore } from 'react';
import {
  ActivateAccountDocument,
  type ActivateAccountInput,
  ChangePasswordDocument,
  RefreshSessionDocument,
  type SessionPartsFragment,
  type SessionViewerFragment,
  SignInDocument,
  type SignInInput,
  SignOutDocument,
} from '../graphql/graphql.js';
import { serverNow } from './clock.js';
import { ApiError } from './errors.js';
import { post } from './post.js';
import { recall, remember } from './storage.js';

/** starting: asking the cookie. offline: this device knows who it was, the server could not be asked yet. */
export type SessionStatus = 'starting' | 'signedIn' | 'offline' | 'signedOut';

/** The person of a session with the grants. */
export type SessionViewer = SessionViewerFragment;

interface SessionState {
  status: SessionStatus;
  viewer: SessionViewer | null;
}

/** A token is renewed this long before its end, so that it does not expire on the way. */
const EARLY_MS = 30_000;

let state: SessionState = { status: 'starting', viewer: recall<SessionViewer>('viewer') };
let token: { value: string; expiresAt: number } | null = null;
let refreshing: Promise<boolean> | null = null;
const watchers = new Set<() => void>();
const wipers = new Map<() => Promise<void> | void, { whenEnded: boolean }>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('sotay-session');

function become(next: SessionState): void {
  state = next;
  for (const watcher of watchers) watcher();
}

/**
 * Registers what must be forgotten when the person signs out or another one signs in on this device; with `whenEnded` also when
 * the session was ended from elsewhere (a lost phone). What the person wrote and has not sent yet stays then, for the same person.
 */
export function onWipe(wiper: () => Promise<void> | void, { whenEnded = false } = {}): void {
  wipers.set(wiper, { whenEnded });
}

async function wipe({ ended = false } = {}): Promise<void> {
  remember('viewer', null);
  if (!ended) remember('account', null);
  const chosen = [...wipers].filter(([, { whenEnded }]) => whenEnded || !ended);
  await Promise.allSettled(chosen.map(async ([wiper]) => wiper()));
}

async function accept({ accessToken, expiresAt, viewer }: SessionPartsFragment): Promise<void> {
  const before = recall<string>('account');
  if (before && before !== viewer.id) await wipe();
  remember('account', viewer.id);
  token = { value: accessToken, expiresAt: Date.parse(expiresAt) };
  // The new cookie has taken the old one's place: it must not be ended by what was owed.
  remember('leaving', null);
  remember('viewer', viewer);
  become({ status: 'signedIn', viewer });
}

/** Two tabs share one cookie: only one at a time exchanges it. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('sotay-refresh', work) : work();
}

/**
 * Tells the server that the person has left. Without a token the cookie is exchanged once more, only to end its session;
 * a refusal says that it has ended already. False: nobody answered, it is still to be told.
 */
async function tellTheEnd(token: string | undefined): Promise<boolean> {
  try {
    await oneAtATime(async () => {
      const value = token ?? (await post(RefreshSessionDocument, {})).refreshSession.accessToken;
      await post(SignOutDocument, {}, value);
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.passing || error.code === 'INTERNAL') return false;
  }
  remember('leaving', null);
  return true;
}

let ending: Promise<boolean> | null = null;

/** Ends the session that was left while the server could not be reached; until then its cookie opens nothing here. */
function endOwed(token?: string): Promise<boolean> {
  if (!ending && !recall<boolean>('leaving')) return Promise.resolve(true);
  ending ??= tellTheEnd(token).finally(() => {
    ending = null;
  });
  return ending;
}

async function exchangeCookie(): Promise<boolean> {
  if (recall<boolean>('leaving')) {
    become({ status: 'signedOut', viewer: null });
    await endOwed();
    return false;
  }
  try {
    const { refreshSession } = await oneAtATime(() => post(RefreshSessionDocument, {}));
    await accept(refreshSession);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.passing) {
      const known = state.viewer ?? recall<SessionViewer>('viewer');
      if (state.status !== 'signedIn')
        become(known ? { status: 'offline', viewer: known } : { status: 'signedOut', viewer: null });
      throw error;
    }
    token = null;
    await wipe({ ended: true });
    become({ status: 'signedOut', viewer: null });
    return false;
  }
}

/** Renews the access token by the cookie; false when the session has ended, ApiError NETWORK when nobody answered. */
export function refresh(): Promise<boolean> {
  refreshing ??= exchangeCookie().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Called once by an entry at its start; never throws. */
export async function startSession(): Promise<void> {
  await refresh().catch(() => undefined);
}

/** A token that is good for half a minute at least, or null when nobody is signed in. Throws ApiError NETWORK. */
export async function freshToken(): Promise<string | null> {
  if (token && token.expiresAt - serverNow() > EARLY_MS) return token.value;
  if (state.status === 'signedOut') return null;
  await refresh();
  return token?.value ?? null;
}

/** Forgets the token that the server just refused; the next request renews it. */
export function dropToken(refused: string): void {
  if (token?.value === refused) token = null;
}

/** Signs in with identifier and password; the refresh token goes into the cookie. Throws ApiError. */
export async function signIn(input: Pick<SignInInput, 'identifier' | 'password'>): Promise<void> {
  await endOwed();
  const { signIn: made } = await post(SignInDocument, { input: { ...input, cookie: true, deviceName: deviceName() } });
  await accept(made);
  channel?.postMessage('changed');
}

/** First use or forgotten password: the code and a password of one's own. Throws ApiError. */
export async function activate(input: Pick<ActivateAccountInput, 'identifier' | 'code' | 'password'>): Promise<void> {
  await endOwed();
  const { activateAccount } = await post(ActivateAccountDocument, {
    input: { ...input, cookie: true, deviceName: deviceName() },
  });
  await accept(activateAccount);
  channel?.postMessage('changed');
}

/** Changes the password; the server ends the other sessions. Throws ApiError. */
export async function changePassword(current: string, next: string): Promise<void> {
  const value = await freshToken();
  const { changePassword: made } = await post(ChangePasswordDocument, { current, next }, value ?? undefined);
  await accept(made);
}

/**
 * Forgets everything of the person here, then ends the session. While the server cannot be reached that is remembered, and
 * told as soon as it can: at the next start, when the network returns, before somebody signs in.
 */
export async function signOut(): Promise<void> {
  const live = token && token.expiresAt > serverNow() ? token.value : undefined;
  if (state.status !== 'signedOut') remember('leaving', true);
  token = null;
  await wipe();
  become({ status: 'signedOut', viewer: null });
  await endOwed(live);
  channel?.postMessage('changed');
}

/** "Chrome trên Android": how the person recognises this device in the list of devices. */
function deviceName(): string {
  const agent = navigator.userAgent;
  const named = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = named([
    [/Edg/, 'Edge'],
    [/coc_coc/, 'Cốc Cốc'],
    [/SamsungBrowser/, 'Samsung Internet'],
    [/Chrome|CriOS/, 'Chrome'],
    [/Firefox|FxiOS/, 'Firefox'],
    [/Safari/, 'Safari'],
  ]);
  const system = named([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iPhone'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'Mac'],
    [/Linux/, 'Linux'],
  ]);
  return `${browser ?? 'Trình duyệt'} trên ${system ?? 'thiết bị'}`;
}

addEventListener('online', () => void endOwed());
document.addEventListener('visibilitychange', () => !document.hidden && void endOwed());

// Another tab signed in, out, or as somebody else: this page starts anew rather than mix two people.
channel?.addEventListener('message', () => location.reload());

/** The session as it is now. */
export function session(): SessionState {
  return state;
}

/** Calls back at every change of the session; the answer stops it. */
export function watchSession(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The session for a component. */
export function useSession(): SessionState {
  return useSyncExternalStore(watchSession, session, session);
}

/** Does the person hold this role (anywhere, or in this organisation itself)? For what a screen shows; the server decides. */
export function hasRole(viewer: SessionViewer | null, role: string, organisationId?: string): boolean {
  return !!viewer?.grants.some(
    grant => grant.role === role && (organisationId === undefined || grant.organisation.id === organisationId),
  );
}
