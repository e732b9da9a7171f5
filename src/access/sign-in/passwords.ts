import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { BoundedQueue } from './bounded-queue.js';

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
  private readonly queue = new BoundedQueue(AT_A_TIME, WAITING, COME_AGAIN_SECONDS);
  /** What a password is checked against where there is none; ready before the first stranger comes. */
  private readonly dummy = hash(randomBytes(32), COST);

  /** The hash that is stored. Refuses when too many wait. */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(password.normalize('NFC'), COST));
  }

  /** Whether the password is the one of the hash. Without a hash it takes as long and is never right. Refuses when too many wait. */
  verify(stored: string | null, password: string): Promise<boolean> {
    return this.queue.run(async () => {
      const fits = await verify(stored ?? (await this.dummy), password.normalize('NFC'));
      return fits && stored !== null;
    });
  }

  /** Whether a hash was made at another cost than today's, so that it should be made anew at the next sign-in. */
  isOutdated(stored: string): boolean {
    const made = parseOptions(stored);
    return made.memoryCost !== COST.memoryCost || made.timeCost !== COST.timeCost;
  }
}
