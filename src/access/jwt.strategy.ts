import { createPublicKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { CONFIG, type Config } from '../platform/config/config.js';
import { isId } from '../platform/ids.js';
import type { Actor } from './actor.js';
import { Actors } from './actors.js';
import { KnownTokens } from './known-tokens.js';
import { TOKEN_ISSUER, type TokenClaims } from './tokens.js';

/** No token of ours is longer; a longer one is not looked at. */
const LONGEST_TOKEN = 1000;

type Headers = { headers: Record<string, string | string[] | undefined> };

function bearer(request: Headers): string | null {
  const token = ExtractJwt.fromAuthHeaderAsBearerToken()(request as never);
  return token && token.length <= LONGEST_TOKEN ? token : null;
}

/** The key id that a token claims, read before anything is believed. */
function keyIdOf(token: string): string | undefined {
  try {
    const head: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    return (head as { kid?: string } | null)?.kid;
  } catch {
    return undefined;
  }
}

/** Reads the bearer token: ES256 by one of our two keys, issuer and audience ours, the session alive. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  private readonly tokens = new KnownTokens();

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly actors: Actors,
  ) {
    const { keyId, publicKey, previous } = config.jwt;
    // Read once: from its text a key costs more than all the rest of the check (0.9 ms of 2.1 ms a request of home).
    const keys = new Map([[keyId, createPublicKey(publicKey)]]);
    if (previous) keys.set(previous.keyId, createPublicKey(previous.publicKey));
    super({
      jwtFromRequest: bearer as never,
      algorithms: ['ES256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_ISSUER,
      ignoreExpiration: false,
      passReqToCallback: true,
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: Error | null, key?: never) => void) => {
        const key = keys.get(keyIdOf(token) ?? '');
        if (key) done(null, key as never);
        else done(new Error('unknown key'));
      },
    });
  }

  /** Passport takes false for "not signed in". */
  async validate(request: Headers, { sub, sid, exp }: TokenClaims): Promise<Actor | false> {
    if (typeof sub !== 'string' || typeof sid !== 'string' || !isId(sub) || !isId(sid)) return false;
    this.tokens.remember(bearer(request) ?? '', { accountId: sub, sessionId: sid, expiresAt: exp });
    return (await this.actors.ofSession(sub, sid)) ?? false;
  }

  /** Who sends a token that was good before and is not over: null when the session is. Undefined for any other token. */
  async known(request: Headers): Promise<Actor | null | undefined> {
    const said = this.tokens.find(bearer(request) ?? '');
    return said && this.actors.ofSession(said.accountId, said.sessionId);
  }
}
