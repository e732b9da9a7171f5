import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actors } from '../src/access/actors.js';
import { ReadableThrough } from '../src/documents/readable-through.js';
import { ReadingListeners } from '../src/documents/reading-listeners.js';
import { Clock } from '../src/platform/clock.js';
import type { Person } from './support/person.js';
import { office, pdf } from './support/samples.js';
import { type Place, World } from './support/world.js';

const CREATE = `mutation Create($input: CreateDocumentInput!) { createDocument(input: $input) {
  id title issuer number issuedOn topics publishedAt myProgress files { id name mimeType size sha256 url } } }`;
const ONE = `query One($id: ID!) { document(id: $id) { id title myProgress files { id url } } }`;
const LIST = `query List($search: String, $topic: String, $organisationId: ID, $first: Int, $after: String) {
  documents(search: $search, topic: $topic, organisationId: $organisationId, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor snippet page node { id title myProgress files { name } } } } }`;
const READ = `mutation Read($documentId: ID!, $progress: Float!, $fileId: ID, $page: Int, $at: DateTime, $once: ID!) {
  recordReading(documentId: $documentId, progress: $progress, fileId: $fileId, page: $page, at: $at, clientMutationId: $once) { id myProgress } }`;

let w: World;
let base: Place;
let cell: Place;
let neighbour: Place;
let officer: Person;
let secretary: Person;
let member: Person;
let outsider: Person;

beforeAll(async () => {
  w = await World.create();
  base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', base);
  neighbour = await w.cell('Chi bộ thôn Nà Bó');
  officer = await w.person('COMMITTEE_OFFICER', base);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  outsider = await w.person('MEMBER', neighbour);
});
afterAll(() => w?.end());

async function file(person: Person, name = 'Nghị quyết.pdf', content = pdf(randomUUID())): Promise<string> {
  const { status, body } = await person.upload(name, content);
  expect(status).toBe(201);
  return String(body['id']);
}

/** Publishes a document with one file and gives its id. */
async function publish(person: Person, audience: Place, input: Record<string, unknown> = {}): Promise<string> {
  const fileIds = [await file(person)];
  const { createDocument } = await person.ask(CREATE, {
    input: { title: 'Nghị quyết tháng', audienceId: audience.id, fileIds, ...input },
  });
  return createDocument.id;
}

const sees = async (person: Person, id: string) => (await person.send(ONE, { id })).data.document !== null;
const titles = (data: { documents: { edges: { node: { title: string } }[] } }) =>
  data.documents.edges.map(edge => edge.node.title);

