import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publish } from './support/documents.js';
import { ATTACH, INVITE, once, schedule } from './support/meetings.js';
import {
  believed,
  bytesAt,
  type FormsToMake,
  keysOf,
  makeForms,
  packOf,
  pagesOf,
  partsOf,
  untar,
} from './support/packs.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const PAGE =
  'Chi bộ nghe báo cáo tình hình tháng, thảo luận và kết luận từng nội dung theo chương trình đã gửi. '.repeat(20);

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let other: Person;
let keys: Loose[];

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell, { name: 'Bí Thư Lò Văn Chính' });
  member = await w.person('MEMBER', cell, { name: 'Thào A Lềnh' });
  other = await w.person('MEMBER', cell, { name: 'Giàng Thị Mỷ' });
  keys = await keysOf(w.url);
});
afterAll(() => w?.end());

/** A document with all its reading forms. */
async function readable(title: string, forms: FormsToMake = {}): Promise<string> {
  const id = await publish(secretary, cell, { title });
  await makeForms(w, id, {
    pages: [`${title} ${PAGE}`, PAGE],
    html: `<h1>${title}</h1><p>${PAGE}</p>`,
    images: [Buffer.from(`${title} trang 1`), Buffer.from(`${title} trang 2`)],
    cover: Buffer.from(`bìa ${title}`),
    ...forms,
  });
  return id;
}

/** A meeting to which the cell is invited, with these documents. */
async function meetingWith(documents: string[]): Promise<string> {
  const { id } = await schedule(secretary, cell, {
    onlineUrl: 'https://hop.example.vn/phong-rieng',
    agenda: [
      { title: 'Báo cáo tháng', presenter: 'đồng chí Lò Văn Chính' },
      { title: 'Thảo luận', minutes: 30 },
    ],
  });
  await secretary.ask(ATTACH, { id, documents });
  await secretary.ask(INVITE, { id, once: once() });
  return id;
}

describe('a pack for the pocket', () => {
  it('a member takes a meeting along: agenda and materials, every part as the server signed it', async () => {
    const documents = [await readable('Nghị quyết'), await readable('Hướng dẫn')];
    const meetingId = await meetingWith(documents);
    const pack = await packOf(member, { meetingId, form: 'FULL' });
    const archive = await bytesAt(member, pack.url);
    expect({ size: archive.length, documents: pack.documents, gaps: pack.gaps }).toEqual({
      size: pack.size,
      documents: 2,
      gaps: [],
    });
    const files = untar(archive);
    const manifest = await believed(files, keys);
    expect(manifest.meeting).toMatchObject({
      id: meetingId,
      agenda: [{ title: 'Báo cáo tháng' }, { title: 'Thảo luận', minutes: 30 }],
    });
    expect(manifest.documents.map((one: Loose) => [one.id, one.title])).toEqual([
      [documents[0], 'Nghị quyết'],
      [documents[1], 'Hướng dẫn'],
    ]);
    const [file] = manifest.documents[0].files;
    expect(file.parts.map((part: Loose) => part.kind)).toEqual(['TEXT', 'HTML', 'COVER', 'PAGE', 'PAGE', 'ORIGINAL']);
    expect(pagesOf(files.get(`parts/${file.parts[0].sha256}`))).toEqual([`Nghị quyết ${PAGE}`, PAGE]);
    expect(file.parts[3].width).toBe(800);
  });

  it('text alone is a few kilobytes a page, and its size is said before', async () => {
    const id = await readable('Chỉ thị', { pages: Array.from({ length: 10 }, (_, at) => `Trang ${at} ${PAGE}`) });
    const [text, full] = [
      await packOf(member, { documentIds: [id] }),
      await packOf(member, { documentIds: [id], form: 'FULL' }),
    ];
    expect((await bytesAt(member, text.url)).length).toBe(text.size);
    expect(text.size).toBeLessThan(10 * 3000);
    expect(text.size).toBeLessThan(full.size);
    const manifest = await believed(untar(await bytesAt(member, text.url)), keys);
    expect(partsOf(manifest).map(({ kind }) => kind)).toEqual(['TEXT']);
  });

  it('two members get the same pack byte for byte, and no person is in it', async () => {
    const meetingId = await meetingWith([await readable('Bản tin')]);
    const [mine, hers] = [await packOf(member, { meetingId }), await packOf(other, { meetingId })];
    expect(hers).toEqual(mine);
    const archive = await bytesAt(member, mine.url);
    expect((await bytesAt(other, mine.url)).equals(archive)).toBe(true);
    const secrets = [member, other, secretary].flatMap(one => [
      one.name,
      one.accountId,
      one.memberId,
      one.sessionId,
      one.card,
      String(one.token),
    ]);
    for (const secret of [...secrets, 'Lò Văn Chính', 'phong-rieng']) expect(archive.includes(secret)).toBe(false);
  });

  it('asked twice at once, or again the next hour, it is the same pack', async () => {
    const id = await readable('Kết luận');
    const packs = await Promise.all([1, 2, 3, 4].map(() => packOf(member, { documentIds: [id], form: 'FULL' })));
    expect(new Set(packs.map(({ version }) => version)).size).toBe(1);
    expect(await w.rows(`select 1 from packs where version = $1`, [packs[0].version])).toHaveLength(1);
  });

  it('a member pins documents and takes them along', async () => {
    const [pinned] = [await readable('Ghim lại'), await readable('Không ghim')];
    await w.rows(`insert into bookmarks (account_id, document_id) values ($1, $2)`, [member.accountId, pinned]);
    const pack = await packOf(member, {});
    const manifest = await believed(untar(await bytesAt(member, pack.url)), keys);
    expect(manifest.documents.map(({ id }: Loose) => id)).toEqual([pinned]);
    expect(await packOf(other, {})).toMatchObject({ documents: 0, removed: [] });
  });
});

