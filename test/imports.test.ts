import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { Loose, Person } from './support/person.js';
import { MEMBER_HEADS, TREE_HEADS, table, workbook } from './support/rosters.js';
import { World } from './support/world.js';

let w: World;
let admin: Person;
beforeAll(async () => {
  w = await World.create();
  await w.rows(`update organisations set code = '15' where parent_id is null`);
  admin = await w.person('ADMINISTRATOR', w.province);
});
afterAll(() => w?.end());

const IMPORT = `query ($id: ID!) { import(id: $id) { id state rows valid problemCount encoding proposedEncoding applied problems { row column code message sheet } } }`;
const CONFIRM = `mutation ($id: ID!, $convert: Boolean) { confirmImport(id: $id, convert: $convert) { id state applied } }`;

async function handIn(content: Uint8Array | string, name = 'danh-sach.xlsx', person = admin): Promise<Loose> {
  const form = new FormData();
  form.append('file', new Blob([Buffer.from(content as Uint8Array)]), name);
  const reply = await person.fetch('/imports', { method: 'POST', body: form });
  const body = (await reply.json()) as { id: string };
  if (reply.status !== 202) return { status: reply.status, ...body };
  await w.settle();
  return (await person.ask(IMPORT, { id: body.id })).import;
}

async function apply(content: Uint8Array | string, name?: string): Promise<Loose> {
  const found = await handIn(content, name);
  expect(found).toMatchObject({ state: 'READY', problems: [] });
  await admin.ask(CONFIRM, { id: found.id, convert: true });
  await w.settle();
  return (await admin.ask(IMPORT, { id: found.id })).import;
}

const COMMITTEE = ['15.000.001', 'Đảng bộ xã Tú Lệ', 'Đảng bộ cơ sở', '15', '01/07/2025'];
const CELL = ['15.000.001.000.001', 'Chi bộ bản Lùng', 'Chi bộ', '15.000.001', '01/07/2025'];
const OTHER = ['15.000.001.000.002', 'Chi bộ bản Phạ', 'Chi bộ', '15.000.001', '01/07/2025'];
const MAI = [
  '15.000101',
  'Lò Thị Mai',
  'Chính thức',
  '03/02/2010',
  '03/02/2011',
  '0912 000 101',
  'Điện thoại thông minh',
  CELL[0] ?? '',
  'Bí thư',
];
const PAO = ['15.000102', 'Giàng A Páo', 'Dự bị', '02/09/2026', '', '', 'Không', CELL[0] ?? '', ''];

const STATE = `select coalesce(jsonb_agg(x order by x), '[]') as state from (
  select to_jsonb(m) - 'created_at' || jsonb_build_object('cell', s.cell_id, 'during', s.during, 'office', (select jsonb_agg(o.office || o.during::text) from offices o where o.member_id = m.id)) as x
  from members m join memberships s on s.member_id = m.id
  union all select to_jsonb(o) from organisations o union all select to_jsonb(p) from organisation_periods p union all select to_jsonb(g) from grants g) x`;

/** Windows-1258 writes the five tones as letters of their own, behind the letter that bears them. */
function tonesApart(text: string): string {
  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  return [...text.normalize('NFC')]
    .map(letter => {
      const apart = letter.normalize('NFD');
      return apart.replace(TONES, '').normalize('NFC') + (apart.match(TONES)?.join('') ?? '');
    })
    .join('');
}

