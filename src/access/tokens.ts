import { Inject, Injectable } from '@nestjs/common';
import { importPKCS8, SignJWT } from 'jose';
import { CONFIG, type Config } from '../platform/config/config.js';

/** How long an access token is good, in seconds (reliability.md 3.1: 5 to 10 minutes). */
const ACCESS_TOKEN_SECONDS = 600;

/** Who issues and who accepts our tokens. */
export const TOKEN_ISSUER = 'sotay';

/** What a token says: which account and which session. Nothing else, since anybody can read it. */
export interface TokenClaims {
  sub: string;
  sid: string;
  /** Its end, in seconds since 1970. */
  exp: number;
}

/** Signs access tokens: ES256, named by the key. */
@Injectable()
export class Tokens {
  private key?: ReturnType<typeof importPKCS8>;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** A token of the session, and when it ends. */
  async sign(accountId: string, sessionId: string, now = new Date()): Promise<{ token: string; expiresAt: Date }> {
    this.key ??= importPKCS8(this.config.jwt.privateKey, 'ES256');
    const issuedAt = Math.floor(now.getTime() / 1000);
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: this.config.jwt.keyId })
      .setSubject(accountId)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_ISSUER)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(await this.key);
    return { token, expiresAt: new Date((issuedAt + ACCESS_TOKEN_SECONDS) * 1000) };
  }
}
