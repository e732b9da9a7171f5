import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { freePort } from '../src/platform/embedded/ports.js';
import { Storage } from '../src/platform/files/storage.js';
import { Metrics } from '../src/platform/http/metrics.js';
import { serveWeb } from '../src/platform/http/web.js';
import { Person } from './support/person.js';
import { World } from './support/world.js';

let w: World;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());

const get = (path: string, init?: RequestInit) => fetch(`${w.url}${path}`, init);

describe('the pages', () => {
  const SCRIPT = `console.log(${JSON.stringify('chữ '.repeat(2000))})`;
  let folder: string;
  let site: FastifyInstance;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotay-web-'));
    await mkdir(join(folder, 'assets/member'), { recursive: true });
    await mkdir(join(folder, '.vite'));
    await Promise.all([
      writeFile(join(folder, 'index.html'), '<title>member</title>'),
      writeFile(join(folder, 'console.html'), '<title>console</title>'),
      writeFile(join(folder, 'sw.js'), 'self'),
      writeFile(join(folder, 'icon.svg'), '<svg/>'),
      writeFile(join(folder, 'assets/member/index-abc.js'), SCRIPT),
      writeFile(join(folder, '.vite/member.json'), '{}'),
      writeFile(join(folder, 'secret.key'), 'key'),
    ]);
    site = fastify();
    serveWeb(site, folder);
  });
  afterAll(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  const open = (url: string, headers: Record<string, string> = {}) => site.inject({ url, headers });

  it.each([
    ['/', 'member'],
    ['/meetings/0190', 'member'],
    ['/index.html', 'member'],
    ['/console', 'console'],
    ['/console/', 'console'],
    ['/console/rollouts/1?tab=2', 'console'],
    ['/consoles', 'member'],
  ])('%s is the page of the %s', async (url, page) => {
    const reply = await open(url);
    expect([reply.statusCode, reply.body, reply.headers['content-type'], reply.headers['cache-control']]).toEqual([
      200,
      `<title>${page}</title>`,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
  });

  it('what is named by its content is kept for ever, the service worker is asked for each time', async () => {
    expect((await open('/assets/member/index-abc.js')).headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
    const worker = await open('/sw.js');
    expect(worker.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/javascript; charset=utf-8',
    });
    const again = await open('/sw.js', { 'if-none-match': String(worker.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('is sent as small as the browser takes it', async () => {
    const path = '/assets/member/index-abc.js';
    const [plain, gzip, br, none] = await Promise.all(
      ['identity', 'gzip', 'gzip, deflate, br;q=0.9', 'br;q=0'].map(coding =>
        open(path, { 'accept-encoding': coding }),
      ),
    );
    expect([plain, gzip, br, none].map(reply => reply?.headers['content-encoding'])).toEqual([
      undefined,
      'gzip',
      'br',
      undefined,
    ]);
    expect(plain?.body).toBe(SCRIPT);
    expect(gunzipSync(gzip?.rawPayload ?? '').toString()).toBe(SCRIPT);
    expect(brotliDecompressSync(br?.rawPayload ?? '').toString()).toBe(SCRIPT);
    expect(br?.headers['vary']).toBe('accept-encoding');
    expect(Number(br?.headers['content-length'])).toBeLessThan(SCRIPT.length / 10);
  });

  it('HEAD tells the same without a body', async () => {
    const reply = await site.inject({ method: 'HEAD', url: '/console' });
    expect([reply.statusCode, reply.body, reply.headers['content-length']]).toEqual([200, '', '22']);
  });

  it.each([
    '/assets/member/gone.js',
    '/secret.key',
    '/.vite/member.json',
    '/../secret.key',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/%00.js',
    '/%ff',
    '/graphql/x',
    '/files',
    '/imports/1',
    '/events/meetings',
    '/health/x',
    '/metrics/x',
    '/calendar/x.ics',
  ])('%s is not found, and no page', async url => {
    const reply = await open(url);
    expect([400, 404]).toContain(reply.statusCode);
    expect(reply.headers['content-type']).toMatch(/^application\/json/);
  });

  it('not built yet, it says so, and needs no restart once it is', async () => {
    const empty = join(folder, 'later');
    const early = fastify();
    serveWeb(early, empty);
    const reply = await early.inject('/');
    expect([reply.statusCode, reply.body]).toEqual([503, expect.stringContaining('npm run build')]);
    await mkdir(empty);
    await writeFile(join(empty, 'index.html'), 'built');
    expect((await early.inject('/')).body).toBe('built');
    await early.close();
  });
});

describe('what is refused before any operation', () => {
  const refused = async (path: string, init?: RequestInit) => {
    const reply = await get(path, init);
    return { status: reply.status, body: await reply.json() };
  };

  it.each([
    ['GET', '/files'],
    ['GET', '/imports/none/such'],
    ['GET', '/calendar/1'],
    ['GET', '/graphql/x'],
    ['POST', '/'],
    ['DELETE', '/console'],
    ['PUT', '/files/1'],
  ])('%s %s is not found, in the words of the contract', async (method, path) => {
    expect(await refused(path, { method })).toEqual({
      status: 404,
      body: { code: 'NOT_FOUND', reason: 'NOT_FOUND', message: expect.any(String) },
    });
  });

  it('the application gives a page to whoever opens it, under a policy that lets nothing foreign run', async () => {
    for (const path of ['/', '/console', '/meetings/1']) {
      const reply = await get(path);
      // 503 where the pages are not built.
      expect([200, 503]).toContain(reply.status);
      expect(Object.fromEntries(reply.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': expect.stringContaining("script-src 'self';"),
      });
    }
  });

  it('every answer forbids to be framed, sniffed, or told where a link was', async () => {
    for (const path of ['/health/live', '/nothing/here', '/files']) {
      expect(Object.fromEntries((await get(path)).headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'self'"),
      });
    }
  });

  it('an address that is no address is refused', async () => {
    expect(await refused('/%E0%A4%A')).toMatchObject({
      body: { code: expect.stringMatching(/^(NOT_FOUND|BAD_USER_INPUT)$/) },
    });
    expect((await refused(`/files/${'x'.repeat(9000)}`)).status).toBe(404);
  });
});

describe('health', () => {
  it('a living process says so, and a ready one what it stands on', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ ok: true });
    const reply = await get('/health/ready');
    const ok = { ok: true, ms: expect.any(Number) };
    expect([reply.status, await reply.json()]).toEqual([
      200,
      { ok: true, checks: { database: ok, migrations: ok, queue: ok, storage: ok } },
    ]);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('what is missing is named, without an address or a text of the system', async () => {
    const storage = w.app.get<Storage>(Storage as never);
    const check = storage.assertWritable;
    storage.assertWritable = async () => {
      throw new Error(`EACCES: permission denied, access '${w.config.filesDir}'`);
    };
    const [row] = await w.rows(`delete from migrations where id = (select max(id) from migrations) returning *`);
    await new Promise(go => setTimeout(go, 1100));
    try {
      const reply = await get('/health/ready');
      const text = await reply.text();
      expect(reply.status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({
        ok: false,
        checks: {
          database: { ok: true },
          migrations: { ok: false, problem: '1 pending' },
          storage: { ok: false, problem: 'failed' },
        },
      });
      expect(text).not.toContain(w.config.filesDir);
      expect((await get('/health/live')).status).toBe(200);
    } finally {
      storage.assertWritable = check;
      await w.rows(`insert into migrations (id, "timestamp", name) values ($1, $2, $3)`, [
        row?.['id'],
        row?.['timestamp'],
        row?.['name'],
      ]);
    }
  });
});

describe('figures', () => {
  it('are told to this machine only: not through a proxy', async () => {
    const reply = await get('/metrics');
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    expect(await reply.text()).toContain('process_resident_memory_bytes');
    for (const name of ['x-forwarded-for', 'forwarded', 'via']) {
      expect((await get('/metrics', { headers: { [name]: '127.0.0.1' } })).status).toBe(404);
    }
  });

  it('count requests by route and operation, refusals by code, and never name a person or an id', async () => {
    const secretary = await w.person('SECRETARY', await w.cell('Chi bộ số liệu'));
    await secretary.ask('query AnyNameAClientLikes { documents { totalCount } }');
    await secretary.send('{ document(id: "0190a0a0-0000-7000-8000-000000000000") { id } }');
    await secretary.fetch('/files/0190a0a0-0000-7000-8000-000000000000');
    await Person.stranger(w.url).send('{ documents { totalCount } }');
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="POST",route="\/graphql",operation="documents",status="200"\} [1-9]/,
    );
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/files\/:id",operation="",status="404"\} [1-9]/,
    );
    expect(text).toMatch(/graphql_refusals_total\{operation="document",code="NOT_FOUND"\} 1/);
    expect(text).toMatch(/sotay_jobs\{lane="quick",state="waiting"\} \d/);
    expect(text).not.toMatch(/AnyNameAClientLikes|0190a0a0|Bearer/);
    expect(text).not.toContain(secretary.name);
  });

  it('that cannot be read are left out', async () => {
    w.app.get(Metrics).watch('sotay_broken', 'x', [], async () => {
      throw new Error('no');
    });
    expect((await get('/metrics')).status).toBe(200);
  });

  it('have a port of their own when METRICS_PORT says so', async () => {
    const port = await freePort();
    const other = await World.create({ env: { METRICS_PORT: String(port) } });
    try {
      expect((await fetch(`${other.url}/metrics`)).status).toBe(404);
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
      const reply = await fetch(`http://127.0.0.1:${port}/metrics`);
      expect([reply.status, await reply.text()]).toEqual([
        200,
        expect.stringContaining('nodejs_eventloop_lag_seconds'),
      ]);
    } finally {
      await other.end();
    }
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });
});
