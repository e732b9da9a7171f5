import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FileChecks } from '../src/documents/files/checking/file-checks.js';
import { Storage, StorageAway } from '../src/platform/files/storage.js';
import { CREATE_DOCUMENT, onDisk, publish, sha256, uploaded } from './support/documents.js';
import { FakeClamd } from './support/fake-clamd.js';
import { docx, eicar } from './support/hostile.js';
import type { Person } from './support/person.js';
import { pdf, png } from './support/samples.js';
import { announce, append } from './support/tus.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let clamd: FakeClamd;

beforeAll(async () => {
  clamd = await new FakeClamd().listen();
  w = await World.create({ env: { CLAMD_URL: clamd.url } });
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});
afterAll(async () => {
  await w?.end();
  await clamd?.end();
});

const storage = () => w.app.get<Storage>(Storage as never);
const check = (fileId: string) => w.get(FileChecks).check({ fileId });

async function state(id: string) {
  const [file] = await w.rows<{ state: string; refusal: string | null; name: string }>(
    'select state, refusal, name from document_files where id = $1',
    [id],
  );
  return file;
}

/** How a download is answered. */
async function opened(person: Person, id: string): Promise<[number, string | null]> {
  const reply = await person.fetch(`/files/${id}`);
  return [reply.status, reply.status === 200 ? null : ((await reply.json()) as { reason: string }).reason];
}

const stamped = (stamp: string, seed = '') => docx(['TỈNH ỦY LÀO CAI', stamp, `Số 12-KH/TU ${seed}`, 'KẾ HOẠCH']);

describe('a file that has just arrived', () => {
  it('is held until it is checked, and then handed out and read', async () => {
    const id = await uploaded(secretary);
    expect((await state(id))?.state).toBe('CHECKING');
    expect(await opened(secretary, id)).toEqual([503, 'FILE_BEING_CHECKED']);
    await check(id);
    expect((await state(id))?.state).toBe('READY');
    expect(await opened(secretary, id)).toEqual([200, null]);
    expect(await w.rows(`select action from audit_entries where subject_id = $1 order by id`, [id])).toEqual([
      { action: 'file.uploaded' },
      { action: 'file.checked' },
    ]);
  });

  it('is held for the readers of its document, too, and its publisher sees so', async () => {
    const input = { title: 'Nghị quyết', audienceId: cell.id, fileIds: [await uploaded(secretary)], isNotSecret: true };
    const { id } = (await secretary.ask(CREATE_DOCUMENT, { input })).createDocument;
    const FILES = `query($id: ID!) { document(id: $id) { files { id state version refusal } } }`;
    const [file] = (await secretary.ask(FILES, { id })).document.files;
    expect(file).toEqual({ id: input.fileIds[0], state: 'CHECKING', version: 1, refusal: null });
    expect((await member.ask(FILES, { id })).document.files).toEqual([]);
    expect(await opened(member, file.id)).toEqual([503, 'FILE_BEING_CHECKED']);
    await check(file.id);
    expect((await member.ask(FILES, { id })).document.files).toEqual([{ ...file, state: 'READY' }]);
    expect(await opened(member, file.id)).toEqual([200, null]);
  });

  it('whose nudge was lost is found by the sweep', async () => {
    const id = await uploaded(secretary);
    await w.rows(`update document_files set created_at = now() - interval '1 minute' where id = $1`, [id]);
    await w.get(FileChecks).sweep();
    await w.settle(['forms.make']);
    expect((await state(id))?.state).toBe('READY');
  });
});