describe('publishing', () => {
  it('an officer publishes to the branch with files in their order, and it is on record', async () => {
    const fileIds = [await file(officer, 'Hai.docx', office('docx')), await file(officer, 'Một.pdf')];
    const { createDocument: made } = await officer.ask(CREATE, {
      input: {
        title: '  Nghị quyết về chuyển đổi số '.normalize('NFD'),
        issuer: 'Đảng ủy xã',
        number: '12-NQ/ĐU',
        issuedOn: '2026-11-01',
        topics: ['chuyển đổi số', 'chuyển đổi số'],
        audienceId: base.id,
        fileIds,
        clientMutationId: randomUUID(),
      },
    });
    expect(made).toEqual({
      id: expect.any(String),
      title: 'Nghị quyết về chuyển đổi số',
      issuer: 'Đảng ủy xã',
      number: '12-NQ/ĐU',
      issuedOn: '2026-11-01',
      topics: ['chuyển đổi số'],
      publishedAt: expect.stringMatching(/Z$/),
      myProgress: null,
      files: [
        expect.objectContaining({ id: fileIds[0], name: 'Hai.docx' }),
        expect.objectContaining({
          id: fileIds[1],
          name: 'Một.pdf',
          mimeType: 'application/pdf',
          url: expect.stringMatching(`^/files/${fileIds[1]}\\?ticket=[\\w-]+$`),
        }),
      ],
    });
    expect(await w.rows(`select action, organisation_id from audit_entries where subject_id = $1`, [made.id])).toEqual([
      { action: 'document.published', organisation_id: base.id },
    ]);
  });

  it('asked for twice at once it is made once, with the same answer; with other content it is refused', async () => {
    const input = {
      title: 'Một lần',
      audienceId: cell.id,
      fileIds: [await file(secretary)],
      clientMutationId: randomUUID(),
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => secretary.send(CREATE, { input })));
    expect(answers.map(({ errors }) => errors)).toEqual(Array(5).fill(undefined));
    expect(new Set(answers.map(({ data }) => data.createDocument.id)).size).toBe(1);
    expect(await w.rows(`select title from documents where title = 'Một lần'`)).toHaveLength(1);
    expect(await secretary.refusal(CREATE, { input: { ...input, title: 'Khác' } })).toEqual({
      code: 'CONFLICT',
      reason: 'MUTATION_ID_REUSED',
    });
  });

  it('two documents at once cannot take the same file', async () => {
    const fileIds = [await file(secretary)];
    const answers = await Promise.all(
      ['A', 'B'].map(title => secretary.refusal(CREATE, { input: { title, audienceId: cell.id, fileIds } })),
    );
    expect(answers.filter(Boolean)).toEqual([{ code: 'NOT_FOUND', reason: 'NOT_FOUND' }]);
  });

  it("only files of one's own that no document has, of this day: all others look unknown", async () => {
    const input = { title: 'Tệp của ai', audienceId: cell.id };
    const [foreign, used, old] = [await file(officer), await file(secretary), await file(secretary)];
    await secretary.ask(CREATE, { input: { ...input, fileIds: [used] } });
    await w.rows(`update document_files set created_at = now() - interval '25 hours' where id = $1`, [old]);
    for (const id of [foreign, used, old, randomUUID(), 'x', '']) {
      const fine = await file(secretary);
      expect(await secretary.refusal(CREATE, { input: { ...input, fileIds: [fine, id] } })).toEqual({
        code: 'NOT_FOUND',
        reason: 'NOT_FOUND',
      });
      expect(await w.rows(`select document_id from document_files where id = $1`, [fine])).toEqual([
        { document_id: null },
      ]);
    }
  });

  it('who may publish to whom', async () => {
    const ask = async (person: Person, place: Place) =>
      person.refusal(CREATE, {
        input: { title: 'Ai được đăng', audienceId: place.id, fileIds: [await file(secretary)] },
      });
    expect(await ask(member, cell)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect(await ask(secretary, base)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect(await ask(secretary, neighbour)).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    expect(await ask(officer, w.province)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect(await ask(officer, { ...cell, id: randomUUID() })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    expect(await ask(officer, { ...cell, id: "' or true --" })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    expect(await ask(secretary, cell)).toBeNull();
  });

  it.each([
    ['no title', { title: '   ' }, 'title'],
    ['a title of two lines', { title: 'a\nb' }, 'title'],
    ['a title beyond 300 characters', { title: 'x'.repeat(301) }, 'title'],
    ['21 topics', { topics: Array.from({ length: 21 }, (_, i) => `chủ đề ${i}`) }, 'topics'],
    ['an empty topic', { topics: ['a', ' '] }, 'topics'],
    ['no files', { fileIds: [] }, 'fileIds'],
    ['21 files', { fileIds: Array.from({ length: 21 }, () => randomUUID()) }, 'fileIds'],
    ['a time long past', { publishAt: '2020-01-01T00:00:00Z' }, 'publishAt'],
    ['a time in two years', { publishAt: new Date(Date.now() + 2 * 365 * 86_400_000).toISOString() }, 'publishAt'],
  ])('%s is refused by its field', async (_, input, field) => {
    const { errors } = await secretary.send(CREATE, {
      input: { title: 'Sai', audienceId: cell.id, fileIds: [randomUUID()], ...input },
    });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: `input.${field}`, reason: expect.any(String) }],
    });
  });
});

