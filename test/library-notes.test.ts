import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { publish, sees } from './support/documents.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const NOTE = 'id documentId fileId page quote prefix suffix text colour createdAt updatedAt version';
const SAVE = `mutation($input: SaveNoteInput!) { saveNote(input: $input) { ${NOTE} } }`;
const DELETE = `mutation($id: ID!) { deleteNote(id: $id) }`;
const MINE = `query($id: ID!) { document(id: $id) { bookmarked myNotes { ${NOTE} } } }`;
const MARK = `mutation($id: ID!, $on: Boolean!) { setBookmark(documentId: $id, on: $on) { id bookmarked } }`;
const MARKS = `query($first: Int, $after: String) { bookmarks(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
  edges { node { id title state bookmarked } } } }`;
const WITHDRAW = `mutation($id: ID!, $reason: String!) { withdrawDocument(id: $id, reason: $reason) { id } }`;

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let neighbour: Person;
let officer: Person;
let id: string;

beforeAll(async () => {
  w = await World.create();
  const base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', base);
  officer = await w.person('COMMITTEE_OFFICER', base);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  neighbour = await w.person('MEMBER', cell);
  id = await publish(officer, base, { title: 'Chỉ thị 07' });
});
afterAll(() => w?.end());

const note = (more: Record<string, unknown> = {}) => ({
  id: newId(),
  documentId: id,
  text: 'Hỏi đồng chí bí thư',
  ...more,
});
const save = async (person: Person, input: Record<string, unknown>): Promise<Loose> =>
  (await person.ask(SAVE, { input })).saveNote;
const notesOf = async (person: Person): Promise<Loose[]> => (await person.ask(MINE, { id })).document.myNotes;

