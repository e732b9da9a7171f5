import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SearchIndex } from '../src/documents/search/search-index.js';
import type { Loose, Person } from './support/person.js';
import { found, marked, setPages, titles, write as writePaper } from './support/searching.js';
import { type Place, World } from './support/world.js';

let w: World;
let base: Place;
let cell: Place;
let officer: Person;
let reader: Person;

beforeAll(async () => {
  w = await World.create();
  base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ thôn Nà Bó', base);
  officer = await w.person('COMMITTEE_OFFICER', base);
  reader = await w.person('MEMBER', cell);
});
afterAll(() => w?.end());

/** The officer publishes to the commune's branch a document whose file has these pages of text. */
const write = (title: string, pages: string[], input: Record<string, unknown> = {}) =>
  writePaper(w, officer, base, title, pages, input);

describe('finding a document', () => {
  let id: string;
  beforeAll(async () => {
    id = await write(
      'Nghị quyết về Chuyển đổi số',
      [
        'Căn cứ Điều lệ Đảng; xét đề nghị của chi ủy.',
        'Thành lập tổ công nghệ số cộng đồng tại mỗi thôn. Giúp bà con khai hoà giải trực tuyến, không để ai bị bỏ lại phía sau.',
      ],
      {
        number: '05-NQ/ĐU',
        issuer: 'Đảng ủy xã Mường Lai',
        topics: ['số hóa'],
        issuedOn: '2025-03-02',
        kind: 'RESOLUTION',
      },
    );
  });

  it.each([
    ['half a sentence without accents', 'khong de ai bi bo lai phia sau'],
    ['capitals', 'TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG'],
    ['letters and accents apart, as some phones send them', 'tổ công nghệ số cộng đồng'.normalize('NFD')],
    ['the tone on the other vowel', 'khai hòa giải'],
    ['no accents and no đ', 'cong dong'],
    ['the number', '05-NQ/ĐU'],
    ['the beginning of a word that is still being typed', 'công nghệ số cộng đ'],
    ['words of the title together with words of the text', 'chuyển đổi hoà giải'],
    ['words side by side in quotes', '"bỏ lại phía sau"'],
    ['a quote whose end is not typed yet', '"bỏ lại phía s'],
    ['a word and another one that must not occur', 'chuyển đổi -trâu'],
  ])('is done by %s', async (_, search) => {
    expect(titles(await found(reader, search))).toEqual(['Nghị quyết về Chuyển đổi số']);
  });

  it.each([
    ['a word that does not occur', 'chuyển đổi trâu'],
    ['words in quotes that do not stand side by side', '"bỏ lại sau"'],
    [
      'words in quotes of which only each two stand side by side',
      '"số cộng đồng tại mỗi thôn giúp"'.replace('tại', 'số'),
    ],
    ['a word that must not occur', 'chuyển đổi -"bỏ lại"'],
    ['the middle of a word', 'huyển đổi'],
  ])('is not done by %s', async (_, search) => {
    const list = await found(reader, search);
    expect([titles(list), list.totalCount, list.totalIsMore]).toEqual([[], 0, false]);
  });

  it('shows the place with the words marked, and the page and file to jump to', async () => {
    const { edges } = await found(reader, 'to cong nghe so');
    expect(edges[0]).toMatchObject({ page: 2, fileId: edges[0].node.files[0].id });
    expect(marked(edges[0].snippet)).toEqual(['tổ', 'công', 'nghệ', 'số', 'cộng']);
  });

  it('names no page when only the title has the words', async () => {
    expect((await found(reader, '"chuyển đổi số"')).edges[0]).toMatchObject({
      page: null,
      fileId: null,
      snippet: 'Nghị quyết về <mark>Chuyển</mark> <mark>đổi</mark> <mark>số</mark>',
    });
  });

  it('is narrowed by issuer, kind, year, topic and organisation', async () => {
    const all = {
      issuer: 'dang uy xa muong lai',
      kind: 'RESOLUTION',
      year: 2025,
      topic: 'số hóa',
      organisationId: base.id,
    };
    expect(titles(await found(reader, 'chuyển đổi', all))).toHaveLength(1);
    for (const other of [
      { issuer: 'Tỉnh ủy' },
      { kind: 'DIRECTIVE' },
      { year: 2024 },
      { topic: 'khác' },
      { organisationId: cell.id },
    ]) {
      expect(await found(reader, 'chuyển đổi', { ...all, ...other })).toMatchObject({ totalCount: 0, edges: [] });
      expect(await found(reader, '', { ...all, ...other })).toMatchObject({ totalCount: 0, edges: [] });
    }
    expect(titles(await found(reader, '', all))).toHaveLength(1);
  });

  it('shows markup of the text as text', async () => {
    await write('Đoạn mã', ['<script>alert("mã độc")</script> & nhãn <b>đậm</b>']);
    const [edge] = (await found(reader, 'mã độc')).edges;
    expect(edge.snippet).toBe(
      '&lt;script&gt;alert(&quot;<mark>mã</mark> <mark>độc</mark>&quot;)&lt;/script&gt; &amp; nhãn &lt;b&gt;đậm&lt;/b&gt;',
    );
  });

  it('follows a correction of the title and a new text of the file', async () => {
    await setPages(w, id, ['Trang một.', 'Trang hai: khuyến khích nuôi ong lấy mật.']);
    expect(titles(await found(reader, 'bỏ lại phía sau'))).toEqual([]);
    expect((await found(reader, 'nuôi ong')).edges[0]).toMatchObject({ page: 2 });
  });
});