describe('a roster', () => {
  it('brings cells and members in, and a second time changes nothing', async () => {
    const roster = await workbook([COMMITTEE, CELL, OTHER], [MAI, PAO]);
    expect(await apply(roster)).toMatchObject({ state: 'APPLIED', rows: 5, valid: 5, applied: 5 });
    const people = await w.rows(
      `select m.full_name, m.phone, m.kind, m.admitted_on::text, o.name as cell, f.office, count(g.id)::int as grants
       from members m join memberships s on s.member_id = m.id join organisations o on o.id = s.cell_id join accounts a on a.member_id = m.id
       left join offices f on f.member_id = m.id left join grants g on g.account_id = a.id group by 1, 2, 3, 4, 5, 6 order by 1`,
    );
    expect(people).toEqual([
      {
        full_name: 'Giàng A Páo',
        phone: null,
        kind: 'PROBATIONARY',
        admitted_on: '2026-09-02',
        cell: 'Chi bộ bản Lùng',
        office: null,
        grants: 1,
      },
      {
        full_name: 'Lò Thị Mai',
        phone: '+84912000101',
        kind: 'FULL',
        admitted_on: '2010-02-03',
        cell: 'Chi bộ bản Lùng',
        office: 'SECRETARY',
        grants: 2,
      },
    ]);
    const [before] = await w.rows(STATE);
    expect(await apply(roster)).toMatchObject({ state: 'APPLIED', applied: 5 });
    expect((await w.rows(STATE))[0]).toEqual(before);
  });

  it('renames a cell, moves a member and replaces the secretary; who is not named stays', async () => {
    const renamed = [OTHER[0] ?? '', 'Chi bộ bản Phạ Trên', ...OTHER.slice(2)];
    const secretary = ['15.000103', 'Vàng Thị Say', 'Chính thức', '', '', '', 'Điện thoại', CELL[0] ?? '', 'Bí thư'];
    const moved = [...MAI.slice(0, 7), OTHER[0] ?? '', ''];
    await apply(await workbook([renamed], [secretary, moved]));
    const offices = await w.rows(
      `select m.full_name, upper_inf(f.during) as now from offices f join members m on m.id = f.member_id order by 1`,
    );
    expect(offices).toEqual([
      { full_name: 'Lò Thị Mai', now: false },
      { full_name: 'Vàng Thị Say', now: true },
    ]);
    const cells = await w.rows(
      `select m.full_name, o.name from members m join memberships s on s.member_id = m.id and s.during @> (now() at time zone 'Asia/Ho_Chi_Minh')::date join organisations o on o.id = s.cell_id order by 1`,
    );
    expect(cells).toEqual([
      { full_name: 'Giàng A Páo', name: 'Chi bộ bản Lùng' },
      { full_name: 'Lò Thị Mai', name: 'Chi bộ bản Phạ Trên' },
      { full_name: 'Vàng Thị Say', name: 'Chi bộ bản Lùng' },
    ]);
    expect(await w.rows(`select name from organisation_periods where code = $1 order by during`, [OTHER[0]])).toEqual([
      { name: 'Chi bộ bản Phạ' },
      { name: 'Chi bộ bản Phạ Trên' },
    ]);
  });

  it('names every problem by row and column, and writes nothing', async () => {
    const [before] = await w.rows(STATE);
    const code = (number: number) => `15.000.00${number}`;
    const found = await handIn(
      await workbook(
        [
          [code(2), 'Đảng bộ A', 'Đảng bộ cơ sở', code(3), ''],
          [code(3), 'Đảng bộ B', 'Đảng bộ cơ sở', code(2), ''],
          [code(4), 'Đảng bộ C', 'Đảng bộ cơ sở', '15.000.999', ''],
          [code(5), { formula: '=1+1' }, 'Đảng bộ cơ sở', '15', ''],
          ['15.000.006.000.001', 'Chi bộ D', 'Chi đoàn', '15', '31/02/2026'],
        ],
        [
          ['15.000201', 'Nguyễn Văn A', 'Chính thức', '', '', '', '', CELL[0] ?? '', ''],
          ['15 000201', 'Nguyễn Văn B', 'Chính thức', '', '', '', '', CELL[0] ?? '', ''],
          ['15.O00202', 'Nguyễn Văn C', 'Chính thức', '', '', '12', '', CELL[0] ?? '', ''],
          [1.23e11, 'Th? H?nh', 'Dự bị', '03/02/2010', '03/02/2009', '', '', '15.000.001.000.999', ''],
          ['15.000204', "=cmd|' /C calc'!A0", '', '', '', '', '', '15.000.001', ''],
        ],
      ),
    );
    expect(found.state).toBe('READY');
    const problems = found.problems
      .map(({ sheet, row, column, code }: Loose) => `${sheet} ${row} ${column} ${code}`)
      .sort();
    expect(problems).toEqual(
      [
        'to_chuc 2 mã cấp trên UNDER_ITSELF',
        'to_chuc 2 mã cấp trên PARENT_MISFIT',
        'to_chuc 3 mã cấp trên UNDER_ITSELF',
        'to_chuc 3 mã cấp trên PARENT_MISFIT',
        'to_chuc 4 mã cấp trên PARENT_UNKNOWN',
        'to_chuc 5 tên FORMULA',
        'to_chuc 6 loại WORD_UNKNOWN',
        'to_chuc 6 từ ngày DATE_INVALID',
        'dang_vien 3 số thẻ CARD_TWICE',
        'dang_vien 4 số thẻ CARD_HAS_LETTER',
        'dang_vien 4 điện thoại PHONE_INVALID',
        'dang_vien 5 họ tên LETTERS_LOST',
        'dang_vien 5 ngày chính thức DATES_REVERSED',
        'dang_vien 5 mã chi bộ CELL_UNKNOWN',
        'dang_vien 6 họ tên FORMULA',
        'dang_vien 6 loại MISSING',
        'dang_vien 6 mã chi bộ NOT_A_CELL',
      ].sort(),
    );
    expect(await admin.refusal(CONFIRM, { id: found.id })).toEqual({
      code: 'PRECONDITION_FAILED',
      reason: 'IMPORT_HAS_PROBLEMS',
    });
    expect((await w.rows(STATE))[0]).toEqual(before);
  });

  it.each(['windows-1258', 'tcvn'])(
    'in %s letters is recognised, offered converted and stored whole',
    async encoding => {
      const rows = [
        `15.0003${encoding.length}`,
        'Đặng Thị Hoà Bưởi',
        'Chính thức',
        '',
        '',
        '',
        'Điện thoại',
        CELL[0] ?? '',
        '',
      ];
      const text = table(
        MEMBER_HEADS,
        Array.from({ length: 5 }, (_, index) => [`${rows[0]}${index}`, ...rows.slice(1)]),
      );
      const written = encoding === 'windows-1258' ? tonesApart(text) : text;
      const found = await handIn(iconv.encode(written, encoding), 'danh-sach.csv');
      expect(found).toMatchObject({ state: 'READY', problems: [], proposedEncoding: encoding });
      expect(await admin.refusal(CONFIRM, { id: found.id })).toMatchObject({ reason: 'IMPORT_ENCODING_UNSURE' });
      await admin.ask(CONFIRM, { id: found.id, convert: true });
      await w.settle();
      const names = await w.rows(`select distinct full_name from members where card_number like $1`, [`${rows[0]}%`]);
      expect(names).toEqual([{ full_name: 'Đặng Thị Hoà Bưởi'.normalize('NFC') }]);
    },
  );

  it('as a csv of organisations in UTF-8 is known by its header, and the name of a cell may hold a semicolon', async () => {
    const text = `\ufeff${table(TREE_HEADS, [['15.000.001.000.007', 'Chi bộ "Trường; Trạm"', 'Chi bộ', '15.000.001', '2025-07-01']])}`;
    expect(await apply(text, 'to-chuc.csv')).toMatchObject({
      state: 'APPLIED',
      rows: 1,
      encoding: 'utf-8',
      proposedEncoding: null,
    });
    expect(await w.rows(`select name from organisations where code = '15.000.001.000.007'`)).toEqual([
      { name: 'Chi bộ "Trường; Trạm"' },
    ]);
  });

  it('with 200,001 rows is refused with a sentence', async () => {
    const lines = Array.from(
      { length: 200_001 },
      (_, index) => `16.${100_000 + index};Nguyễn Văn A;Chính thức;;;;;${CELL[0]};`,
    );
    const found = await handIn([MEMBER_HEADS.join(';'), ...lines].join('\n'), 'lon.csv');
    expect(found).toMatchObject({ state: 'FAILED', problems: [{ code: 'TOO_MANY_ROWS' }] });
    expect(await admin.refusal(CONFIRM, { id: found.id })).toMatchObject({ reason: 'IMPORT_NOT_READY' });
  }, 240_000);

  it('that is no workbook, torn, empty or of another kind is refused, never a server error', async () => {
    const whole = await workbook([COMMITTEE], []);
    expect(await handIn(whole.subarray(0, whole.length / 2))).toMatchObject({
      state: 'FAILED',
      problems: [{ code: 'UNREADABLE' }],
    });
    expect(await handIn(Buffer.from('MZ\u0000\u0001'), 'la.csv')).toMatchObject({ state: 'FAILED' });
    expect(await handIn('x;y;z\n1;2;3', 'la.csv')).toMatchObject({ problems: [{ code: 'HEADER_MISSING' }] });
    expect(await handIn('', 'rong.csv')).toMatchObject({ status: 422, reason: 'FILE_EMPTY' });
    expect(await handIn('x', 'la.exe')).toMatchObject({ status: 422, reason: 'IMPORT_UNREADABLE' });
  });

  it('is for the administrator of the province alone, and an unknown one is not found', async () => {
    const cell = await w.cell('Chi bộ khác');
    const secretary = await w.person('SECRETARY', cell);
    expect(await handIn('x', 'a.csv', secretary)).toMatchObject({ status: 403, reason: 'NOT_ALLOWED' });
    const local = await w.person('ADMINISTRATOR', cell);
    expect(await handIn('x', 'a.csv', local)).toMatchObject({ status: 403, reason: 'NOT_ALLOWED' });
    expect(await admin.refusal(IMPORT, { id: cell.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await admin.refusal(IMPORT, { id: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is applied once when two say yes at the same moment', async () => {
    const found = await handIn(
      await workbook([], [['15.000901', 'Sùng Thị Dở', 'Chính thức', '', '', '', '', CELL[0] ?? '', '']]),
    );
    const answers = await Promise.all([1, 2, 3].map(() => admin.send(CONFIRM, { id: found.id })));
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined]);
    await w.settle();
    expect(await w.rows(`select count(*)::int as n from members where card_number = '15.000901'`)).toEqual([{ n: 1 }]);
    expect(
      await w.rows(`select count(*)::int as n from audit_entries where action = 'import.applied' and subject_id = $1`, [
        found.id,
      ]),
    ).toEqual([{ n: 1 }]);
  });

  it('has a template that can be filled in and handed in', async () => {
    const reply = await w.app.inject({ method: 'GET', url: '/imports/template.xlsx' });
    expect(reply.statusCode).toBe(200);
    const found = await handIn(reply.rawPayload);
    expect(found).toMatchObject({ state: 'READY', rows: 2 });
    expect(found.problems.map(({ code }: Loose) => code)).toEqual(['PARENT_UNKNOWN']);
  });
});