describe('a paper with the stamp of a state secret', () => {
  it.each(['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'.normalize('NFD'), 'M Ậ T'])(
    '%s on a line of its own is refused, erased, and its uploader told without its name',
    async stamp => {
      const content = stamped(stamp, `riêng ${stamp}`);
      const { body } = await secretary.upload('Phương án phòng thủ.docx', content);
      const id = String(body['id']);
      await check(id);
      expect(await state(id)).toEqual({ state: 'REFUSED', refusal: 'FILE_CLASSIFIED', name: 'Tệp đã xóa.docx' });
      expect(await onDisk(w)).not.toContain(sha256(content));
      expect(await opened(secretary, id)).toEqual([422, 'FILE_CLASSIFIED']);
      const told = await w.rows<{ body: string }>(
        `select body from notifications where subject_id = $1 and account_id = $2`,
        [id, secretary.accountId],
      );
      expect(told).toEqual([{ body: expect.stringMatching(/Không được đưa tài liệu Mật/) }]);
      expect(JSON.stringify(told)).not.toMatch(/Phương án/);
      const audit = await w.rows(`select action, details from audit_entries where subject_id = $1`, [id]);
      expect(audit).toContainEqual({ action: 'file.refused', details: { reason: 'FILE_CLASSIFIED' } });
      expect(JSON.stringify(audit)).not.toMatch(/Phương án/);
    },
  );

  it.each(['Nuôi ong lấy mật', 'MẬT ONG RỪNG', 'QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC', 'Mật độ dân số'])(
    'is not taken for one because of "%s"',
    async line => {
      const { body } = await secretary.upload('Kế hoạch.docx', stamped(line));
      await check(String(body['id']));
      expect((await state(String(body['id'])))?.state).toBe('READY');
    },
  );

  it('that comes in parts is stopped all the same', async () => {
    const content = stamped('TỐI MẬT', 'từng phần');
    const { path } = await announce(secretary, 'a.docx', content);
    const id = (await append(secretary, path, 0, content)).headers.get('upload-file') ?? '';
    await check(id);
    expect((await state(id))?.state).toBe('REFUSED');
    expect(await onDisk(w)).not.toContain(sha256(content));
    const { body } = { body: await (await secretary.fetch(path)).json() };
    expect(body).toMatchObject({ reason: 'FILE_CLASSIFIED' });
  });

  it('that two people brought is taken from both, also where a document shows it already', async () => {
    const colleague = await w.person('COMMITTEE_OFFICER', w.province);
    const content = pdf('scan without letters');
    const first = await uploaded(secretary, 'a.pdf', content);
    const document = await publish(secretary, cell, { fileIds: [first] });
    await check(first);
    const second = await uploaded(colleague, 'b.pdf', content);
    expect(await opened(member, first)).toEqual([200, null]);
    // What was made of it lies beside it.
    const form = await storage().put([Buffer.from('<p>Phương án</p>')] as never, { area: 'forms', maxBytes: 100 });
    await w.rows(
      `insert into content_forms (sha256, kind, state, storage_key, made_at) values ($1, 'HTML', 'READY', $2, now())
       on conflict (sha256, kind) do update set state = 'READY', storage_key = $2, made_at = now()`,
      [sha256(content), form.key],
    );
    await w.rows(`delete from content_pages where sha256 = $1`, [sha256(content)]);
    await w.rows(`insert into content_pages (sha256, page, text) values ($1, 1, 'Phương án')`, [sha256(content)]);

    // A scan: its letters are recognised later.
    await w.get(FileChecks).recheck(sha256(content), 'TỈNH ỦY LÀO CAI\nTỐI MẬT\nPHƯƠNG ÁN');

    expect([(await state(first))?.state, (await state(second))?.state]).toEqual(['REFUSED', 'REFUSED']);
    expect(await opened(member, first)).toEqual([404, 'NOT_FOUND']);
    const left = await onDisk(w);
    expect([left.includes(sha256(content)), left.includes(form.sha256)]).toEqual([false, false]);
    for (const table of ['content_forms', 'content_pages', 'content_facts'])
      expect(await w.rows(`select 1 from ${table} where sha256 = $1`, [sha256(content)])).toEqual([]);
    const [told] = await w.rows<{ count: number }>(
      `select count(distinct account_id)::int as count from notifications where kind = 'file-refused' and subject_id = any($1)`,
      [[first, second]],
    );
    expect(told?.count).toBe(2);
    expect(document).toEqual(expect.any(String));
  });

  it('that the store could not erase at once is erased when the store is back', async () => {
    const content = stamped('MẬT', 'kho vắng');
    const id = await uploaded(secretary, 'a.docx', content);
    const remove = storage().remove;
    storage().remove = async () => {
      throw new StorageAway('away');
    };
    try {
      await check(id);
      await w.get(FileChecks).sweep();
    } finally {
      storage().remove = remove;
    }
    expect((await state(id))?.state).toBe('REFUSED');
    expect(await onDisk(w)).toContain(sha256(content));
    await w.get(FileChecks).sweep();
    expect(await onDisk(w)).not.toContain(sha256(content));
  });

  it('whose second copy came to its place after the verdict is erased as well', async () => {
    const content = stamped('MẬT', 'bản đến sau');
    const first = await uploaded(secretary, 'a.docx', content);
    const kept = await w.rows<{ key: string }>('select storage_key as key from document_files where id = $1', [first]);
    await check(first);
    // The other upload had written its row before the verdict, and moves its content now.
    await storage().put([content] as never, { area: 'documents', maxBytes: 1_000_000 });
    expect(await onDisk(w)).toContain(sha256(content));
    await w.rows(`update document_files set erased_at = erased_at - interval '1 minute' where storage_key = $1`, [
      kept[0]?.key,
    ]);
    await w.get(FileChecks).sweep();
    expect(await onDisk(w)).not.toContain(sha256(content));
  });

  it('that is handed in anew after it was refused is checked and refused anew', async () => {
    const content = stamped('MẬT', 'lần nữa');
    for (let times = 0; times < 2; times++) {
      const id = await uploaded(secretary, 'a.docx', content);
      await check(id);
      expect((await state(id))?.refusal).toBe('FILE_CLASSIFIED');
    }
    expect(await onDisk(w)).not.toContain(sha256(content));
  });
});