describe('private notes', () => {
  it('are kept with the place in the document, and found again on every device of the writer', async () => {
    const input = note({ page: 3, quote: 'chuyển đổi số', prefix: 'về', suffix: 'đến năm 2030', colour: 'YELLOW' });
    const saved = await save(member, input);
    expect(saved).toMatchObject({ ...input, version: 1, fileId: null });
    expect(await notesOf(member)).toEqual([saved]);
    const other = await save(member, note({ page: 1, text: '', quote: 'tô' }));
    expect((await notesOf(member)).map(found => found.id)).toEqual([other.id, input.id]);
  });

  it('are read by nobody else, whatever their role, and stand in no log, job, notification or answer of another', async () => {
    const secret = `chỉ mình tôi ${randomUUID()}`;
    const input = note({ text: secret, quote: `trích ${secret}` });
    await save(member, input);
    await save(member, { ...input, text: `${secret} sửa`, version: 1 });
    await w.settle(['forms.make']);
    const people = [
      secretary,
      neighbour,
      officer,
      await w.person('COMMITTEE_OFFICER', w.province),
      await w.person('ADMINISTRATOR', w.province),
      await w.person('FOLLOWER', cell),
      await w.person('SECRETARY', w.province),
    ];
    for (const person of people) {
      const answer = await person.send(MINE, { id });
      expect(JSON.stringify(answer)).not.toContain('chỉ mình tôi');
      expect(
        await person
          .send(
            `{ bookmarks { edges { node { myNotes { text } } } } documents { edges { node { myNotes { text quote } } } } }`,
          )
          .then(found => JSON.stringify(found)),
      ).not.toContain('chỉ mình tôi');
      // The same id under another account is another note.
      expect((await person.send(DELETE, { id: input.id })).data?.deleteNote ?? false).toBe(false);
    }
    expect((await notesOf(member)).map(found => found.text)).toContain(`${secret} sửa`);

    const tables = await w.rows<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const found = await w.rows(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${secret}%`]);
      if (found.length > 0) holding.push(name);
    }
    expect(holding).toEqual(['public.notes']);
  });

  it('are shown by the database to the application only for the writer whom it names', async () => {
    await save(member, note());
    expect(await w.source.query('select * from notes')).toEqual([]);
    const asNamed = (account: string) =>
      w.source.transaction(async manager => {
        await manager.query(`select set_config('sotay.account', $1, true)`, [account]);
        return (await manager.query<{ account_id: string }[]>('select account_id from notes')).map(
          row => row.account_id,
        );
      });
    expect(new Set(await asNamed(member.accountId))).toEqual(new Set([member.accountId]));
    expect(await asNamed(secretary.accountId)).toEqual([]);
    // Nothing of it stays on the connection.
    expect(await w.source.query('select * from notes')).toEqual([]);
    const forge = w.source.transaction(async manager => {
      await manager.query(`select set_config('sotay.account', $1, true)`, [secretary.accountId]);
      await manager.query(`insert into notes (account_id, id, document_id, text) values ($1, $2, $3, 'x')`, [
        member.accountId,
        newId(),
        id,
      ]);
    });
    await expect(forge).rejects.toThrow('row-level security');
  });

  it('a repeated save, also a late one, changes nothing', async () => {
    const first = note({ text: 'một' });
    const second = { ...first, text: 'hai', version: 1 };
    await save(member, first);
    await save(member, first);
    const now = await save(member, second);
    expect(now).toMatchObject({ text: 'hai', version: 2 });
    for (const late of [second, first, second]) expect(await save(member, late)).toEqual(now);
    const many = note({ text: 'cùng lúc' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => save(member, many)));
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    const log = await w.rows<{ action: string }>('select action from audit_entries where subject_id = $1', [first.id]);
    expect(log).toEqual([{ action: 'note.saved' }, { action: 'note.saved' }]);
  });

  it('two devices that changed it both get both texts, and nothing is lost', async () => {
    const first = note({ text: 'gốc' });
    await save(member, first);
    await save(member, { ...first, text: 'từ điện thoại', version: 1 });
    const { errors } = await member.send(SAVE, { input: { ...first, text: 'từ máy tính', version: 1 } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOTE_CHANGED',
      currentVersion: 2,
      current: { text: 'từ điện thoại' },
      given: { text: 'từ máy tính' },
    });
    expect(await save(member, { ...first, text: 'cả hai', version: 2 })).toMatchObject({ text: 'cả hai', version: 3 });
  });

  it('what is deleted is gone with its text, and a late save does not bring it back', async () => {
    const first = note({ text: `xóa tôi ${randomUUID()}`, quote: 'đoạn' });
    await save(member, first);
    expect((await member.ask(DELETE, { id: first.id })).deleteNote).toBe(true);
    expect((await member.ask(DELETE, { id: first.id })).deleteNote).toBe(false);
    for (const late of [first, { ...first, text: 'sửa', version: 1 }])
      expect(await member.refusal(SAVE, { input: late })).toEqual({ code: 'CONFLICT', reason: 'NOTE_DELETED' });
    expect((await notesOf(member)).map(found => found.id)).not.toContain(first.id);
    expect(await w.rows('select text, quote from notes where id = $1', [first.id])).toEqual([
      { text: '', quote: null },
    ]);
  });

  it('the same id from another account is another note, and tells nothing of the first', async () => {
    const first = note({ text: 'của tôi' });
    await save(member, first);
    expect(await save(neighbour, { ...first, text: 'của người khác' })).toMatchObject({
      text: 'của người khác',
      version: 1,
    });
    expect(await save(member, first)).toMatchObject({ text: 'của tôi' });
  });

  it.each([
    ['an id that is no UUIDv7', () => ({ id: randomUUID() }), 'BAD_USER_INPUT'],
    ['neither words nor a highlight', () => ({ text: ' ' }), 'BAD_USER_INPUT'],
    ['page 0', () => ({ page: 0 }), 'BAD_USER_INPUT'],
    ['a NUL', () => ({ text: 'a\0' }), 'BAD_USER_INPUT'],
    ['a text turned around', () => ({ text: 'a\u202eb' }), 'BAD_USER_INPUT'],
    ['10,001 letters', () => ({ text: 'x'.repeat(10_001) }), 'BAD_USER_INPUT'],
    ['an unknown document', () => ({ documentId: randomUUID() }), 'NOT_FOUND'],
    ['no document at all', () => ({ documentId: "'; drop table notes --" }), 'NOT_FOUND'],
    ['a file of no document', () => ({ fileId: randomUUID() }), 'NOT_FOUND'],
  ])('%s is refused', async (_, more, code) => {
    expect((await member.refusal(SAVE, { input: note(more()) }))?.code).toBe(code);
  });

  it('hostile texts come back as they were written', async () => {
    for (const text of [
      '<script>alert(1)</script>',
      "'; drop table notes --",
      '{{7*7}} %s $(id)',
      'dòng 1\ndòng 2 "\\"',
    ]) {
      const saved = await save(member, note({ text, quote: text }));
      expect([saved.text, saved.quote]).toEqual([text, text]);
    }
    expect((await save(member, note({ text: 'Nguyễn'.normalize('NFD') }))).text).toBe('Nguyễn');
  });

  it('a withdrawn document takes its own words with it; what the reader wrote stays', async () => {
    const gone = await publish(
      officer,
      (await w.rows<Place>('select id, name, kind, path::text from organisations where id = $1', [cell.id]))[0] ?? cell,
    );
    await save(member, { ...note({ quote: 'câu trong văn bản' }), documentId: gone });
    await officer.ask(WITHDRAW, { id: gone, reason: 'Nhầm' });
    const { document } = await member.ask(MINE, { id: gone });
    expect(document.myNotes).toMatchObject([{ text: 'Hỏi đồng chí bí thư', quote: null }]);
    expect(await save(member, { ...note({ text: 'viết lúc chưa có sóng' }), documentId: gone })).toMatchObject({
      version: 1,
    });
  });

  it('five hundred in one document, and no more', async () => {
    const full = await publish(secretary, cell);
    await w.rows(
      `insert into notes (account_id, id, document_id, text) select $1, gen_random_uuid(), $2, 'n' from generate_series(1, 500)`,
      [member.accountId, full],
    );
    expect(await member.refusal(SAVE, { input: { ...note(), documentId: full } })).toMatchObject({
      reason: 'TOO_MANY_NOTES',
    });
  });
});

describe('bookmarks', () => {
  const marks = async (person: Person, variables = {}): Promise<Loose> =>
    (await person.ask(MARKS, variables)).bookmarks;

  it("are one's own, the latest first, and may be set and removed as often as one likes", async () => {
    const reader = await w.person('MEMBER', cell);
    const ids = [
      await publish(secretary, cell, { title: 'Một' }),
      await publish(secretary, cell, { title: 'Hai' }),
      id,
    ];
    for (const each of [...ids, ...ids]) await reader.ask(MARK, { id: each, on: true });
    expect((await marks(reader)).edges.map((edge: Loose) => edge.node.id)).toEqual([...ids].reverse());
    const first = await marks(reader, { first: 2 });
    const rest = await marks(reader, { first: 2, after: first.pageInfo.endCursor });
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage, rest.totalCount]).toEqual([true, false, 3]);
    expect(rest.edges.map((edge: Loose) => edge.node.title)).toEqual(['Một']);
    expect((await reader.ask(MARK, { id: ids[0], on: false })).setBookmark).toEqual({ id: ids[0], bookmarked: false });
    await reader.ask(MARK, { id: ids[0], on: false });
    expect((await marks(reader)).totalCount).toBe(2);
    expect((await marks(neighbour)).totalCount).toBe(0);
    expect((await reader.ask(MINE, { id })).document.bookmarked).toBe(true);
  });

  it('what one may no longer read is not shown, what was withdrawn keeps its title; both can be removed', async () => {
    const reader = await w.person('MEMBER', cell);
    const [gone, moved] = [await publish(secretary, cell, { title: 'Đã thu hồi' }), await publish(secretary, cell)];
    for (const each of [gone, moved]) await reader.ask(MARK, { id: each, on: true });
    await secretary.ask(WITHDRAW, { id: gone, reason: 'Nhầm' });
    const abroad = await w.cell();
    await w.rows('update documents set audience_id = $2 where id = $1', [moved, abroad.id]);
    expect(await sees(reader, moved)).toBe(false);
    expect((await marks(reader)).edges).toEqual([
      { node: { id: gone, title: 'Đã thu hồi', state: 'WITHDRAWN', bookmarked: true } },
    ]);
    expect((await reader.ask(MARK, { id: moved, on: false })).setBookmark).toBeNull();
    expect((await reader.ask(MARK, { id: gone, on: false })).setBookmark).toEqual({ id: gone, bookmarked: false });
    expect(await reader.refusal(MARK, { id: gone, on: true })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('only of what one may read', async () => {
    const outsider = await w.person('MEMBER', await w.cell());
    for (const each of [id, randomUUID(), 'x'])
      expect((await outsider.refusal(MARK, { id: each, on: true }))?.code).toBe('NOT_FOUND');
    for (const after of ['abc', Buffer.from('["x","y"]').toString('base64url')])
      expect((await member.refusal(MARKS, { after }))?.code).toBe('BAD_USER_INPUT');
    expect((await member.refusal(MARKS, { first: 101 }))?.code).toBe('BAD_USER_INPUT');
  });
});
