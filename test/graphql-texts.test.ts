import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Person } from './support/person.js';
import { expectRefused, post } from './support/raw.js';
import { pdf } from './support/samples.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
});
afterAll(() => w?.end());

const send = (body: string | Buffer, headers?: Record<string, string>, person = secretary) =>
  post(w, person, body, headers);
const ask = (query: string, variables?: unknown, person?: Person) =>
  send(JSON.stringify({ query, variables }), {}, person);

describe('texts', () => {
  const CREATE = `mutation C($input: CreateDocumentInput!) { createDocument(input: $input) { id title } }`;
  const input = (title: unknown, more: Record<string, unknown> = {}) => ({
    input: { title, audienceId: cell.id, fileIds: [fileId], ...more },
  });
  let fileId: string;
  beforeEach(async () => {
    fileId = String((await secretary.upload('a.pdf', pdf(`${Math.random()}`))).body['id']);
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['a bell', 'a\x07b'],
    ['a word that turns round', 'a\u202eb'],
    ['a line end in one line', 'a\nb'],
    ['a thousand accents on one letter', `a${'\u0301'.repeat(1000)}`],
    ['only blanks', ' \u00a0 '],
    ['a megabyte', 'x'.repeat(900_000)],
    ['a mark of byte order', 'a\ufeffb'],
  ])('%s is refused by its field', async (_, title) => {
    const reply = await ask(CREATE, input(title));
    expectRefused(reply, 'BAD_USER_INPUT');
    expect(reply.json.errors[0].extensions.fields).toEqual([{ path: 'input.title', reason: expect.any(String) }]);
  });

  it('half of a character, and bytes that are no letters, are refused', async () => {
    expectRefused(
      await send(JSON.stringify({ query: CREATE, variables: input('x') }).replace('"x"', '"\\ud800"')),
      'BAD_USER_INPUT',
    );
    const bytes = Buffer.from(JSON.stringify({ query: CREATE, variables: input('@@') }));
    bytes.set([0xc3, 0x28], bytes.indexOf('@@'));
    expectRefused(await send(bytes), 'BAD_USER_INPUT');
  });

  it.each([[1], [true], [['a']], [{ a: 1 }], [null]])('%j is no title', async title => {
    expectRefused(await ask(CREATE, input(title)), 'BAD_USER_INPUT');
  });

  it('a field that the input does not have is refused, and has no effect', async () => {
    for (const more of [{ createdBy: 'x' }, { role: 'ADMINISTRATOR' }, { __proto__x: 1 }, { announcedAt: null }]) {
      expectRefused(await ask(CREATE, input('Thừa ô', more)), 'BAD_USER_INPUT');
    }
    expect(await w.rows(`select 1 from documents where title = 'Thừa ô'`)).toEqual([]);
  });

  it('what is typed in pieces is kept as one, and all else as it is', async () => {
    const kept = [
      'Nguyễn Thị Hoà'.normalize('NFD'),
      '<script>alert(1)</script>',
      '{{7*7}} <%= 7*7 %>',
      "'; drop table documents; --",
      '🌾 ເຂົ້າ',
      'a'.repeat(300),
    ];
    for (const title of kept) {
      fileId = String((await secretary.upload('a.pdf', pdf(title))).body['id']);
      const { createDocument } = await secretary.ask(CREATE, input(title));
      expect(createDocument.title).toBe(title.normalize('NFC'));
      expect(await w.rows('select title from documents where id = $1', [createDocument.id])).toEqual([
        { title: title.normalize('NFC') },
      ]);
    }
  });

  it.each(['2026-02-31', '2026-13-01', '2026-2-1', '20260201', '0000-00-00', 'hôm nay', '2026-02-01T00:00:00Z', 5])(
    '%j is no day',
    async issuedOn => {
      expectRefused(await ask(CREATE, input('Ngày sai', { issuedOn })), 'BAD_USER_INPUT');
    },
  );

  it.each([
    '2026-02-31T00:00:00Z',
    '2026-11-22',
    '2026-11-22 19:00:00',
    '2026-11-22T25:00:00Z',
    '2026-11-22T19:00:00',
    '1e10',
    0,
  ])('%j is no instant', async publishAt => {
    expectRefused(await ask(CREATE, input('Giờ sai', { publishAt })), 'BAD_USER_INPUT');
  });
});

describe('who asks', () => {
  it('a stranger is asked to sign in, whatever is asked; broken tokens alike', async () => {
    const stranger = Person.stranger(w.url);
    expectRefused(await ask('{ me { id } }', {}, stranger), 'UNAUTHENTICATED');
    const [head, body, seal] = (secretary.token ?? '').split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const token of [
      'x',
      'a.b.c',
      `${head}.${body}.`,
      `${none}.${body}.`,
      `${none}.${body}.${seal}`,
      `${head}.${seal}.${body}`,
      'x'.repeat(10_000),
      '',
    ]) {
      expectRefused(
        await send('{"query":"{ me { id } }"}', { authorization: `Bearer ${token}` }, stranger),
        'UNAUTHENTICATED',
      );
    }
  });

  it('every problem of one request is told, each by its own code', async () => {
    const { json } = await ask('{ a: document(id: "x") { id } b: document(id: "y") { id } me { id } }');
    expect(
      json.errors.map((error: { path: string[]; extensions: { code: string } }) => [
        error.path[0],
        error.extensions.code,
      ]),
    ).toEqual([
      ['a', 'NOT_FOUND'],
      ['b', 'NOT_FOUND'],
    ]);
    expect(json.data).toMatchObject({ a: null, b: null, me: { id: expect.any(String) } });
  });

  it('the schema may be read: it is the public contract', async () => {
    const { json } = await ask('{ __schema { queryType { fields { name } } } }');
    expect(json.data.__schema.queryType.fields.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['me', 'home', 'documents']),
    );
  });
});