describe('the virus scanner', () => {
  it('sees every content, and what it finds is refused and erased', async () => {
    const content = Buffer.concat([Buffer.from('Ghi chép\n'), eicar()]);
    const before = clamd.scanned;
    const id = await uploaded(secretary, 'ghi-chep.txt', content);
    await check(id);
    expect(clamd.scanned).toBe(before + 1);
    expect(await state(id)).toMatchObject({ state: 'REFUSED', refusal: 'FILE_INFECTED' });
    expect(await onDisk(w)).not.toContain(sha256(content));
    expect(await opened(secretary, id)).toEqual([422, 'FILE_INFECTED']);
  });

  it('that is down holds every file, handed to nobody, until it is back; nobody needs to do anything', async () => {
    const [clean, sick] = [
      await uploaded(secretary),
      await uploaded(secretary, 'a.txt', Buffer.concat([eicar(), Buffer.from('2')])),
    ];
    await clamd.end();
    try {
      for (const id of [clean, sick]) {
        await check(id);
        expect((await state(id))?.state).toBe('CHECKING');
        expect(await opened(secretary, id)).toEqual([503, 'FILE_BEING_CHECKED']);
      }
      await w.settle(['forms.make']);
      expect((await state(clean))?.state).toBe('CHECKING');
    } finally {
      await clamd.listen();
    }
    await w.rows(`update document_files set checked_at = now() - interval '1 minute' where id = any($1)`, [
      [clean, sick],
    ]);
    await w.settle(['forms.make']);
    expect([(await state(clean))?.state, (await state(sick))?.state]).toEqual(['READY', 'REFUSED']);
  });

  it('does not keep a stamped paper waiting while it is down: that is refused at once', async () => {
    const id = await uploaded(secretary, 'a.docx', stamped('MẬT', 'máy quét tắt'));
    await clamd.end();
    await check(id).finally(() => clamd.listen());
    expect((await state(id))?.refusal).toBe('FILE_CLASSIFIED');
  });
});

describe('a content that cannot be read', () => {
  it('because its store is away is held, and checked when the store is back', async () => {
    const id = await uploaded(secretary, 'a.png', png());
    const lend = storage().lend;
    storage().lend = async () => {
      throw new StorageAway('away');
    };
    await check(id).finally(() => {
      storage().lend = lend;
    });
    expect((await state(id))?.state).toBe('CHECKING');
    await check(id);
    expect((await state(id))?.state).toBe('READY');
  });

  it('because it never came to its place is refused after a quarter of an hour', async () => {
    const id = await uploaded(secretary, 'a.pdf', pdf('never came'));
    const [file] = await w.rows<{ key: string }>('select storage_key as key from document_files where id = $1', [id]);
    await storage().remove(file?.key ?? '');
    await check(id);
    expect((await state(id))?.state).toBe('CHECKING');
    await w.rows(`update document_files set created_at = now() - interval '16 minutes' where id = $1`, [id]);
    await check(id);
    expect(await state(id)).toMatchObject({ state: 'REFUSED', refusal: 'FILE_UNREADABLE' });
  });
});
