import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publish, sees } from './support/documents.js';
import type { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const LIST = `query List($search: String, $topic: String, $organisationId: ID, $first: Int, $after: String) {
  documents(search: $search, topic: $topic, organisationId: $organisationId, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor snippet page node { id title myProgress files { name } } } } }`;
const titles = (data: { documents: { edges: { node: { title: string } }[] } }) =>
  data.documents.edges.map(edge => edge.node.title);

let w: World;
let base: Place;
let neighbour: Place;
let officer: Person;

beforeAll(async () => {
  w = await World.create();
  base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  neighbour = await w.cell('Chi bộ thôn Nà Bó');
  officer = await w.person('COMMITTEE_OFFICER', base);
});
afterAll(() => w?.end());

describe('the list', () => {
  let place: Place;
  let reader: Person;
  beforeAll(async () => {
    place = await w.cell('Chi bộ danh sách', base);
    const author = await w.person('SECRETARY', place);
    reader = await w.person('MEMBER', place);
    const one = { topics: ['học tập'] };
    await publish(author, place, {
      ...one,
      title: 'Nghị quyết về Chuyển đổi số',
      number: '05-NQ/ĐU',
      issuer: 'Đảng ủy',
    });
    await publish(author, place, { ...one, title: 'Báo cáo <b>100%</b> & "kết quả"' });
    for (const n of [1, 2, 3]) await publish(author, place, { title: `Thông báo số ${n}` });
  });
  const inPlace = (more: Record<string, unknown> = {}) => ({ organisationId: place.id, ...more });

  it('shows the newest first, page after page, each once, with the whole count', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 4; pages++) {
      const { documents } = await reader.ask(LIST, inPlace({ first: 2, after }));
      expect(documents.totalCount).toBe(5);
      seen.push(...titles({ documents }));
      after = documents.pageInfo.endCursor;
      if (!documents.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual([
      'Thông báo số 3',
      'Thông báo số 2',
      'Thông báo số 1',
      'Báo cáo <b>100%</b> & "kết quả"',
      'Nghị quyết về Chuyển đổi số',
    ]);
  });

  it.each([
    ['chuyen doi', ['Nghị quyết về <mark>Chuyển</mark> <mark>đổi</mark> số']],
    ['CHUYỂN ĐỔI', ['Nghị quyết về <mark>Chuyển</mark> <mark>đổi</mark> số']],
    ['chuyển đổi'.normalize('NFD'), ['Nghị quyết về <mark>Chuyển</mark> <mark>đổi</mark> số']],
    ['05-nq', ['<mark>05-NQ</mark>/ĐU']],
    ['100%', ['Báo cáo &lt;b&gt;<mark>100%</mark>&lt;/b&gt; &amp; &quot;kết quả&quot;']],
    ['không có đâu', []],
    ["'; drop table documents --", []],
    ['_%_', []],
    ['\\', []],
  ])('a search for %j finds %j', async (search, snippets) => {
    const { documents } = await reader.ask(LIST, inPlace({ search }));
    expect(documents.edges.map((edge: { snippet: string }) => edge.snippet)).toEqual(snippets);
    expect(documents.totalCount).toBe(snippets.length);
  });

  it('is narrowed by topic, and by the organisation that issued it or is addressed', async () => {
    expect(titles(await reader.ask(LIST, inPlace({ topic: 'học tập' })))).toHaveLength(2);
    expect(titles(await reader.ask(LIST, inPlace({ topic: 'học' })))).toEqual([]);
    const below = await publish(officer, place, { title: 'Đảng ủy gửi' });
    expect(titles(await reader.ask(LIST, { organisationId: base.id, search: 'đảng ủy gửi' }))).toEqual(['Đảng ủy gửi']);
    expect(await sees(reader, below)).toBe(true);
  });

  it.each([
    ['an organisation of somebody else', () => ({ organisationId: neighbour.id }), 'NOT_FOUND'],
    ['an unknown organisation', () => ({ organisationId: randomUUID() }), 'NOT_FOUND'],
    ['no id at all', () => ({ organisationId: 'x' }), 'NOT_FOUND'],
    ['a page of 101', () => ({ first: 101 }), 'BAD_USER_INPUT'],
    ['a page of none', () => ({ first: 0 }), 'BAD_USER_INPUT'],
    ["a cursor of one's own making", () => ({ after: 'abc' }), 'BAD_USER_INPUT'],
    ['a cursor with another key', () => ({ after: Buffer.from('["x","y"]').toString('base64url') }), 'BAD_USER_INPUT'],
    [
      'a cursor with a table in it',
      () => ({ after: Buffer.from(`["2026-01-01","'; drop table documents --"]`).toString('base64url') }),
      'BAD_USER_INPUT',
    ],
    ['201 letters', () => ({ search: 'x'.repeat(201) }), 'BAD_USER_INPUT'],
    ['thirty-one words', () => ({ search: 'a '.repeat(31) }), 'BAD_USER_INPUT'],
    ['a NUL', () => ({ search: 'a\0' }), 'BAD_USER_INPUT'],
  ])('%s is refused', async (_, variables, code) => {
    expect((await reader.refusal(LIST, variables()))?.code).toBe(code);
  });

  it('is one statement, however many documents and files', async () => {
    const statements: string[] = [];
    const query = w.source.createQueryRunner().constructor.prototype.query;
    const prototype = w.source.createQueryRunner().constructor.prototype;
    prototype.query = function counted(sql: string, ...rest: unknown[]) {
      statements.push(sql);
      return query.call(this, sql, ...rest);
    };
    try {
      await reader.ask(`{ documents { edges { node { title myProgress files { name url } } } } }`);
    } finally {
      prototype.query = query;
    }
    expect(statements.filter(sql => sql.includes('documents'))).toHaveLength(1);
    expect(statements.filter(sql => sql.includes('document_files') && !sql.includes('documents d'))).toEqual([]);
  });
});
