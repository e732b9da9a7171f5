import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CREATE_DOCUMENT, onDisk, uploaded } from './support/documents.js';
import { longText } from './support/papers.js';
import type { Loose, Person } from './support/person.js';
import { type Started, until } from './support/started.js';
import { startWorker } from './support/workers.js';
import { type Place, World } from './support/world.js';

const FORMS = `query ($id: ID!) { document(id: $id) { files { id sha256 pages forms { kind state problem url } } } }`;
const RETRY = `mutation ($fileId: ID!) { retryForms(fileId: $fileId) { id } }`;
/** Three paragraphs a page. */
const PAGES = 1000;

let w: World;
let cell: Place;
let secretary: Person;
let worker: Started | undefined;

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
});
afterEach(async () => {
  await worker?.stop('SIGKILL');
  worker = undefined;
});
afterAll(() => w?.end());

/** A document of one file that was checked and whose forms nobody has begun. */
async function checked(name: string, content: Buffer): Promise<{ documentId: string; fileId: string; sha256: string }> {
  const fileId = await uploaded(secretary, name, content);
  const input = { title: 'Tài liệu', audienceId: cell.id, fileIds: [fileId] };
  const { createDocument } = await secretary.ask(CREATE_DOCUMENT, { input });
  return { documentId: createDocument.id, fileId, sha256: createDocument.files[0].sha256 };
}

const formsOf = async (documentId: string): Promise<Record<string, Loose>> => {
  const { document } = await secretary.ask(FORMS, { id: documentId });
  return Object.fromEntries(document.files[0].forms.map((form: Loose) => [form.kind, form]));
};
const pagesOf = async (sha256: string) =>
  (await w.rows<{ count: number }>('select count(*)::int as count from content_pages where sha256 = $1', [sha256]))[0]
    ?.count;
/** The claim of a dead worker runs out. */
const runOut = () => w.rows(`update content_forms set next_at = now() where state = 'PENDING'`);

describe('a worker that is killed', () => {
  it('in the middle of reading leaves no half form, and another one makes it whole', async () => {
    const { documentId, sha256 } = await checked('Sách dài.txt', longText());
    worker = startWorker(w);
    const begun = async () =>
      (await w.rows(`select 1 from content_forms where sha256 = $1 and lease is not null`, [sha256])).length > 0;
    await until(begun, 40_000, () => worker?.words ?? '');
    await worker.stop('SIGKILL');
    expect(await pagesOf(sha256)).toBe(0);
    expect(
      await w.rows(`select state, storage_key from content_forms where sha256 = $1 and kind in ('TEXT', 'HTML')`, [
        sha256,
      ]),
    ).toEqual([
      { state: 'PENDING', storage_key: null },
      { state: 'PENDING', storage_key: null },
    ]);
    await w.settle();
    await runOut();
    await w.settle();
    expect(await pagesOf(sha256)).toBe(PAGES);
    expect(await formsOf(documentId)).toMatchObject({ TEXT: { state: 'READY' }, HTML: { state: 'READY' } });
  });

  it('three times gives the form up, says so in Vietnamese, and it can be tried anew', async () => {
    const { documentId, fileId, sha256 } = await checked('Ba lần.txt', Buffer.from('Thử ba lần.'));
    await w.settle();
    await w.rows(
      `update content_forms set state = 'PENDING', made_at = null, attempts = 3, lease = gen_random_uuid(), next_at = now() where sha256 = $1 and kind = 'TEXT'`,
      [sha256],
    );
    await w.settle();
    expect((await formsOf(documentId))['TEXT']).toMatchObject({
      state: 'FAILED',
      problem: expect.stringMatching(/^Đã thử ba lần/),
    });
    await secretary.ask(RETRY, { fileId });
    await w.settle();
    expect((await formsOf(documentId))['TEXT']).toMatchObject({ state: 'READY', problem: null });
  });
});

describe('a commit that fails after the content was stored', () => {
  afterEach(() => w.rows('drop trigger if exists spoil on content_forms; drop function if exists spoil'));

  it('shows nothing of the form, is tried again, and leaves no content behind', async () => {
    await w.rows(
      `create function spoil() returns trigger language plpgsql as $$ begin raise exception 'spoilt'; end $$`,
    );
    await w.rows(
      `create trigger spoil before update on content_forms for each row when (new.state = 'READY' and new.kind = 'HTML') execute function spoil()`,
    );
    const { documentId, sha256 } = await checked('Hỏng.txt', Buffer.from('Đoạn này chưa thấy được.'));
    for (let attempt = 0; attempt < 3; attempt++) {
      await w.settle();
      await runOut();
    }
    await w.settle();
    expect((await formsOf(documentId))['HTML']).toMatchObject({
      state: 'FAILED',
      url: null,
      problem: expect.stringMatching(/trục trặc/),
    });
    const [left] = await w.rows<{ key: string }>(
      `select storage_key as key from form_contents where sha256 = $1 and kind = 'HTML'`,
      [sha256],
    );
    const name = left?.key.split('/').at(-1) ?? '';
    expect(await onDisk(w)).toContain(name);
    await w.rows(`update form_contents set created_at = now() - interval '2 hours'`);
    await w.settle();
    expect(await onDisk(w)).not.toContain(name);
    expect(await w.rows(`select 1 from form_contents where sha256 = $1 and kind = 'HTML'`, [sha256])).toEqual([]);
  });
});

describe('a worker that was taken for dead', () => {
  it('does not overwrite what its successor has made', async () => {
    const { documentId, sha256 } = await checked('Chậm.txt', Buffer.concat([Buffer.from('Chậm.\n'), longText()]));
    const late = w.settle();
    const begun = async () =>
      (await w.rows(`select 1 from content_forms where sha256 = $1 and lease is not null`, [sha256])).length > 0;
    await until(begun, 20_000, () => '');
    await w.rows(
      `update content_forms set lease = gen_random_uuid(), next_at = now() + interval '1 hour' where sha256 = $1`,
      [sha256],
    );
    await late;
    expect(await pagesOf(sha256)).toBe(0);
    expect((await formsOf(documentId))['TEXT']).toMatchObject({ state: 'PENDING' });
  });
});

describe('a content that nobody holds any more', () => {
  it('is forgotten with all its forms, unless another file holds the same', async () => {
    const content = Buffer.from('Hai đồng chí cùng đưa lên một tệp.');
    const [one, two] = [await checked('Một.txt', content), await checked('Hai.txt', content)];
    await w.settle();
    expect(await pagesOf(one.sha256)).toBe(1);
    const key =
      (await w.rows<{ key: string }>(`select storage_key as key from form_contents where sha256 = $1`, [one.sha256]))[0]
        ?.key ?? '';
    const refuse = (id: string) =>
      w.rows(`update document_files set state = 'REFUSED', refusal = 'FILE_CLASSIFIED' where id = $1`, [id]);
    await refuse(one.fileId);
    await w.settle();
    expect(await pagesOf(one.sha256)).toBe(1);
    await refuse(two.fileId);
    await w.settle();
    expect(await pagesOf(one.sha256)).toBe(0);
    expect(
      await w.rows(
        `select 1 from content_forms where sha256 = $1 union all select 1 from content_facts where sha256 = $1`,
        [one.sha256],
      ),
    ).toEqual([]);
    expect(await onDisk(w)).not.toContain(key.split('/').at(-1));
  });
});
