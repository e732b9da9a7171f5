import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { CONFIG, type Config } from '../platform/config/config.js';
import { isId } from '../platform/ids.js';
import type { Actor } from './actor.js';
import { Actors } from './actors.js';
import { TOKEN_ISSUER, type TokenClaims } from './tokens.js';

/** No token of ours is longer; a longer one is not looked at. */
const LONGEST_TOKEN = 1000;

function bearer(request: { headers: Record<string, string | string[] | undefined> }): string | null {
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
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly actors: Actors,
  ) {
    const { keyId, publicKey, previous } = config.jwt;
    super({
      jwtFromRequest: bearer as never,
      algorithms: ['ES256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_ISSUER,
      ignoreExpiration: false,
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: Error | null, key?: string) => void) => {
        const claimed = keyIdOf(token);
        if (claimed === keyId) done(null, publicKey);
        else if (previous && claimed === previous.keyId) done(null, previous.publicKey);
        else done(new Error('unknown key'));
      },
    });
  }

  /** Passport takes false for "not signed in". */
  async validate({ sub, sid }: TokenClaims): Promise<Actor | false> {
    if (typeof sub !== 'string' || typeof sid !== 'string' || !isId(sub) || !isId(sid)) return false;
    return (await this.actors.ofSession(sub, sid)) ?? false;
  }
}
