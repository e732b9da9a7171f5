import { IDLE_DAYS } from './limits.js';
import type { Session } from './session.types.js';
import type { Answered } from './sessions.service.js';

/** The name under which a browser keeps the refresh token. */
const NAME = 'sotay_refresh';

/**
 * Scripts cannot read it, no other site's request carries it, and only /graphql gets it. Always Secure: Chromium and Firefox
 * take it over http from localhost and 127.0.0.1 as well, and on any other address an unencrypted session must not survive.
 */
const OPTIONS = { httpOnly: true, secure: true, sameSite: 'strict', path: '/graphql' } as const;

/** The HTTP request of an operation, as far as cookies and the address go. */
interface CookieRequest {
  cookies: Record<string, string | undefined>;
  ip: string;
  user?: unknown;
}

/** The reply of an operation, as far as cookies go. */
interface CookieReply {
  setCookie(name: string, value: string, options: object): unknown;
  clearCookie(name: string, options: object): unknown;
}

/** What a resolver gets by @Context(). */
export interface CookieContext {
  request: CookieRequest;
  reply: CookieReply;
}

/** The refresh token that the browser sent. */
export function tokenInCookie({ request }: CookieContext): string | undefined {
  return request.cookies[NAME];
}

/** Gives the browser the refresh token to keep, if it asked for that, and lets the fields below know who asks from now on. */
export function welcome({ request, reply }: CookieContext, { session, actor, cookie }: Answered): Session {
  if (cookie) reply.setCookie(NAME, cookie, { ...OPTIONS, maxAge: IDLE_DAYS * 86_400 });
  request.user = actor;
  return session;
}

/** Takes the refresh token from the browser. */
export function forgetCookie({ reply }: CookieContext): void {
  reply.clearCookie(NAME, OPTIONS);
}
