import { randomUUID } from 'node:crypto';
import { link, mkdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { retryAfter } from './retry.js';

/** The gateway has so long for an answer, in milliseconds; the lease of a delivery is longer. */
export const GATEWAY_MS = 10_000;

/** No honest answer of a gateway is longer. */
const LONGEST_ANSWER = 64_000;

/** How a try ended. */
export type Outcome =
  /** Taken by the gateway, under its own number when it gave one. */
  | { kind: 'accepted'; providerId: string | null }
  /** This message will never be taken. */
  | { kind: 'refused'; error: string }
  /** The gateway asks to be left alone for so many milliseconds; null: it did not say for how long. */
  | { kind: 'busy'; error: string; waitMs: number | null }
  /** Nobody knows, or it broke: try again. `silent`: no answer at all; `shut`: the gateway does not let us in. */
  | { kind: 'failed'; error: string; silent?: boolean; shut?: boolean };

/** A message to one phone. `key` is the delivery's id: the gateway takes one message a key, however often it is asked. */
export interface Sms {
  key: string;
  to: string;
  text: string;
}

/** The SMS gateway of SMS_URL: HTTP, or a folder that gets one file a message. */
@Injectable()
export class SmsGateway {
  /** How long an answer may take, in milliseconds; never longer than GATEWAY_MS. */
  patienceMs = GATEWAY_MS;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Whether there is a gateway at all. */
  get isConfigured(): boolean {
    return this.config.sms !== undefined;
  }

  /** Tries to send; never throws. */
  async send(sms: Sms): Promise<Outcome> {
    const { url, token } = this.config.sms ?? {};
    if (!url) return { kind: 'failed', error: 'no gateway' };
    try {
      return url.startsWith('file:') ? await write(url, sms) : await post(url, token, sms, this.patienceMs);
    } catch (error) {
      return { kind: 'failed', error: nameOf(error), silent: true };
    }
  }
}

async function post(url: string, token: string | undefined, sms: Sms, patienceMs: number): Promise<Outcome> {
  const { key, to, text } = sms;
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ to, text }),
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  });
  const { status } = reply;
  const error = `HTTP ${status}`;
  if (reply.ok) return { kind: 'accepted', providerId: await providerIdOf(reply) };
  const waitMs = retryAfter(reply.headers.get('retry-after'), Date.now());
  await reply.body?.cancel();
  if (status === 429 || (status === 503 && waitMs !== null)) return { kind: 'busy', error, waitMs };
  // A wrong token says nothing about the message: it must not bury a whole wave.
  if (status === 401 || status === 403 || status === 407) return { kind: 'failed', error, shut: true };
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) return { kind: 'refused', error };
  return { kind: 'failed', error };
}

/** The gateway's own number of the message, `{"id": "…"}`. It has taken the message whatever its answer says. */
async function providerIdOf(reply: Response): Promise<string | null> {
  try {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of reply.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > LONGEST_ANSWER) break;
    }
    const answer: unknown = JSON.parse(text);
    const id = (answer as { id?: unknown } | null)?.id;
    return typeof id === 'string' || typeof id === 'number' ? String(id).replaceAll('\0', '').slice(0, 200) : null;
  } catch {
    return null;
  }
}

/** One file a key: made aside and then linked, which succeeds once only and never leaves half a file. */
async function write(url: string, { key, to, text }: Sms): Promise<Outcome> {
  const folder = fileURLToPath(url);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${key}.${randomUUID()}`);
  await writeFile(draft, `${JSON.stringify({ to, text })}\n`, { mode: 0o600 });
  try {
    await link(draft, join(folder, `${key}.json`));
  } catch (error) {
    if (nameOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return { kind: 'accepted', providerId: null };
}

/** What went wrong, in a word, with nothing of the message in it. */
function nameOf(error: unknown): string {
  const { code, name, cause } = error as { code?: string; name?: string; cause?: { code?: string } };
  return String(cause?.code ?? code ?? name ?? 'unknown').slice(0, 100);
}
