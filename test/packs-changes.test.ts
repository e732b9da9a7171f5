import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CREATE_DOCUMENT, publish, uploaded } from './support/documents.js';
import { ATTACH, DETACH, INVITE, once, schedule, UPDATE } from './support/meetings.js';
import { believed, bytesAt, keysOf, makeForms, PACK, packOf, untar } from './support/packs.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const WITHDRAW = `mutation($id: ID!, $reason: String!, $once: ID) {
  withdrawDocument(id: $id, reason: $reason, clientMutationId: $once) { id } }`;

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let neighbour: Person;
let keys: Loose[];

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  neighbour = await w.person('MEMBER', await w.cell('Chi bộ bản Khoang'));
  keys = await keysOf(w.url);
});
afterAll(() => w?.end());

async function readable(title: string, audience: Place = cell, by: Person = secretary): Promise<string> {
  const id = await publish(by, audience, { title });
  await makeForms(w, id, {
    pages: [`${title}: nội dung trang một`],
    html: `<h1>${title}</h1>`,
    images: [Buffer.from(title)],
  });
  return id;
}

async function invitedWith(documents: string[]): Promise<string> {
  const { id } = await schedule(secretary, cell);
  await secretary.ask(ATTACH, { id, documents });
  await secretary.ask(INVITE, { id, once: once() });
  return id;
}

const withdraw = (id: string) => secretary.ask(WITHDRAW, { id, reason: 'Có sai sót về số liệu.', once: once() });
const status = async (person: Person, path: string) => {
  const reply = await person.fetch(path);
  return { status: reply.status, reason: reply.ok ? null : ((await reply.json()) as Loose).reason };
};

describe('a phone that has an older pack', () => {
  it('loads only what is new, and has then the same as by loading everything', async () => {
    const documents = [await readable('Một'), await readable('Hai'), await readable('Ba')];
    const meetingId = await invitedWith(documents);
    const before = await packOf(member, { meetingId, form: 'FULL' });
    const held = untar(await bytesAt(member, before.url));
    await makeForms(w, documents[1] ?? '', {
      pages: ['Hai: bản sửa'],
      html: '<h1>Hai</h1>',
      images: [Buffer.from('Hai')],
    });
    const after = await packOf(member, { meetingId, form: 'FULL', since: before.version });
    expect(after.version).not.toBe(before.version);
    expect(after.parts).toHaveLength(1);
    expect(after.goneParts).toHaveLength(1);
    expect(after.removed).toEqual([]);
    expect(after.deltaSize).toBeLessThan(after.size);
    const delta = await bytesAt(member, after.deltaUrl);
    expect(delta.length).toBe(after.deltaSize);
    const kept = new Map([...held, ...untar(delta)]);
    for (const hash of after.goneParts) kept.delete(`parts/${hash}`);
    await believed(kept, keys);
    const whole = untar(await bytesAt(member, after.url));
    expect([...kept.keys()].sort()).toEqual([...whole.keys()].sort());
    for (const [name, bytes] of whole) expect(kept.get(name)?.equals(bytes)).toBe(true);
  });

  it('loads nothing but a manifest when only the agenda changed, and nothing at all when nothing did', async () => {
    const meetingId = await invitedWith([await readable('Chương trình')]);
    const before = await packOf(member, { meetingId });
    expect(await packOf(member, { meetingId, since: before.version })).toMatchObject({
      version: before.version,
      parts: [],
      goneParts: [],
      removed: [],
    });
    const { id, version } = (
      await secretary.ask(`query($id: ID!) { meeting(id: $id) { id version } }`, { id: meetingId })
    ).meeting;
    await secretary.ask(UPDATE, { input: { id, version, place: 'Trụ sở xã', clientMutationId: once() } });
    const after = await packOf(member, { meetingId, since: before.version });
    expect(after).toMatchObject({ parts: [], goneParts: [] });
    const manifest = await believed(untar(await bytesAt(member, after.url)), keys);
    expect(manifest.meeting).toMatchObject({ version: version + 1, place: 'Trụ sở xã' });
    expect(after.deltaSize).toBeLessThan(6000);
  });

  it('is told to erase a withdrawn document, also by a pack that is handed on', async () => {
    const documents = [await readable('Giữ lại'), await readable('Thu hồi')];
    const meetingId = await invitedWith(documents);
    const before = await packOf(member, { meetingId });
    await withdraw(documents[1] ?? '');
    const after = await packOf(member, { meetingId, since: before.version });
    expect(after.removed).toEqual([{ documentId: documents[1], reason: 'WITHDRAWN' }]);
    const manifest = await believed(untar(await bytesAt(member, after.url)), keys);
    expect(manifest.documents.map(({ id }: Loose) => id)).toEqual([documents[0]]);
    expect(manifest.withdrawn).toEqual([documents[1]]);
    expect(await status(member, before.url)).toEqual({ status: 409, reason: 'PACK_OUTDATED' });
    expect(await status(member, before.manifestUrl)).toEqual({ status: 409, reason: 'PACK_OUTDATED' });
    const urls = before.parts.map(({ url }: Loose) => url);
    const left = await Promise.all(urls.map(async (url: string) => (await member.fetch(url)).status));
    expect(left.sort()).toEqual([200, 404]);
  });

  it('keeps or erases by itself what was only taken off the meeting', async () => {
    const documents = [await readable('Ở lại'), await readable('Gỡ ra')];
    const meetingId = await invitedWith(documents);
    const before = await packOf(member, { meetingId });
    await secretary.ask(DETACH, { id: meetingId, documents: [documents[1]] });
    const { removed } = await packOf(member, { meetingId, since: before.version });
    expect(removed).toEqual([{ documentId: documents[1], reason: 'NOT_ASKED_FOR' }]);
  });

  it('gets everything when the server does not know the older pack any more', async () => {
    const documentIds = [await readable('Bản cũ')];
    const pack = await packOf(member, { documentIds, since: 'f'.repeat(64) });
    expect(pack).toMatchObject({ deltaSize: null, deltaUrl: null, parts: [{}] });
    expect(await member.refusal(PACK, { documentIds, form: 'TEXT', since: '../../etc/passwd' })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('when an agenda goes there and back, the last pack has the latest time', async () => {
    const documents = [await readable('Qua lại'), await readable('Thêm')];
    const meetingId = await invitedWith([documents[0] ?? '']);
    const clockBack = () =>
      w.rows(`update packs set made_at = made_at - interval '2 hours' where subject = $1`, [`meeting/${meetingId}`]);
    const first = await packOf(member, { meetingId });
    await clockBack();
    await secretary.ask(ATTACH, { id: meetingId, documents: [documents[1]] });
    const second = await packOf(member, { meetingId });
    await clockBack();
    await secretary.ask(DETACH, { id: meetingId, documents: [documents[1]] });
    const third = await packOf(member, { meetingId });
    expect(Date.parse(third.madeAt)).toBeGreaterThan(Date.parse(second.madeAt) - 1);
    expect(third.version).not.toBe(first.version);
    expect(third.parts).toEqual(expect.arrayContaining([expect.objectContaining({ sha256: first.parts[0].sha256 })]));
  });
});

describe('who may take what along', () => {
  it('another cell gets neither meeting nor documents nor parts, by whatever address', async () => {
    const documents = [await readable('Của chi bộ')];
    const meetingId = await invitedWith(documents);
    const pack = await packOf(member, { meetingId, form: 'FULL' });
    expect(await neighbour.refusal(PACK, { meetingId, form: 'TEXT' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await packOf(neighbour, { documentIds: documents })).toMatchObject({ documents: 0, parts: [], removed: [] });
    for (const path of [pack.url, pack.manifestUrl, pack.parts[0].url, `${pack.url}?since=${pack.version}`])
      expect(await status(neighbour, path)).toEqual({ status: 404, reason: 'NOT_FOUND' });
    const bare = await fetch(`${w.url}${pack.url}`);
    expect(bare.status).toBe(401);
  });

  it('a committee officer knows of the meeting and takes nothing of it along', async () => {
    const meetingId = await invitedWith([await readable('Nội bộ chi bộ')]);
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect(await officer.refusal(PACK, { meetingId, form: 'TEXT' })).toEqual({
      code: 'FORBIDDEN',
      reason: 'NOT_ALLOWED',
    });
  });

  it('who leaves the cell loses its papers at the next asking, and the province’s stay', async () => {
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    const leaver = await w.person('MEMBER', cell);
    const [own, common] = [await readable('Riêng'), await readable('Chung', w.province, officer)];
    const before = await packOf(leaver, { documentIds: [own, common] });
    expect(before.documents).toBe(2);
    const elsewhere = await w.cell('Chi bộ mới');
    await w.rows(`update grants set organisation_id = $2 where account_id = $1`, [leaver.accountId, elsewhere.id]);
    await new Promise(done => setTimeout(done, 5500));
    const after = await packOf(leaver, { documentIds: [own, common], since: before.version });
    expect(after.removed).toEqual([{ documentId: own, reason: 'NOT_READABLE' }]);
    expect(after.documents).toBe(1);
    expect(await status(leaver, before.url)).toEqual({ status: 409, reason: 'PACK_OUTDATED' });
  }, 15_000);

  it('a paper that is to come out later is in nobody’s pack yet, its author’s neither', async () => {
    const id = await publish(secretary, cell, { publishAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await packOf(secretary, { documentIds: [id] })).toMatchObject({ documents: 0 });
  });

  it('a file that is still being checked, or was refused, is left out and told of without its name', async () => {
    const fileIds = [
      await uploaded(secretary, 'Được.pdf'),
      await uploaded(secretary, 'Đang kiểm tra.pdf'),
      await uploaded(secretary, 'Bị từ chối.pdf'),
    ];
    const input = { title: 'Ba tệp', audienceId: cell.id, fileIds };
    const { id } = (await secretary.ask(CREATE_DOCUMENT, { input })).createDocument;
    await w.rows(`update document_files set state = 'READY' where id = $1`, [fileIds[0]]);
    await w.rows(`update document_files set state = 'REFUSED', refusal = 'FILE_CLASSIFIED' where id = $1`, [
      fileIds[2],
    ]);
    const pack = await packOf(member, { documentIds: [id], form: 'FULL' });
    expect(pack.gaps).toEqual(
      expect.arrayContaining([
        { documentId: id, fileId: fileIds[1], kind: null, state: 'CHECKING' },
        { documentId: id, fileId: fileIds[2], kind: null, state: 'REFUSED' },
      ]),
    );
    const archive = await bytesAt(member, pack.url);
    const manifest = await believed(untar(archive), keys);
    expect(manifest.documents[0].files.map(({ name }: Loose) => name)).toEqual(['Được.pdf']);
    expect(archive.includes('Bị từ chối')).toBe(false);
  });

  it('asking for too much or for two things at once is refused', async () => {
    const documentIds = Array.from({ length: 101 }, () => once());
    expect(await member.refusal(PACK, { documentIds, form: 'TEXT' })).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(await member.refusal(PACK, { documentIds: [once()], meetingId: once(), form: 'TEXT' })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    expect(await packOf(member, { documentIds: ['x', "'; drop table packs --"] })).toMatchObject({ documents: 0 });
  });
});
