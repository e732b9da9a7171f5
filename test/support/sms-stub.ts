import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as the gateway was asked to send it. */
export interface Asked {
  key: string;
  to: string;
  text: string;
  token: string | undefined;
}

/** What the stub does with a request: a status with headers, no answer at all, or taking the message and losing the answer. */
export type Behaviour = { status: number; headers?: Record<string, string> } | 'hang' | 'lose-reply';

/** An SMS gateway on this machine: it takes one message an idempotency key, and misbehaves as a test wishes. */
export class SmsStub {
  /** Every request, repeats too. */
  readonly asked: Asked[] = [];
  /** What a phone would get: the first message taken under a key. */
  readonly accepted = new Map<string, Asked>();
  /** How the next request is treated; `seen` tells how often its key was asked for, this time included. */
  behave: (asked: Asked, seen: number) => Behaviour = () => ({ status: 200 });
  /** How long an answer takes, in milliseconds. */
  delayMs = 0;
  private readonly seen = new Map<string, number>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmsStub> {
    const server = createServer();
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const stub = new SmsStub(server);
    server.on('request', (request, reply) => void stub.receive(request, reply));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/sms`;
  }

  /** Messages to a phone, as it would show them. */
  to(phone: string): string[] {
    return [...this.accepted.values()].filter(sms => sms.to === phone).map(sms => sms.text);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
  }

  private async receive(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { to, text } = JSON.parse(body) as { to: string; text: string };
    const asked = { key: String(request.headers['idempotency-key']), to, text, token: request.headers.authorization };
    this.asked.push(asked);
    const seen = (this.seen.get(asked.key) ?? 0) + 1;
    this.seen.set(asked.key, seen);
    const behaviour = this.behave(asked, seen);
    if (this.delayMs > 0) await new Promise(done => setTimeout(done, this.delayMs));
    if (behaviour === 'hang') return;
    if (behaviour === 'lose-reply' || behaviour.status < 300) {
      if (!this.accepted.has(asked.key)) this.accepted.set(asked.key, asked);
    }
    if (behaviour === 'lose-reply') {
      reply.destroy();
      return;
    }
    reply.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers });
    reply.end(JSON.stringify({ id: `sms-${this.asked.length}` }));
  }
}
