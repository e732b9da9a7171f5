import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadableThrough } from '../src/documents/readable-through.js';
import { Clock } from '../src/platform/clock.js';
import { CREATE_DOCUMENT, ONE_DOCUMENT, publish, sees, uploaded } from './support/documents.js';
import type { Person } from './support/person.js';
import { office } from './support/samples.js';
import { type Place, World } from './support/world.js';

const FIND = `query Find($search: String) { documents(search: $search) { totalCount } }`;

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

describe('publishing', () => {
  it('an officer publishes to the branch with files in their order, and it is on record', async () => {
    const fileIds = [await uploaded(officer, 'Hai.docx', office('docx')), await uploaded(officer, 'Một.pdf')];
    const { createDocument: made } = await officer.ask(CREATE_DOCUMENT, {
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
      fileIds: [await uploaded(secretary)],
      clientMutationId: randomUUID(),
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => secretary.send(CREATE_DOCUMENT, { input })));
    expect(answers.map(({ errors }) => errors)).toEqual(Array(5).fill(undefined));
    expect(new Set(answers.map(({ data }) => data.createDocument.id)).size).toBe(1);
    expect(await w.rows(`select title from documents where title = 'Một lần'`)).toHaveLength(1);
    expect(await secretary.refusal(CREATE_DOCUMENT, { input: { ...input, title: 'Khác' } })).toEqual({
      code: 'CONFLICT',
      reason: 'MUTATION_ID_REUSED',
    });
  });

  it('two documents at once cannot take the same file', async () => {
    const fileIds = [await uploaded(secretary)];
    const answers = await Promise.all(
      ['A', 'B'].map(title => secretary.refusal(CREATE_DOCUMENT, { input: { title, audienceId: cell.id, fileIds } })),
    );
    expect(answers.filter(Boolean)).toEqual([{ code: 'NOT_FOUND', reason: 'NOT_FOUND' }]);
  });

  it("only files of one's own that no document has, of this day: all others look unknown", async () => {
    const input = { title: 'Tệp của ai', audienceId: cell.id };
    const [foreign, used, old] = [await uploaded(officer), await uploaded(secretary), await uploaded(secretary)];
    await secretary.ask(CREATE_DOCUMENT, { input: { ...input, fileIds: [used] } });
    await w.rows(`update document_files set created_at = now() - interval '25 hours' where id = $1`, [old]);
    for (const id of [foreign, used, old, randomUUID(), 'x', '']) {
      const fine = await uploaded(secretary);
      expect(await secretary.refusal(CREATE_DOCUMENT, { input: { ...input, fileIds: [fine, id] } })).toEqual({
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
      person.refusal(CREATE_DOCUMENT, {
        input: { title: 'Ai được đăng', audienceId: place.id, fileIds: [await uploaded(secretary)] },
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
    const { errors } = await secretary.send(CREATE_DOCUMENT, {
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
    expect(await outsider.refusal(ONE_DOCUMENT, { id: toCell })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    for (const id of [randomUUID(), 'x', "'"])
      expect(await outsider.refusal(ONE_DOCUMENT, { id })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
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
    const { document } = await stranger.ask(ONE_DOCUMENT, { id });
    expect(
      await Promise.all([sees(outsider, id), (await outsider.fetch(document.files[0].url.split('?')[0])).status]),
    ).toEqual([false, 404]);
    expect((await stranger.fetch(document.files[0].url.split('?')[0])).status).toBe(200);
  });

  it('a document of tomorrow is seen by its publisher only, and told to nobody yet', async () => {
    const publishAt = new Date(Date.now() + 86_400_000).toISOString();
    const id = await publish(secretary, cell, { title: 'Ngày mai', publishAt });
    await w.settle(['forms.make']);
    expect([await sees(secretary, id), await sees(member, id)]).toEqual([true, false]);
    expect((await member.ask(FIND, { search: 'ngày mai' })).documents.totalCount).toBe(0);
    expect((await secretary.ask(FIND, { search: 'ngày mai' })).documents.totalCount).toBe(1);
    expect(await w.rows('select 1 from notifications where subject_id = $1', [id])).toEqual([]);

    const clock = w.app.get(Clock);
    const now = clock.now;
    clock.now = () => new Date(Date.now() + 2 * 86_400_000);
    try {
      await w.settle(['forms.make']);
      await w.settle(['forms.make']);
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
    await w.settle(['forms.make']);
    await w.rows('update documents set announced_at = null where id = $1', [id]);
    await w.settle(['forms.make']);
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
    await w.settle(['forms.make']);
    expect(
      await w.rows(
        'select count(*)::int as told, count(distinct account_id)::int as people from notifications where subject_id = $1',
        [id],
      ),
    ).toEqual([{ told: 2100, people: 2100 }]);
  });
});