describe('a pack that was tampered with on its way', () => {
  let files: Map<string, Buffer>;
  let manifest: Loose;
  beforeAll(async () => {
    const meetingId = await meetingWith([await readable('Quy định')]);
    files = untar(await bytesAt(member, (await packOf(member, { meetingId, form: 'FULL' })).url));
    manifest = await believed(files, keys);
  });

  /** The pack with one file changed, or without it. */
  function withFile(name: string, change: (bytes: Buffer) => Buffer | null): Map<string, Buffer> {
    const changed = change(Buffer.from(files.get(name) ?? ''));
    const rest = [...files].filter(([one]) => one !== name);
    return new Map(changed ? [...rest, [name, changed]] : rest);
  }
  const flipped = (bytes: Buffer) => {
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return bytes;
  };

  it.each(['TEXT', 'HTML', 'COVER', 'PAGE', 'ORIGINAL'])(
    'one bit of %s is noticed, and so is its absence',
    async kind => {
      const { sha256 } = partsOf(manifest).find(part => part.kind === kind);
      await expect(believed(withFile(`parts/${sha256}`, flipped), keys)).rejects.toThrow(`wrong ${kind}`);
      await expect(
        believed(
          withFile(`parts/${sha256}`, () => null),
          keys,
        ),
      ).rejects.toThrow(`missing ${kind}`);
      const longer = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(' ')]);
      await expect(believed(withFile(`parts/${sha256}`, longer), keys)).rejects.toThrow(`wrong ${kind}`);
    },
  );

  it.each<[string, (text: string) => string]>([
    ['another title', text => text.replace('Quy định', 'Quy chế')],
    ['another time', text => text.replace(/"madeAt":"2/, '"madeAt":"3')],
    ['another agenda', text => text.replace('Thảo luận', 'Biểu quyết')],
    ['a withdrawn document less', text => text.replace('"withdrawn":[]', '"withdrawn":["x"]')],
    ['a space more', text => text.replace('{', '{ ')],
  ])('a manifest with %s is noticed', async (_, change) => {
    const changed = withFile('manifest.json', bytes => Buffer.from(change(bytes.toString())));
    expect(changed.get('manifest.json')?.equals(files.get('manifest.json') ?? Buffer.alloc(0))).toBe(false);
    await expect(believed(changed, keys)).rejects.toThrow('wrong signature');
  });

  it('another signature, another key and a signer of one’s own are noticed', async () => {
    const seal = JSON.parse(String(files.get('manifest.sig')));
    const sealed = (change: object) =>
      withFile('manifest.sig', () => Buffer.from(JSON.stringify({ ...seal, ...change })));
    const signature = flipped(Buffer.from(seal.signature, 'base64url')).toString('base64url');
    await expect(believed(sealed({ signature }), keys)).rejects.toThrow('wrong signature');
    await expect(believed(sealed({ keyId: '0'.repeat(16) }), keys)).rejects.toThrow('unknown key');
    const stranger = [{ ...keys[0], x: Buffer.alloc(32, 7).toString('base64url') }];
    await expect(believed(files, stranger)).rejects.toThrow();
  });
});
