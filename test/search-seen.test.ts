import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SearchIndex } from '../src/documents/search/search-index.js';
import { looked, publish, uploaded } from './support/documents.js';
import type { Person } from './support/person.js';
import { found, SEARCH, setPages, titles, write as writePaper } from './support/searching.js';
import { type Place, World } from './support/world.js';

let w: World;
let base: Place;
let foreign: Place;
let officer: Person;
let reader: Person;
let stranger: Person;

beforeAll(async () => {
  w = await World.create();
  base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  const cell = await w.cell('Chi bộ thôn Nà Bó', base);
  foreign = await w.cell('Chi bộ thôn Khau Phạ');
  officer = await w.person('COMMITTEE_OFFICER', base);
  reader = await w.person('MEMBER', cell);
  stranger = await w.person('MEMBER', foreign);
});
afterAll(() => w?.end());

/** The officer publishes to the commune's branch a document whose file has these pages of text. */
const write = (title: string, pages: string[], input: Record<string, unknown> = {}) =>
  writePaper(w, officer, base, title, pages, input);

describe('who finds what', () => {
  it("a foreign cell's paper is neither listed nor counted nor quoted", async () => {
    const author = await w.person('SECRETARY', foreign);
    await publish(author, foreign, { title: 'Kế hoạch riêng về thảo quả' });
    await write('Kế hoạch chung về thảo quả', ['Toàn xã.']);
    expect(titles(await found(stranger, 'thảo quả'))).toEqual(['Kế hoạch riêng về thảo quả']);
    for (const person of [reader, officer]) {
      const list = await found(person, 'thảo quả');
      expect([titles(list), list.totalCount]).toEqual([['Kế hoạch chung về thảo quả'], 1]);
      expect(JSON.stringify(list)).not.toContain('riêng');
    }
  });

  it('a document that comes out tomorrow is found by its publisher only', async () => {
    await publish(officer, base, { title: 'Lịch gieo mạ', publishAt: new Date(Date.now() + 86_400_000).toISOString() });
    expect((await found(officer, 'gieo mạ')).totalCount).toBe(1);
    expect((await found(reader, 'gieo mạ')).totalCount).toBe(0);
  });

  it('a withdrawn document is found by its readers no more', async () => {
    const id = await write('Bản nháp đăng nhầm', ['Nội dung nhầm lẫn.']);
    expect((await found(reader, 'nhầm lẫn')).totalCount).toBe(1);
    await officer.ask(
      `mutation($id: ID!, $once: ID!) { withdrawDocument(id: $id, reason: "Đăng nhầm.", clientMutationId: $once) { id } }`,
      {
        id,
        once: randomUUID(),
      },
    );
    expect(await found(reader, 'nhầm lẫn')).toMatchObject({ totalCount: 0, edges: [] });
    expect((await found(reader, 'đăng nhầm')).totalCount).toBe(0);
  });

  it('a new version of a file is found by its own text, and the replaced one by its text no more', async () => {
    const id = await write('Văn bản có hai bản', ['Chữ của bản thứ nhất: quả trám.']);
    const [old] = await w.rows<{ id: string }>('select id from document_files where document_id = $1', [id]);
    const fileId = await uploaded(officer);
    await looked();
    await officer.ask(
      `mutation($id: ID!, $fileId: ID!, $old: ID) { addFileVersion(documentId: $id, fileId: $fileId, replacesFileId: $old) { id } }`,
      { id, fileId, old: old?.id },
    );
    await setPages(w, id, ['Chữ của bản thứ hai: quả sấu.']);
    expect((await found(reader, 'quả trám')).totalCount).toBe(0);
    expect((await found(reader, 'quả sấu')).edges[0]).toMatchObject({ page: 1, fileId });
  });
});

describe('the index', () => {
  it('makes by itself the rows that are missing and those that fell behind', async () => {
    const id = await write('Trồng quế hữu cơ', ['Hạt giống bản địa.']);
    await w.rows('delete from document_search where document_id = $1', [id]);
    expect((await found(reader, 'quế hữu cơ')).totalCount).toBe(0);
    await w.get(SearchIndex).sweep();
    expect((await found(reader, 'quế hữu cơ')).totalCount).toBe(1);
    await w.rows(`update documents set title = 'Trồng hồi hữu cơ' where id = $1`, [id]);
    for (let round = 0; round < 5; round++) await w.get(SearchIndex).sweep();
    expect((await found(reader, 'hồi hữu cơ')).totalCount).toBe(1);
    expect((await found(reader, 'quế hữu cơ')).totalCount).toBe(0);
  });
});

describe('whatever is typed', () => {
  it.each([
    ['only signs', '?!... ()*&|<>:\'"'],
    ['only stops and dashes', '. - , -- "" “”'],
    ['an open quote', '"'],
    ['a minus alone', '-'],
    ['only words that must not occur', '-chi -bộ'],
    ['operators of the database', "chi & !bo | (dang:* <-> 'x')"],
    ['a weight and a prefix', 'chi:A* bo:*'],
    ['backslashes', "\\ \\' \\\\'"],
    ['an end of the statement', "'; drop table document_search; --"],
    ['an emoji', '🌾🌾'],
    ['one letter', 'c'],
    ['one digit', '5'],
    ['a word without end', 'a'.repeat(200)],
    ['Chinese', '黨員 手冊'],
    ['names of the index itself', '_chi bo ^chi =chi +chi *chi'],
    ['thirty words', Array.from({ length: 30 }, (_, n) => `t${n}`).join(' ')],
    ['a hundred quotes', '"a" '.repeat(25)],
  ])('%s is answered', async (_, search) => {
    const { status, data, errors } = await reader.send(SEARCH, { search });
    expect([status, errors]).toEqual([200, undefined]);
    expect(data.documents.totalCount).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['10,000 letters', { search: 'chi bộ '.repeat(1500) }],
    ['thirty-one words', { search: 'a '.repeat(31) }],
    ['a NUL', { search: 'chi\0bộ' }],
    ['half a character', { search: 'chi \ud83c' }],
    ['a year of no calendar', { search: 'chi', year: -1 }],
    [
      'a cursor of the list',
      { search: 'chi', after: Buffer.from('["2026-01-01 00:00:00+00","x"]').toString('base64url') },
    ],
    [
      'a cursor with a day that is none',
      { search: 'chi', after: Buffer.from(`[1,"2026-99-99 00:00:00+00","${randomUUID()}"]`).toString('base64url') },
    ],
  ])('%s is refused', async (_, variables) => {
    expect((await reader.refusal(SEARCH, variables))?.code).toBe('BAD_USER_INPUT');
  });
});
