import { freshToken } from './session.js';

const POLL_MS = 20_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Reads server-sent events from a body and calls back for each that carries data; ends with the stream. */
async function readEvents(body: ReadableStream<Uint8Array>, onData: (data: string) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split(/\r?\n\r?\n/);
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.match(/^data: ?(.*)$/m)?.[1];
      if (data !== undefined) onData(data);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Keeps a live screen fresh: `onNudge` is called at each event of `/events/...`, and every 20 s while the stream is down.
 * Connects again with growing pauses. `onState` tells whether the stream is open. The answer ends it all.
 */
export function liveEvents(
  path: `/events/${string}`,
  onNudge: () => void,
  onState?: (open: boolean) => void,
): () => void {
  const stop = new AbortController();
  let open = false;
  const poll = setInterval(() => {
    if (!open && !document.hidden) onNudge();
  }, POLL_MS);

  const listen = async () => {
    let wait = FIRST_WAIT_MS;
    let lastVersion = -1;
    while (!stop.signal.aborted) {
      try {
        const response = await authorisedStream(path, stop.signal);
        if (response.ok && response.body) {
          open = true;
          onState?.(true);
          wait = FIRST_WAIT_MS;
          await readEvents(response.body, data => {
            const version = versionOf(data);
            if (version !== null && version === lastVersion) return;
            lastVersion = version ?? lastVersion;
            onNudge();
          });
        }
      } catch {
        // No network, or the connection broke: try again below.
      }
      if (open) onState?.(false);
      open = false;
      await pause(wait, stop.signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  };
  void listen();

  return () => {
    stop.abort();
    clearInterval(poll);
  };
}

/** A stream stays open, so it must not go through `reach` with its time limit. */
async function authorisedStream(path: string, signal: AbortSignal): Promise<Response> {
  const token = await freshToken();
  const headers = { accept: 'text/event-stream', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  return fetch(path, { headers, signal, cache: 'no-store', credentials: 'same-origin' });
}

function versionOf(data: string): number | null {
  try {
    const { version } = JSON.parse(data) as { version?: number };
    return typeof version === 'number' ? version : null;
  } catch {
    return null;
  }
}
