import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionOf } from '../member/testing.js';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function stream(parts: string[]): Response {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start: controller => {
        for (const part of parts) controller.enqueue(encoder.encode(part));
        controller.close();
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  );
}

it('each new version is one nudge, also when an event comes in two pieces; a broken line is taken up again', async () => {
  const bodies = [
    ['data: {"version": 1}\n\nda', 'ta: {"version": 2}\n\n', ': still there\n\ndata: {"version": 2}\n\n'],
    ['data: {"version": 3}\n\n'],
  ];
  let opened = 0;
  vi.stubGlobal('fetch', async (url: string) => {
    if (url === '/graphql') return Response.json({ data: { refreshSession: sessionOf() } });
    const body = bodies[opened++];
    return body ? stream(body) : Promise.reject(new TypeError('no network'));
  });
  const { liveEvents } = await import('./live.js');
  const nudge = vi.fn();
  const stop = liveEvents('/events/meetings/1', nudge);
  await vi.waitFor(() => expect(nudge).toHaveBeenCalledTimes(2));
  await vi.advanceTimersByTimeAsync(1_100);
  await vi.waitFor(() => expect(nudge).toHaveBeenCalledTimes(3));
  stop();
});

it('while there is no stream the screen asks every twenty seconds', async () => {
  vi.stubGlobal('fetch', async (url: string) =>
    url === '/graphql'
      ? Response.json({ data: { refreshSession: sessionOf() } })
      : Promise.reject(new TypeError('no network')),
  );
  const { liveEvents } = await import('./live.js');
  const nudge = vi.fn();
  const stop = liveEvents('/events/meetings/1', nudge);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(nudge).toHaveBeenCalledTimes(3);
  stop();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(nudge).toHaveBeenCalledTimes(3);
});
