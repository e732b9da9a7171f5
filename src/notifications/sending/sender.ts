import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { DeliveryBatches } from '../delivery-batches.js';
import { CODE } from '../notifications.service.js';
import { Breaker } from './breaker.js';
import { Channels } from './channels.js';
import { Ledger, type Taken } from './ledger.js';
import { MOST_ATTEMPTS, pauseAfter } from './retry.js';
import { type Outcome, SmsGateway } from './sms-gateway.js';
import { SmsTexts } from './sms-texts.js';

const CHANNEL = 'SMS';

/** How many messages of this process are under way at a time (assumed). */
const FLIGHTS = 20;

/** How many tries look whether an open channel works again (reliability.md 4.3). */
const PROBES = 3;

/** Finished messages are gathered so long before new ones are taken, in milliseconds: one statement for several. */
const GATHER_MS = 10;

/** Batches are told of their progress so far apart, in milliseconds. */
const PROGRESS_MS = 500;

/** A gateway that is busy and does not say for how long is left alone so long, in milliseconds (assumed). */
const BUSY_MS = 1000;

type Probe = { counts: boolean } | null;

/** Sends what the ledger holds for the SMS gateway. Any number of workers may do so at a time: each takes its own. */
@Injectable()
export class Sender implements BeforeApplicationShutdown {
  private readonly log = new Logger(Sender.name);
  private readonly breaker = new Breaker();
  private readonly flights = new Set<Promise<void>>();
  private moved = new Set<string>();
  private movedAt = 0;
  private running: Promise<void> | null = null;
  private isAskedAgain = false;
  private isStopping = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly channels: Channels,
    private readonly gateway: SmsGateway,
    private readonly texts: SmsTexts,
    private readonly batches: DeliveryBatches,
  ) {}

  /** Sends until nothing is due. Asked for while it runs, it looks once more before it ends. */
  drain(): Promise<void> {
    if (!this.gateway.isConfigured || this.isStopping) return Promise.resolve();
    this.isAskedAgain = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** What is under way is finished before the process ends; its answers must not be lost. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.running?.catch(() => undefined);
  }

  private async run(): Promise<void> {
    try {
      while (this.isAskedAgain && !this.isStopping) {
        this.isAskedAgain = false;
        await this.sendAll();
      }
    } finally {
      await Promise.all(this.flights);
      await this.tellProgress();
    }
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      const { taken, probe } = await this.take();
      const texts = await this.texts.of(taken);
      for (const one of taken) this.start(one, texts.get(one.id), probe);
      if (this.flights.size === 0) return;
      if (taken.length === 0 || this.flights.size >= FLIGHTS) await Promise.race(this.flights);
      await pause(GATHER_MS);
      if (Date.now() - this.movedAt > PROGRESS_MS) await this.tellProgress();
    }
  }

  private async take(): Promise<{ taken: Taken[]; probe: Probe }> {
    const free = FLIGHTS - this.flights.size;
    if (this.isStopping || free === 0) return { taken: [], probe: null };
    const taken = await this.ledger.take(CHANNEL, free, false);
    if (taken.length > 0 || this.flights.size > 0 || !(await this.ledger.isDue(CHANNEL))) return { taken, probe: null };
    const probe = await this.channels.probe(CHANNEL);
    return { taken: probe ? await this.ledger.take(CHANNEL, PROBES, true) : [], probe };
  }

  private start(one: Taken, text: string | undefined, probe: Probe): void {
    const flight = this.send(one, text, probe)
      // The row cannot be written: the lease runs out and another worker asks the gateway again under the same key.
      .catch((error: unknown) => this.log.warn(`A delivery is left to its lease: ${reasonOf(error)}`))
      .finally(() => {
        this.flights.delete(flight);
        if (one.batchId) this.moved.add(one.batchId);
      });
    this.flights.add(flight);
  }

  private async send(one: Taken, text: string | undefined, probe: Probe): Promise<void> {
    if (one.isActivated && one.text.includes(CODE)) return this.ledger.deliveredInApp(one);
    if (!one.phone) return this.ledger.given(one, 'SKIPPED', 'no phone');
    // No code: shut out, or activated at this moment, which the second look will show.
    if (!text && one.attempt < 2) return this.ledger.again(one, 0, true, 'no code');
    if (!text) return this.ledger.given(one, 'SKIPPED', 'no code');
    const outcome = await this.gateway.send({ key: one.id, to: one.phone, text });
    await this.write(one, outcome, probe);
    await this.judge(outcome, probe);
  }

  private async write(one: Taken, outcome: Outcome, probe: Probe): Promise<void> {
    if (outcome.kind === 'accepted') return this.ledger.delivered(one.id, outcome.providerId);
    if (outcome.kind === 'refused') return this.ledger.given(one, 'FAILED', outcome.error);
    const wait = pauseAfter(one.attempt);
    if (outcome.kind === 'busy')
      return this.ledger.again(one, (outcome.waitMs ?? BUSY_MS) + wait, false, outcome.error);
    const counts = outcome.shut ? false : (probe?.counts ?? true);
    if (counts && one.attempt >= MOST_ATTEMPTS) return this.ledger.given(one, 'FAILED', outcome.error);
    await this.ledger.again(one, wait, counts, outcome.error);
  }

  /** What the try says about the gateway. */
  private async judge(outcome: Outcome, probe: Probe): Promise<void> {
    if (outcome.kind === 'busy') return this.channels.hold(CHANNEL, outcome.waitMs ?? BUSY_MS);
    const isAlive = outcome.kind !== 'failed';
    if (probe) {
      if (isAlive) this.breaker.forget();
      return isAlive ? this.channels.close(CHANNEL) : this.channels.open(CHANNEL, true);
    }
    const trips = this.breaker.note(isAlive ? 'alive' : outcome.silent ? 'silent' : 'failing', Date.now());
    if (!trips && !(outcome.kind === 'failed' && outcome.shut)) return;
    this.log.warn(`The SMS gateway is left alone for a while: ${isAlive ? 'half of the tries failed' : outcome.error}`);
    await this.channels.open(CHANNEL, false);
  }

  private async tellProgress(): Promise<void> {
    const moved = this.moved;
    this.moved = new Set();
    this.movedAt = Date.now();
    await this.batches.moved(moved);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
