import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FileChecks } from '../src/documents/files/checking/file-checks.js';
import { checkS3, checkScanner } from '../src/platform/doctor/files.checks.js';
import { s3AddressOf } from '../src/platform/files/s3-address.js';
import { looked, onDisk, sha256, uploaded } from './support/documents.js';
import { docx } from './support/hostile.js';
import type { Person } from './support/person.js';
import { S3Server } from './support/s3-server.js';
import { pdf } from './support/samples.js';
import { announce, append, largePdf, standing } from './support/tus.js';
import { World } from './support/world.js';

let s3: S3Server;
let w: World;
let secretary: Person;

beforeAll(async () => {
  s3 = await S3Server.start();
  w = await World.create({ env: { STORAGE_URL: s3.url } });
  secretary = await w.person('SECRETARY', await w.cell());
});
afterAll(async () => {
  await w?.end();
  await s3?.end();
});

const keyOf = async (id: unknown) =>
  (await w.rows<{ key: string }>('select storage_key as key from document_files where id = $1', [id]))[0]?.key ?? '';
const ready = async () =>
  (await (await fetch(`${w.url}/health/ready`)).json()) as { checks: { storage: { ok: boolean } } };
const pause = () => new Promise(go => setTimeout(go, 1100));

describe('files in an S3 store', () => {
  it('are taken in, checked and handed out, whole and in stretches, and none stays on this machine', async () => {
    const content = pdf('in S3');
    const id = await uploaded(secretary, 'a.pdf', content);
    expect(existsSync(s3.fileOf(await keyOf(id)))).toBe(true);
    await w.get(FileChecks).check({ fileId: id });
    const whole = await secretary.fetch(`/files/${id}`);
    expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
    const stretch = await secretary.fetch(`/files/${id}`, { headers: { range: 'bytes=0-3' } });
    expect([stretch.status, await stretch.text()]).toEqual([206, '%PDF']);
    expect(await onDisk(w)).toEqual([]);
  });

  it('that come in parts go on after the store was away', async () => {
    const { content, sha256: hash } = largePdf(pdf('parts in S3'), 2_500_000);
    const { path } = await announce(secretary, 'a.pdf', content);
    expect((await append(secretary, path, 0, content.subarray(0, 1_200_000))).status).toBe(204);
    await s3.goAway();
    const away = await append(secretary, path, 1_200_000, content.subarray(1_200_000));
    expect(away).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE', retryAfter: expect.any(Number) } });
    await s3.comeBack();
    const { offset } = await standing(secretary, path);
    expect((await append(secretary, path, offset, content.subarray(offset))).status).toBe(204);
    const { fileId } = await standing(secretary, path);
    expect(await w.rows('select sha256 from document_files where id = $1', [fileId])).toEqual([{ sha256: hash }]);
    expect(existsSync(s3.fileOf(await keyOf(fileId)))).toBe(true);
    expect(await w.rows('select 1 from upload_parts')).toEqual([]);
  });

  it.each([
    ['away', undefined],
    ['too busy', 503],
    ['full', 507],
    ['closed to us', 403],
  ])(
    'are refused for now while the store is %s: no row, nothing half kept, and the operator is told',
    async (_, code) => {
      const [content, id] = [pdf(`refused ${code}`), await uploaded(secretary)];
      await looked(w);
      s3.refuses = code;
      if (code === undefined) await s3.goAway();
      await pause();
      const [upload, download, { checks }, finding] = [
        await secretary.upload('a.pdf', content),
        await secretary.fetch(`/files/${id}`),
        await ready(),
        await checkS3(s3AddressOf(s3.url), w.config.filesDir),
      ];
      s3.refuses = undefined;
      if (code === undefined) await s3.comeBack();
      expect(upload).toMatchObject({
        status: 503,
        body: { code: 'UNAVAILABLE', message: expect.any(String), retryAfter: expect.any(Number) },
      });
      expect(JSON.stringify(upload.body)).not.toMatch(/127\.0\.0\.1|S3|ECONN/);
      expect(download.status).toBe(503);
      expect([checks.storage.ok, finding.state]).toEqual([false, 'failure']);
      expect(await w.rows('select 1 from document_files where sha256 = $1', [sha256(content)])).toEqual([]);
      expect(await onDisk(w)).toEqual([]);
      await pause();
      expect((await ready()).checks.storage.ok).toBe(true);
      expect((await secretary.upload('a.pdf', content)).status).toBe(201);
      expect((await checkS3(s3AddressOf(s3.url), w.config.filesDir)).state).toBe('ok');
    },
  );

  it('that carry the stamp of a secret are erased there, too', async () => {
    const id = await uploaded(secretary, 'a.docx', docx(['TỈNH ỦY', 'TỐI MẬT', 'Kế hoạch']));
    const key = await keyOf(id);
    expect(existsSync(s3.fileOf(key))).toBe(true);
    await w.get(FileChecks).check({ fileId: id });
    expect(existsSync(s3.fileOf(key))).toBe(false);
    expect(await onDisk(w)).toEqual([]);
  });
});

it('the doctor tells of a scanner that does not answer', async () => {
  expect((await checkScanner({ host: '127.0.0.1', port: 1 })).state).toBe('warning');
});
