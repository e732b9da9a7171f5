import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { Actors } from '../src/access/actors.js';
import {
  ATTACH,
  CANCEL,
  closed,
  INVITE,
  inHours,
  invited,
  OPEN,
  once,
  publish,
  read,
  schedule,
} from './support/meetings.js';
import { type Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const HOME = `{ home { unreadNotifications
  upcomingMeetings { id title status startsAt cell { id name } myAttendance { state answer } agenda { title } documents { id title } attendanceSummary { entitled } }
  unreadDocuments { id title publishedAt myProgress files { id name url } } } }`;

let w: World;
let base: Place;
let cell: Place;
let secretary: Person;
let member: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', base);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});

const homeOf = async (person: Person): Promise<Loose> => (await person.ask(HOME)).home;
const titles = (list: Loose[]) => list.map(entry => entry.title);

it('shows the next five meetings of the cell, the next one first, and what the member answered', async () => {
  for (const hours of [60, 20, 100, 40, 80, 120])
    await invited(secretary, cell, { startsAt: inHours(hours), title: `Sau ${hours} giờ` });
  const running = await invited(secretary, cell, { startsAt: inHours(-10), title: 'Đang họp' });
  await secretary.ask(OPEN, { id: running.id });
  await schedule(secretary, cell, { title: 'Nháp' });
  await invited(secretary, cell, { startsAt: inHours(-5), title: 'Không ai mở' });
  await closed(secretary, cell, { title: 'Đã xong' });
  const off = await invited(secretary, cell, { title: 'Đã hủy' });
  await secretary.ask(CANCEL, { id: off.id, reason: 'Mưa' });
  await invited(secretary, cell, { kind: 'COMMITTEE', startsAt: inHours(1), title: 'Chi ủy' });

  const { upcomingMeetings } = await homeOf(member);
  expect(titles(upcomingMeetings)).toEqual(['Đang họp', 'Sau 20 giờ', 'Sau 40 giờ', 'Sau 60 giờ', 'Sau 80 giờ']);
  expect(upcomingMeetings[0]).toMatchObject({
    cell: { id: cell.id, name: cell.name },
    myAttendance: { state: 'EXPECTED', answer: null },
    agenda: [{ title: 'Báo cáo tháng' }, { title: 'Thảo luận' }],
    attendanceSummary: { entitled: 2 },
  });
  expect(titles((await homeOf(secretary)).upcomingMeetings)).toContain('Chi ủy');
});

it('shows the meetings of the cell where a member is for a time', async () => {
  const host = await w.cell('Chi bộ tạm thời');
  const hostSecretary = await w.person('SECRETARY', host);
  const admin = await w.person('ADMINISTRATOR', w.province);
  const from = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  await admin.ask(`mutation($input: TransferMemberInput!) { transferMember(input: $input) { id } }`, {
    input: { memberId: member.memberId, toCellId: host.id, kind: 'TEMPORARY', from, clientMutationId: once() },
  });
  await w.settle();
  await invited(hostSecretary, host, { title: 'Nơi tạm trú' });
  w.get(Actors).forget(member.sessionId);
  expect(titles((await homeOf(member)).upcomingMeetings)).toEqual(['Nơi tạm trú']);
});

it('shows up to ten documents that the member has not read to the end, the newest first', async () => {
  const officer = await w.person('COMMITTEE_OFFICER', w.province);
  const ids = [];
  for (let n = 0; n < 4; n++)
    ids.push(await publish(officer, [w.province, base][n % 2] ?? base, { title: `Tỉnh ${n}` }));
  for (let n = 4; n < 12; n++) ids.push(await publish(secretary, cell, { title: `Chi bộ ${n}` }));
  await publish(officer, await w.organisation('Đảng bộ khác', 'BASE_COMMITTEE'), { title: 'Không gửi cho tôi' });
  await publish(secretary, cell, { title: 'Ngày mai', publishAt: inHours(24) });

  expect(titles((await homeOf(member)).unreadDocuments)).toEqual([
    ...[11, 10, 9, 8, 7, 6, 5, 4].map(n => `Chi bộ ${n}`),
    'Tỉnh 3',
    'Tỉnh 2',
  ]);
  await read(member, ids[11] ?? '', 0.96);
  await read(member, ids[10] ?? '', 0.5);
  const { unreadDocuments } = await homeOf(member);
  expect(titles(unreadDocuments).slice(0, 2)).toEqual(['Chi bộ 10', 'Chi bộ 9']);
  expect(unreadDocuments).toHaveLength(10);
  expect(unreadDocuments[0]).toMatchObject({
    myProgress: 0.5,
    files: [{ name: 'Tài liệu.pdf', url: expect.stringMatching(/^\/files\//) }],
  });
});

it('shows what lies before the members for a coming meeting, from the invitation on', async () => {
  const abroad = await w.cell();
  await w.grant(secretary.accountId, 'SECRETARY', abroad);
  const foreign = await publish(secretary, abroad, { title: 'Từ chi bộ khác' });
  const meeting = await schedule(secretary, cell);
  await secretary.ask(ATTACH, { id: meeting.id, documents: [foreign] });
  expect(titles((await homeOf(member)).unreadDocuments)).not.toContain('Từ chi bộ khác');
  await secretary.ask(INVITE, { id: meeting.id, once: once() });
  expect(titles((await homeOf(member)).unreadDocuments)).toContain('Từ chi bộ khác');
});

it('counts what the member has not looked at', async () => {
  await invited(secretary, cell);
  expect((await homeOf(member)).unreadNotifications).toBe(1);
  await w.rows(`update notifications set read_at = now() where account_id = $1`, [member.accountId]);
  expect((await homeOf(member)).unreadNotifications).toBe(0);
});

it('is empty for an officer who is in no cell, and refused without a sign-in', async () => {
  const officer = await w.person('COMMITTEE_OFFICER', base);
  expect(await homeOf(officer)).toEqual({ upcomingMeetings: [], unreadDocuments: [], unreadNotifications: 0 });
  expect((await Person.stranger(w.url).send(HOME)).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('is one statement, however much it shows and whatever of it is asked for', async () => {
  for (let n = 0; n < 3; n++) await publish(secretary, cell);
  const meeting = await schedule(secretary, cell);
  await secretary.ask(INVITE, { id: meeting.id, once: once() });
  const parts = [
    'unreadNotifications',
    'upcomingMeetings { id }',
    'unreadDocuments { id }',
    'unreadDocuments { title } unreadNotifications',
    '__typename',
  ];
  for (const query of [HOME, ...parts.map(part => `{ home { ${part} } }`)]) {
    await member.ask(query);
    expect((await w.statements(() => member.ask(query))).length).toBe(query.includes('__typename') ? 0 : 1);
  }
});

it('looks at few rows, also among thousands of documents that are all read', async () => {
  const author = secretary.accountId;
  await w.rows(
    `insert into documents (id, title, audience_id, issuer_id, created_by, published_at)
     select gen_random_uuid(), 'Văn bản ' || n, (array[$1, $2, $3]::uuid[])[1 + n % 3], $3, $4, now() - n * interval '1 hour' from generate_series(1, 6000) n`,
    [w.province.id, base.id, cell.id, author],
  );
  await w.rows(
    `insert into readings (document_id, member_id, progress, opened_at) select id, $1, 1, now() from documents`,
    [member.memberId],
  );
  await w.rows('analyze documents, readings');
  expect((await homeOf(member)).unreadDocuments).toEqual([]);
  const spy = jest.spyOn(w.source, 'query');
  await member.ask('{ home { unreadDocuments { id title files { id } } } }');
  const [sql, values] = spy.mock.calls.find(([text]) => text.includes('unreadDocuments')) ?? ['', []];
  spy.mockRestore();
  const [explained] = await w.source.query<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
    `explain (analyze, format json) ${sql}`,
    values as unknown[],
  );
  const plan = explained?.['QUERY PLAN'][0]?.Plan;
  expect(plan && rowsRead(plan)).toBeLessThan(2000);
});

interface Plan {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** How many rows the scans of a plan touched. */
function rowsRead(plan: Plan): number {
  const here = plan['Relation Name']
    ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
    : 0;
  return (plan.Plans ?? []).reduce((sum, below) => sum + rowsRead(below), here);
}
