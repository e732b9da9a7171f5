import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Refusal } from '../../errors.js';

/** argon2id (the package's default kind) at OWASP's minimum, memory in KiB: about 50 ms on one core (reliability.md 3.2). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** How many are worked out at a time: further ones would only take the processor from those who are signed in. */
const AT_A_TIME = 2;

/** How many may wait; whoever comes then is asked to come again (reliability.md 3.2). */
const WAITING = 200;

/** After how many seconds a refused one may come again: by then the queue is empty (assumed). */
const COME_AGAIN_SECONDS = 10;

/** Makes and checks password hashes, a few at a time. Passwords are taken after NFC, so that every keyboard spells alike. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy?: Promise<string>;

  /** The hash that is stored. Refuses when too many wait. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFC'), COST));
  }

  /** Whether the password is the one of the hash. Without a hash it takes as long and is never right. Refuses when too many wait. */
  verify(stored: string | null, password: string): Promise<boolean> {
    return this.inTurn(async () => {
      this.dummy ??= hash(randomBytes(32), COST);
      const fits = await verify(stored ?? (await this.dummy), password.normalize('NFC'));
      return fits && stored !== null;
    });
  }

  /** Whether a hash was made at another cost than today's, so that it should be made anew at the next sign-in. */
  isOutdated(stored: string): boolean {
    const made = parseOptions(stored);
    return made.memoryCost !== COST.memoryCost || made.timeCost !== COST.timeCost;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_A_TIME) {
      if (this.waiting.length >= WAITING)
        throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: COME_AGAIN_SECONDS });
      // Whoever finishes hands the place over, so that nobody who comes new slips in between.
      await new Promise<void>(resolve => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