describe('who reads what', () => {
  it("what is addressed to a place is read there and below; a cell's own paper by the cell alone", async () => {
    const officerOfBase = officer;
    const follower = await w.person('FOLLOWER', cell);
    const administrator = await w.person('ADMINISTRATOR', w.province);
    const provincial = await w.person('COMMITTEE_OFFICER', w.province);
    const [toProvince, toBase, toCell] = [
      await publish(provincial, w.province),
      await publish(officer, base),
      await publish(secretary, cell),
    ];
    const matrix: Record<string, boolean[]> = {};
    for (const [name, person] of Object.entries({
      member,
      secretary,
      follower,
      officerOfBase,
      provincial,
      outsider,
      administrator,
    })) {
      matrix[name] = await Promise.all([toProvince, toBase, toCell].map(id => sees(person, id)));
    }
    expect(matrix).toEqual({
      member: [true, true, true],
      secretary: [true, true, true],
      follower: [true, true, true],
      officerOfBase: [true, true, false],
      provincial: [true, true, false],
      outsider: [true, false, false],
      administrator: [false, false, false],
    });
    expect(await outsider.refusal(ONE, { id: toCell })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    for (const id of [randomUUID(), 'x', "'"])
      expect(await outsider.refusal(ONE, { id })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
  });

  it('an officer reads what oneself published to a cell', async () => {
    const id = await publish(officer, cell);
    expect([await sees(officer, id), await sees(member, id), await sees(outsider, id)]).toEqual([true, true, false]);
  });

  it('a way through another thing opens the document and its files, for those who may read that thing', async () => {
    const id = await publish(secretary, cell);
    const stranger = await w.person('MEMBER', await w.cell());
    expect(await sees(stranger, id)).toBe(false);
    w.app
      .get(ReadableThrough)
      .add((actor, bind) => `select ${bind(id)}::uuid where ${bind(actor.accountId)} = ${bind(stranger.accountId)}`);
    const { document } = await stranger.ask(ONE, { id });
    expect(
      await Promise.all([sees(outsider, id), (await outsider.fetch(document.files[0].url.split('?')[0])).status]),
    ).toEqual([false, 404]);
    expect((await stranger.fetch(document.files[0].url.split('?')[0])).status).toBe(200);
  });

  it('a document of tomorrow is seen by its publisher only, and told to nobody yet', async () => {
    const publishAt = new Date(Date.now() + 86_400_000).toISOString();
    const id = await publish(secretary, cell, { title: 'Ngày mai', publishAt });
    await w.settle();
    expect([await sees(secretary, id), await sees(member, id)]).toEqual([true, false]);
    expect((await member.ask(LIST, { search: 'ngày mai' })).documents.totalCount).toBe(0);
    expect((await secretary.ask(LIST, { search: 'ngày mai' })).documents.totalCount).toBe(1);
    expect(await w.rows('select 1 from notifications where subject_id = $1', [id])).toEqual([]);

    const clock = w.app.get(Clock);
    const now = clock.now;
    clock.now = () => new Date(Date.now() + 2 * 86_400_000);
    try {
      await w.settle();
      await w.settle();
      expect(await sees(member, id)).toBe(true);
    } finally {
      clock.now = now;
    }
    const told = await w.rows<{ account_id: string }>('select account_id from notifications where subject_id = $1', [
      id,
    ]);
    expect(told.map(({ account_id }) => account_id)).toContain(member.accountId);
    expect(new Set(told.map(({ account_id }) => account_id)).size).toBe(told.length);
  });
});

describe('telling the audience', () => {
  it('everybody of the branch is told once, the publisher and other cells not, also when the work is begun again', async () => {
    const place = await w.organisation('Đảng bộ phường', 'BASE_COMMITTEE');
    const [one, two] = [await w.cell('Một', place), await w.cell('Hai', place)];
    const publisher = await w.person('COMMITTEE_OFFICER', place);
    const readers = [await w.person('MEMBER', one), await w.person('SECRETARY', two), await w.person('FOLLOWER', two)];
    const id = await publish(publisher, place, { title: 'Kế hoạch' });
    await w.settle();
    await w.rows('update documents set announced_at = null where id = $1', [id]);
    await w.settle();
    const told = await w.rows(
      `select account_id, kind, title, body, url from notifications where subject_id = $1 order by account_id`,
      [id],
    );
    expect(told).toEqual(
      readers
        .map(({ accountId }) => ({
          account_id: accountId,
          kind: 'document-published',
          title: 'Có tài liệu mới',
          body: 'Kế hoạch',
          url: `/documents/${id}`,
        }))
        .sort((a, b) => (a.account_id < b.account_id ? -1 : 1)),
    );
    expect(await w.rows('select announced_at is not null as done from documents where id = $1', [id])).toEqual([
      { done: true },
    ]);
  });

  it('an audience of more than one chunk is told whole', async () => {
    const place = await w.cell('Rất đông');
    await w.rows(
      `with made as (insert into accounts (id, full_name, activated_at) select gen_random_uuid(), 'Người ' || n, now() from generate_series(1, 2100) n returning id)
       insert into grants (id, account_id, role, organisation_id, during) select gen_random_uuid(), id, 'MEMBER', $1, daterange('2000-01-01', null) from made`,
      [place.id],
    );
    const id = await publish(await w.person('SECRETARY', place), place);
    await w.settle();
    expect(
      await w.rows(
        'select count(*)::int as told, count(distinct account_id)::int as people from notifications where subject_id = $1',
        [id],
      ),
    ).toEqual([{ told: 2100, people: 2100 }]);
  });
});

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
    ['eleven words', () => ({ search: 'a b c d e f g h i k l' }), 'BAD_USER_INPUT'],
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

describe('reading', () => {
  const reading = (documentId: string, progress: number, more: Record<string, unknown> = {}) => ({
    documentId,
    progress,
    once: randomUUID(),
    ...more,
  });

  it('the furthest counts, whatever the order of arrival, and the end is reached once', async () => {
    const id = await publish(secretary, cell);
    const [early, late] = [new Date(Date.now() - 120_000), new Date(Date.now() - 60_000)];
    await w.rows('update documents set created_at = $2 where id = $1', [id, new Date(Date.now() - 3_600_000)]);
    expect(
      (await member.ask(READ, reading(id, 0.6, { page: 6, at: late.toISOString() }))).recordReading.myProgress,
    ).toBe(0.6);
    expect(
      (await member.ask(READ, reading(id, 0.2, { page: 2, at: early.toISOString() }))).recordReading.myProgress,
    ).toBe(0.6);
    expect(await w.rows('select page, opened_at, finished_at from readings where document_id = $1', [id])).toEqual([
      { page: 6, opened_at: early, finished_at: null },
    ]);
    await member.ask(READ, reading(id, 0.95));
    const [first] = await w.rows<{ finished_at: Date }>('select finished_at from readings where document_id = $1', [
      id,
    ]);
    await member.ask(READ, reading(id, 1));
    expect(await w.rows('select finished_at, progress from readings where document_id = $1', [id])).toEqual([
      { finished_at: first?.finished_at, progress: 1 },
    ]);
    expect(
      await w.rows(`select action from audit_entries where subject_id = $1 and account_id = $2 order by seq`, [
        id,
        member.accountId,
      ]),
    ).toEqual([{ action: 'document.opened' }, { action: 'document.finished' }]);
    expect((await member.ask(ONE, { id })).document.myProgress).toBe(1);
    expect((await secretary.ask(ONE, { id })).document.myProgress).toBeNull();
  });

  it('many at once from one phone end in one row with the furthest', async () => {
    const id = await publish(secretary, cell);
    await Promise.all(Array.from({ length: 20 }, (_, n) => member.ask(READ, reading(id, (n + 1) / 20))));
    expect(
      await w.rows('select progress, finished_at is not null as done from readings where document_id = $1', [id]),
    ).toEqual([{ progress: 1, done: true }]);
  });

  it('a clock that runs ahead or stands in 1970 is bounded', async () => {
    const id = await publish(secretary, cell);
    await member.ask(READ, reading(id, 0.1, { at: '1970-01-01T00:00:00Z' }));
    await secretary.ask(READ, reading(id, 0.1, { at: '2099-01-01T00:00:00Z' }));
    const found = await w.rows<{ sane: boolean }>(
      `select r.opened_at >= d.created_at and r.opened_at <= now() as sane from readings r join documents d on d.id = r.document_id where d.id = $1`,
      [id],
    );
    expect(found).toEqual([{ sane: true }, { sane: true }]);
  });

  it('listeners are told in the same transaction, of the first opening and of the end', async () => {
    const id = await publish(secretary, cell);
    const told: string[] = [];
    w.app.get(ReadingListeners).add(async (change, memberId, documentId) => {
      if (documentId === id)
        told.push(`${memberId} ${(await change.rows('select 1 from readings where document_id = $1', [id])).length}`);
    });
    for (const progress of [0.1, 0.5, 1, 1]) await member.ask(READ, reading(id, progress));
    expect(told).toEqual([`${member.memberId} 1`, `${member.memberId} 1`]);
  });

  it('an officer, who is no member, reads without trace', async () => {
    const id = await publish(officer, base);
    expect((await officer.ask(READ, reading(id, 0.5))).recordReading).toEqual({ id, myProgress: null });
    expect(await w.rows('select 1 from readings where document_id = $1', [id])).toEqual([]);
  });

  it('the same id sent twice has one effect; what is wrong is refused', async () => {
    const id = await publish(secretary, cell);
    const once = randomUUID();
    await member.ask(READ, { ...reading(id, 0.5), once });
    await member.ask(READ, { ...reading(id, 0.5), once });
    expect(await member.refusal(READ, { ...reading(id, 0.6), once })).toEqual({
      code: 'CONFLICT',
      reason: 'MUTATION_ID_REUSED',
    });
    const { document } = await member.ask(ONE, { id: await publish(secretary, cell) });
    for (const [variables, code] of [
      [reading(id, 1.5), 'BAD_USER_INPUT'],
      [reading(id, -0.1), 'BAD_USER_INPUT'],
      [reading(id, 0.5, { page: 0 }), 'BAD_USER_INPUT'],
      [reading(id, 0.5, { fileId: document.files[0].id }), 'NOT_FOUND'],
      [reading(id, 0.5, { fileId: 'x' }), 'NOT_FOUND'],
      [reading('x', 0.5), 'NOT_FOUND'],
      [reading(randomUUID(), 0.5), 'NOT_FOUND'],
      [reading(id, 0.5, { once: 'not-a-uuid' }), 'BAD_USER_INPUT'],
    ] as const) {
      expect((await member.refusal(READ, variables))?.code).toBe(code);
    }
    expect(await outsider.refusal(READ, reading(id, 0.5))).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
  });
});

describe('the address of a file', () => {
  async function address(person: Person, id: string): Promise<string> {
    return (await person.ask(ONE, { id })).document.files[0].url;
  }
  const open = async (url: string) => {
    const reply = await fetch(`${w.url}${url}`);
    return {
      status: reply.status,
      reason: reply.status === 200 ? null : ((await reply.json()) as { reason: string }).reason,
    };
  };

  it('opens the file without a token, and only this file', async () => {
    const [one, other] = [await publish(secretary, cell), await publish(secretary, cell)];
    const [url, otherUrl] = [await address(member, one), await address(member, other)];
    expect(await open(url)).toEqual({ status: 200, reason: null });
    const ticket = new URL(url, w.url).searchParams.get('ticket') ?? '';
    const seal = `${ticket.slice(0, -2)}${ticket.endsWith('AA') ? 'BB' : 'AA'}`;
    const path = url.split('?')[0] ?? '';
    for (const bad of [
      `${otherUrl.split('?')[0]}?ticket=${ticket}`,
      `${path}?ticket=${seal}`,
      `${path}?ticket=`,
      `${path}?ticket=${'x'.repeat(5000)}`,
      `${path}?ticket=a&ticket=b`,
    ]) {
      expect(await open(bad)).toEqual({ status: 404, reason: 'NOT_FOUND' });
    }
  });

  it('ends after five minutes, with the session, and with the right to read', async () => {
    const reader = await w.person('MEMBER', cell);
    const id = await publish(secretary, cell);
    const url = await address(reader, id);
    const clock = w.app.get(Clock);
    const now = clock.now;
    clock.now = () => new Date(Date.now() + 301_000);
    expect(await open(url)).toEqual({ status: 403, reason: 'FILE_LINK_EXPIRED' });
    clock.now = now;
    expect((await open(url)).status).toBe(200);
    await w.rows('update grants set organisation_id = $2 where account_id = $1', [reader.accountId, neighbour.id]);
    w.app.get(Actors).forget(reader.sessionId);
    expect(await open(url)).toEqual({ status: 404, reason: 'NOT_FOUND' });
    await w.rows('update sessions set ended_at = now() where id = $1', [reader.sessionId]);
    w.app.get(Actors).forget(reader.sessionId);
    expect(await open(url)).toEqual({ status: 403, reason: 'FILE_LINK_EXPIRED' });
  });
});
