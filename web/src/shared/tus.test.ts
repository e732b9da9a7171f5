import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { sessionOf } from '../member/testing.js';

/** A server that keeps parts; `fault` may stand in for its next answer. */
function partsServer(fault: (method: string, turn: number) => 'torn' | Response | undefined = () => undefined) {
  const kept = new Map<string, { size: number; bytes: number[] }>();
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (url === '/graphql') return Response.json({ data: { refreshSession: sessionOf() } });
    const method = init.method ?? 'GET';
    asked.push(method);
    const failed = fault(method, asked.filter(each => each === method).length);
    if (failed === 'torn') throw new TypeError('Failed to fetch');
    if (failed) return failed;
    const headers = new Headers(init.headers);
    if (method === 'POST') {
      kept.set('/uploads/1', { size: Number(headers.get('upload-length')), bytes: [] });
      return new Response(null, { status: 201, headers: { location: '/uploads/1' } });
    }
    const upload = kept.get(url);
    if (!upload) return Response.json({ code: 'NOT_FOUND', reason: 'NOT_FOUND' }, { status: 404 });
    if (method === 'GET') return Response.json({ file: { id: 'f', size: upload.bytes.length } });
    if (method === 'PATCH') {
      if (Number(headers.get('upload-offset')) !== upload.bytes.length)
        return Response.json({ code: 'CONFLICT', reason: 'UPLOAD_OFFSET_WRONG' }, { status: 409 });
      upload.bytes = upload.bytes.concat([...new Uint8Array(await (init.body as Blob).arrayBuffer())]);
    }
    return new Response(null, { status: 200, headers: { 'upload-offset': String(upload.bytes.length) } });
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  return { kept, asked };
}

const paper = (bytes: number) => new File([new Uint8Array(bytes).map((_, at) => at % 251)], 'Nghị quyết.pdf');

async function client() {
  const { startSession } = await import('./session.js');
  await startSession();
  return import('./tus.js');
}

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});

it('a file goes up in parts and becomes one and the same file', async () => {
  const { kept, asked } = partsServer();
  const { sendInParts } = await client();
  const told: number[] = [];
  const stored = await sendInParts(paper(1_200_000), { onProgress: part => told.push(part) });
  expect(stored).toMatchObject({ id: 'f', size: 1_200_000 });
  expect(asked).toEqual(['POST', 'PATCH', 'PATCH', 'PATCH', 'GET']);
  expect(kept.get('/uploads/1')?.bytes[1_199_999]).toBe(1_199_999 % 251);
  expect([told[0], told.at(-1)]).toEqual([0, 1]);
});

it('a torn line does not begin anew: what the server has is asked for, and only the rest is sent', async () => {
  const { asked } = partsServer((method, turn) => (method === 'PATCH' && turn === 2 ? 'torn' : undefined));
  const { sendInParts } = await client();
  const waits: boolean[] = [];
  const going = sendInParts(paper(1_200_000), { onWaiting: waiting => waits.push(waiting) });
  await vi.waitFor(() => expect(waits).toEqual([true]));
  dispatchEvent(new Event('online'));
  await going;
  expect(asked).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH', 'PATCH', 'GET']);
});

it('a pause, and even a page loaded anew, keeps what was sent', async () => {
  const { asked, kept } = partsServer();
  const file = paper(1_200_000);
  const first = await client();
  const stop = new AbortController();
  const going = first.sendInParts(file, { signal: stop.signal, onProgress: part => part > 0.4 && stop.abort() });
  await expect(going).rejects.toBeInstanceOf(first.Paused);
  const before = kept.get('/uploads/1')?.bytes.length;
  vi.resetModules();
  const { sendInParts } = await client();
  await sendInParts(file);
  expect(before).toBeGreaterThan(0);
  expect(asked.filter(method => method === 'POST')).toHaveLength(1);
  expect(kept.get('/uploads/1')?.bytes).toHaveLength(1_200_000);
});

it('an upload that the server no longer has begins anew, and a refused file is refused', async () => {
  const { asked } = partsServer((method, turn) =>
    method === 'PATCH' && turn === 2
      ? Response.json({ code: 'BAD_USER_INPUT', reason: 'FILE_TYPE_REFUSED', message: 'Không nhận.' }, { status: 400 })
      : undefined,
  );
  const { sendInParts } = await client();
  const file = paper(3);
  localStorage.setItem('sotay.uploads', JSON.stringify({ [`Nghị quyết.pdf|3|${file.lastModified}`]: '/uploads/0' }));
  await expect(sendInParts(file)).resolves.toMatchObject({ id: 'f' });
  expect(asked).toEqual(['HEAD', 'POST', 'PATCH', 'GET']);
  await expect(sendInParts(file)).rejects.toMatchObject({ reason: 'FILE_TYPE_REFUSED' });
  expect(localStorage.getItem('sotay.uploads')).toBeNull();
});

it('on a slow line the parts become smaller, on a quick one larger again', async () => {
  const { sizeOfNext } = await import('./tus.js');
  expect(sizeOfNext(512 * 1024, 20_000)).toBe(256 * 1024);
  expect(sizeOfNext(32 * 1024, 20_000)).toBe(32 * 1024);
  expect(sizeOfNext(64 * 1024, 500)).toBe(128 * 1024);
});
