import { authorisedFetch } from './client.js';
import { ApiError, fromHttp, networkError } from './errors.js';
import { onWipe } from './session.js';
import { recall, remember } from './storage.js';
import type { UploadedFile } from './uploads.js';

/** Where uploads in parts begin (tus 1.0.0, core and creation). */
const ENDPOINT = '/uploads';
const TUS = { 'tus-resumable': '1.0.0' };
/** A part is sent anew when it was torn: on a weak line the parts become smaller. */
const LARGEST_PART = 512 * 1024;
const SMALLEST_PART = 32 * 1024;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Uploads begun on this device and not ended, by what tells a file from another: chosen again after a reload, it goes on. */
const KEPT = 'uploads';

interface Options {
  /** 0 to 1: what the server has. */
  onProgress?: (part: number) => void;
  /** The line is torn; it is tried again by itself. */
  onWaiting?: (waiting: boolean) => void;
  /** Pausing: what the server has is kept there. */
  signal?: AbortSignal;
}

/** Thrown where the person paused. */
export class Paused extends Error {}

/**
 * Sends a file in parts and goes on where a torn line left off, also after the page was loaded anew. Throws ApiError where
 * the server refuses the file, Paused where `signal` stopped it.
 */
export async function sendInParts(file: File, options: Options = {}): Promise<UploadedFile> {
  let pause = FIRST_PAUSE_MS;
  let isAnew = false;
  for (;;) {
    try {
      return await goOn(file, options, () => {
        pause = FIRST_PAUSE_MS;
      });
    } catch (error) {
      if (options.signal?.aborted) throw new Paused();
      if (!(error instanceof ApiError)) throw error;
      // The server gave up what it had (after some days): once more from the start.
      const isGone: boolean = error.code === 'NOT_FOUND' && !isAnew;
      const isBehind = error.reason === 'UPLOAD_OFFSET_WRONG';
      if (!isBehind && !error.passing) forget(file);
      if (!isGone && !isBehind && !error.passing) throw error;
      isAnew ||= isGone;
      options.onWaiting?.(true);
      if (!isGone) await wait(Math.max(pause, (error.retryAfter ?? 0) * 1000), options.signal);
      options.onWaiting?.(false);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

/** Asks where the server stands, sends the rest, and asks which file it became. */
async function goOn(file: File, { onProgress, signal }: Options, onPart: () => void): Promise<UploadedFile> {
  let address = keptAddress(file);
  let offset = 0;
  if (address === null) address = keep(file, await begin(file, signal));
  else offset = Number((await ask(address, { method: 'HEAD' }, signal)).headers.get('upload-offset'));
  let part = LARGEST_PART;
  while (offset < file.size) {
    onProgress?.(offset / file.size);
    const begun = Date.now();
    const body = file.slice(offset, offset + part);
    const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
    const answer = await ask(address, { method: 'PATCH', headers, body }, signal);
    offset = Number(answer.headers.get('upload-offset') ?? offset + body.size);
    onPart();
    part = sizeOfNext(part, Date.now() - begun);
  }
  onProgress?.(1);
  const { file: stored } = (await (await ask(address, {}, signal)).json()) as { file: UploadedFile | null };
  if (!stored) throw networkError();
  forget(file);
  return stored;
}

/** Parts that take a few seconds each: long enough for a quick line, soon enough done for a weak one. */
export function sizeOfNext(part: number, tookMs: number): number {
  if (tookMs > 8_000) return Math.max(SMALLEST_PART, Math.round(part / 2));
  if (tookMs < 2_000) return Math.min(LARGEST_PART, part * 2);
  return part;
}

async function begin(file: File, signal: AbortSignal | undefined): Promise<string> {
  const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(file.name.normalize('NFC'))));
  const headers = { 'upload-length': String(file.size), 'upload-metadata': `filename ${encoded}` };
  const made = await ask(ENDPOINT, { method: 'POST', headers }, signal);
  return new URL(made.headers.get('location') ?? '', location.href).pathname;
}

async function ask(address: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  if (signal?.aborted) throw new Paused();
  const response = await authorisedFetch(address, {
    ...init,
    headers: { ...TUS, ...init.headers },
    ...(signal ? { signal } : {}),
  });
  if (response.ok) return response;
  throw fromHttp(response.status, await response.text().catch(() => ''));
}

/** Waits, but not longer than until the network returns. */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
  });
}

const nameOf = (file: File) => [file.name, file.size, file.lastModified].join('|');

function keptAddress(file: File): string | null {
  return recall<Record<string, string>>(KEPT)?.[nameOf(file)] ?? null;
}

function keep(file: File, address: string): string {
  remember(KEPT, { ...recall<Record<string, string>>(KEPT), [nameOf(file)]: address });
  return address;
}

/** The upload is over, or nobody wants it any more. */
export function forget(file: File): void {
  const { [nameOf(file)]: _, ...others } = recall<Record<string, string>>(KEPT) ?? {};
  remember(KEPT, Object.keys(others).length > 0 ? others : null);
}

onWipe(() => remember(KEPT, null));
