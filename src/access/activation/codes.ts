import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { keyed } from '../keyed.js';

/** How long an activation code is good, in days (design.md 6). */
export const CODE_DAYS = 14;

/** How many wrong tries a code survives; the throttle keeps them apart, so that this is days of trying (assumed). */
export const MOST_TRIES = 100;

/** Crockford's base 32: no I, L, O, U, so that a letter on paper is read back right. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 10 signs of 5 bits: 50 bits (design.md 6). */
const SIGNS = 10;

/** Makes and checks activation codes. A code is never stored: it follows from the installation's secret, the account and a nonce. */
@Injectable()
export class Codes {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The code of an account and its nonce, as people see it: `XXXXX-XXXXX`. */
  derive(accountId: string, nonce: string): string {
    let bits = keyed(this.config, 'activation code', accountId, nonce).readBigUInt64BE() >> 14n;
    let signs = '';
    for (let i = 0; i < SIGNS; i++, bits >>= 5n) signs = ALPHABET.charAt(Number(bits & 31n)) + signs;
    return `${signs.slice(0, 5)}-${signs.slice(5)}`;
  }

  /** What is stored of a code. */
  hash(accountId: string, code: string): Buffer {
    return keyed(this.config, 'activation hash', accountId, tidied(code));
  }

  /** Whether a typed code is the one whose hash is stored. Always compares, so that no answer is quicker than another. */
  fits(accountId: string, typed: string, stored: Buffer | null): boolean {
    const made = this.hash(accountId, typed);
    return (
      timingSafeEqual(made, stored?.length === made.length ? stored : Buffer.alloc(made.length)) && stored !== null
    );
  }
}

/** A typed code as it is hashed: upper case, no blanks or dashes, and the letters that Crockford's alphabet leaves out read as digits. */
function tidied(code: string): string {
  return code
    .normalize('NFKC')
    .replace(/[\s.\-\u2010-\u2015_]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