describe('the order', () => {
  beforeAll(async () => {
    await write('Sổ tay bí thư chi bộ', ['Nội dung.']);
    await write('Danh sách bị thu hồi', ['Nội dung.']);
    await write('Báo cáo cũ', [`${'Hội thảo lúa nếp. '.repeat(12)}`]);
    await write('Hội thảo lúa nếp', ['Mời dự.']);
    await write('Báo cáo mới', ['Có nhắc một lần hội thảo lúa nếp ở đây.']);
    await write('Báo cáo mới nhất', ['Hội họp, thảo luận, cấy lúa và gói xôi nếp. Lời thảo.']);
  });

  it('puts what was typed with accents before what only sounds like it', async () => {
    expect(titles(await found(reader, 'bí thư'))).toEqual(['Sổ tay bí thư chi bộ', 'Danh sách bị thu hồi']);
    expect(titles(await found(reader, 'bị thu'))).toEqual(['Danh sách bị thu hồi', 'Sổ tay bí thư chi bộ']);
    expect(titles(await found(reader, 'bi thu'))).toHaveLength(2);
  });

  it('is: in the title, often side by side, once side by side, anywhere in it', async () => {
    expect(titles(await found(reader, 'hoi thao lua nep'))).toEqual([
      'Hội thảo lúa nếp',
      'Báo cáo cũ',
      'Báo cáo mới',
      'Báo cáo mới nhất',
    ]);
  });

  it('is kept from page to page, each document once, also when one is published between', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page++) {
      const list: Loose = await found(reader, 'hoi thao lua nep', { first: 1, after });
      seen.push(...titles(list));
      if (page === 1) await write('Hội thảo lúa nếp lần hai', ['Mời dự.']);
      after = list.pageInfo.endCursor;
      if (!list.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(['Hội thảo lúa nếp', 'Báo cáo cũ', 'Báo cáo mới', 'Báo cáo mới nhất']);
  });

  it('goes on behind the 150 ranked ones to the last of a long list, newest first, and the count stops at 1,000', async () => {
    const [author] = await w.rows<{ id: string }>('select $1::uuid as id', [officer.accountId]);
    await w.rows(
      `insert into documents (id, title, audience_id, issuer_id, created_by, published_at, announced_at)
       select gen_random_uuid(), 'Thông tri số ' || n, $1, $1, $2, now() - n * interval '1 minute', now() from generate_series(1, 1001) n`,
      [base.id, author?.id],
    );
    for (let round = 0; round < 3; round++) await w.get(SearchIndex).sweep();
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 20; page++) {
      const list: Loose = await found(reader, 'thông tri', { first: 100, after });
      expect([list.totalCount, list.totalIsMore]).toEqual([1000, true]);
      seen.push(...titles(list));
      after = list.pageInfo.endCursor;
      if (!list.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(Array.from({ length: 1001 }, (_, n) => `Thông tri số ${n + 1}`));
    expect(await found(reader, 'thông tri số 77')).toMatchObject({ totalCount: 1, totalIsMore: false });
  });
});
