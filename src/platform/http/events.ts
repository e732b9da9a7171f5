import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../errors.js';
import { LiveEvents } from '../push/live-events.js';

/** How many live screens one session may have open in a process (assumed: a few tabs and a phone). */
const PER_SESSION = 5;

/** A line now and then keeps proxies from cutting an idle stream, and tells us when nobody listens any more. */
const HEARTBEAT_MS = 20_000;

/** How often it is asked which sessions have ended: their streams end within 5 seconds. */
const SESSIONS_MS = 2000;

/** A reader that leaves so many bytes unread is gone. */
const UNREAD_BYTES = 65_536;

/** What a live screen watches, for whom. */
export interface Watched {
  topic: string;
  sessionId: string;
  /** Whether the person may still watch it: asked at the start, at each nudge and at each heartbeat. */
  isAllowed(): Promise<boolean>;
}

/** Gives of these sessions the ones that have ended. */
type EndedSessions = (sessionIds: string[]) => Promise<string[]>;

/**
 * Live screens over server-sent events: each nudge is a rising number, upon which the screen asks again over GraphQL. No content
 * travels here.
 */
@Injectable()
export class EventStreams {
  private readonly log = new Logger(EventStreams.name);
  private readonly streams = new Set<EventStream>();
  private endedSessions: EndedSessions = async () => [];
  private timer?: NodeJS.Timeout;
  private isClosing = false;

  constructor(private readonly live: LiveEvents) {}

  /** How to find out which sessions have ended; told once at start by the room that keeps them. */
  endBy(endedSessions: EndedSessions): void {
    this.endedSessions = endedSessions;
  }

  /** Answers a request with a stream of nudges. NOT_FOUND when it is not allowed, TOO_MANY_ATTEMPTS beyond five a session. */
  async serve(request: FastifyRequest, reply: FastifyReply, watched: Watched): Promise<void> {
    const open = [...this.streams].filter(stream => stream.watched.sessionId === watched.sessionId).length;
    if (this.isClosing) throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 5 });
    if (open >= PER_SESSION) throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: HEARTBEAT_MS / 1000 });
    const stream = new EventStream(reply, watched, () => this.streams.delete(stream));
    this.streams.add(stream);
    try {
      if (!(await watched.isAllowed())) throw new Refusal('NOT_FOUND');
      if (request.method === 'HEAD') return void (await reply.header('content-type', 'text/event-stream').send());
      const deaf = await this.live.listen(watched.topic, ({ version }) => void stream.nudge(version));
      stream.start(await this.live.version(), deaf);
    } catch (error) {
      stream.end();
      throw error;
    } finally {
      if (request.method === 'HEAD') stream.end();
    }
    this.timer ??= setTimeout(() => void this.endWithSessions(), SESSIONS_MS);
  }

  private async endWithSessions(): Promise<void> {
    try {
      const ended = new Set(await this.endedSessions([...new Set([...this.streams].map(s => s.watched.sessionId))]));
      for (const stream of this.streams) if (ended.has(stream.watched.sessionId)) stream.end();
    } catch (error) {
      // It cannot be told who may still watch: the screens come back by themselves and are checked anew.
      this.log.warn(`Live screens ended: ${error instanceof Error ? error.message : 'unknown'}`);
      for (const stream of this.streams) stream.end();
    }
    this.timer = this.streams.size > 0 ? setTimeout(() => void this.endWithSessions(), SESSIONS_MS) : undefined;
  }

  /** Ends all of them: a server that stops would wait for its connections to end. */
  endAll(): void {
    this.isClosing = true;
    for (const stream of this.streams) stream.end();
    clearTimeout(this.timer);
  }
}

/** One live screen's connection. */
class EventStream {
  private newest = 0;
  private sent = 0;
  private checking = false;
  private hasStarted = false;
  private hasEnded = false;
  private heartbeat?: NodeJS.Timeout;
  private deaf?: () => void;

  constructor(
    private readonly reply: FastifyReply,
    readonly watched: Watched,
    private readonly forget: () => void,
  ) {}

  /** Sends the head and the version to start from. */
  start(version: number, deaf: () => void): void {
    this.deaf = deaf;
    const { raw } = this.reply;
    if (this.hasEnded || raw.destroyed) {
      this.end();
      throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 5 });
    }
    this.hasStarted = true;
    this.reply.hijack();
    raw.once('close', () => this.end());
    raw.on('error', () => this.end());
    raw.socket?.setNoDelay(true);
    raw.writeHead(200, {
      ...(this.reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      // The connection ends with the stream: a stopping server does not wait for it.
      connection: 'close',
    });
    this.send(Math.max(version, this.newest));
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
  }

  /** Passes a nudge on once it is certain that the person may still watch; of several at once only the newest. */
  async nudge(version: number): Promise<void> {
    this.newest = Math.max(this.newest, version);
    if (this.checking || !this.hasStarted) return;
    this.checking = true;
    while (this.newest > this.sent && !this.hasEnded) {
      const next = this.newest;
      if (await this.isAllowed()) this.send(next);
      else this.end();
    }
    this.checking = false;
  }

  private async beat(): Promise<void> {
    if (await this.isAllowed()) this.write(': \n\n');
    else this.end();
  }

  private isAllowed(): Promise<boolean> {
    return this.watched.isAllowed().catch(() => false);
  }

  private send(version: number): void {
    this.sent = version;
    this.newest = Math.max(this.newest, version);
    this.write(`data: {"version": ${version}}\n\n`);
  }

  private write(text: string): void {
    if (this.hasEnded) return;
    this.reply.raw.write(text);
    if (this.reply.raw.writableLength > UNREAD_BYTES) this.reply.raw.destroy();
  }

  /** Ends the connection; harmless when it has ended. */
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.forget();
    clearInterval(this.heartbeat);
    this.deaf?.();
    if (this.hasStarted) this.reply.raw.end();
  }
}
