import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Clone, cloneDatabase } from './support/clone.js';
import { once } from './support/meetings.js';
import { type Loose, Person } from './support/person.js';
import { type PaperProvince, paperProvince, type RosterMember } from './support/province.js';
import { runProgram, Started, until } from './support/started.js';
import { testEnvironment } from './support/world.js';

const PORT = 4200 + (process.pid % 500);
const URL = `http://127.0.0.1:${PORT}`;
const PASSWORD = 'con đường về bản 2026';
const report = join(import.meta.dirname, 'fixtures/bao-cao.pdf');
const wherever = process.env['TEST_CHROMIUM'] ? describe : describe.skip;

wherever('the main job in a browser, from an imported roster of 61 cells and 1,736 members', () => {
  let database: Clone;
  let server: Started;
  let browser: Browser;
  let paper: PaperProvince;
  let admin: Person;
  const dataDir = mkdtempSync(join(tmpdir(), 'sotay-browser-'));
  const faults: string[] = [];

  beforeAll(async () => {
    database = await cloneDatabase();
    paper = await paperProvince({ cells: 61, members: 1736, further: 5, furtherMembers: 60, isWhole: true });
    const settings = testEnvironment(database.application, dataDir, { PORT: String(PORT) });
    const roster = join(dataDir, 'danh-sach.xlsx');
    writeFileSync(roster, paper.roster);
    const imported = await runProgram('dist/src/cli.js', ['import', roster], settings);
    expect(imported).toMatchObject({ code: 0 });
    const made = await runProgram(
      'dist/src/cli.js',
      ['admin:create', '--name', 'Quản trị', '--email', 'quantri@sotay.example'],
      settings,
    );
    const [code = ''] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(made.said) ?? [];
    server = new Started('dist/src/main.js', [], settings);
    const answers = () =>
      fetch(`${URL}/health/ready`).then(
        reply => reply.ok,
        () => false,
      );
    await until(answers, 60_000, () => server.words);
    const stranger = Person.stranger(URL);
    const { activateAccount } = await stranger.ask(
      `mutation ($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken } }`,
      { input: { identifier: 'quantri@sotay.example', code, password: PASSWORD } },
    );
    admin = new Person(URL, '', '', '', '', '', activateAccount.accessToken);
    browser = await chromium.launch({
      executablePath: process.env['TEST_CHROMIUM'],
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** A new activation code for a member, as a secretary or an administrator hands it out. */
  async function codeOf(member: RosterMember): Promise<{ code: string; memberId: string }> {
    const [found] = await database.rows<{ id: string }>('select id from members where card_number = $1', [member.card]);
    const { issueActivationCode } = await admin.ask(
      `mutation ($id: ID!, $once: ID!) { issueActivationCode(memberId: $id, clientMutationId: $once) { code } }`,
      { id: found?.id, once: once() },
    );
    return { code: issueActivationCode.code, memberId: found?.id ?? '' };
  }

  /** A phone of 360 px on which the member activates the account with the code of a letter. */
  async function phoneOf(member: RosterMember): Promise<Page> {
    const { code } = await codeOf(member);
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', error => faults.push(error.message));
    await page.goto(`${URL}/kich-hoat?so=${encodeURIComponent(member.card)}&ma=${encodeURIComponent(code)}`);
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await page.getByRole('button', { name: 'Kích hoạt và đăng nhập' }).click();
    await page.getByRole('button', { name: 'Dùng cỡ chữ này' }).click();
    await page.getByText(member.name).first().waitFor();
    return page;
  }

  it('a secretary schedules, attaches and invites; a member answers and checks in; the meeting is closed; the board shows it', async () => {
    const cell = paper.members.filter(member => member.cell === paper.pilotCells[0]);
    const [leader, ...others] = cell;
    const reader = others.find(({ reach }) => reach === 'Điện thoại thông minh');
    if (!leader || !reader) throw new Error('The roster has no such people.');
    const S = await phoneOf(leader);
    const M = await phoneOf(reader);

    await S.getByRole('link', { name: 'Lên lịch sinh hoạt' }).click();
    await S.getByLabel('Tên buổi sinh hoạt').fill('Sinh hoạt chi bộ');
    await S.getByLabel('Ngày', { exact: true }).fill(new Date(Date.now() + 31 * 3_600_000).toISOString().slice(0, 10));
    await S.getByLabel('Địa điểm').fill('Nhà văn hóa thôn 1');
    await S.getByRole('button', { name: 'Lưu, chưa mời' }).click();
    await S.getByRole('heading', { name: 'Sinh hoạt chi bộ' }).waitFor();
    const id = S.url().split('/').at(-1) ?? '';
    await S.getByRole('button', { name: 'Tài liệu' }).click();
    await S.getByLabel('Tệp (PDF').setInputFiles(report);
    await S.getByLabel('Tên tài liệu').fill('Báo cáo kết quả tháng');
    await S.getByRole('button', { name: 'Tải lên và gắn' }).click();
    await S.getByText('Báo cáo kết quả tháng').first().waitFor();
    await S.getByRole('button', { name: 'Mời cả chi bộ' }).click();
    await S.getByRole('button', { name: 'Mời ngay' }).click();
    await S.getByText('Đã mời').first().waitFor();

    // The secretary's phone shows the invitation at once and sends it by itself.
    await until(
      async () => {
        await M.goto(`${URL}/`);
        const answer = M.getByRole('button', { name: 'Tôi sẽ dự' });
        return answer.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
      },
      30_000,
      () => server.words,
    );
    await M.getByRole('button', { name: 'Tôi sẽ dự' }).click();
    await M.getByText('✓ Đồng chí sẽ dự').waitFor();
    expect(await M.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page: M })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id: rule }) => rule)).toEqual([]);

    await S.getByRole('link', { name: 'Bắt đầu và điểm danh' }).click();
    await S.getByRole('button', { name: 'Bắt đầu buổi sinh hoạt' }).click();
    const letters = S.locator('.code-letters');
    await letters.waitFor();
    await M.goto(`${URL}/sinh-hoat/${id}`);
    await M.getByLabel('Mã điểm danh').fill(((await letters.getAttribute('data-code')) ?? '').toLowerCase());
    await M.getByRole('button', { name: 'Điểm danh' }).click();
    await M.getByText('Đồng chí đã điểm danh lúc').waitFor();
    await S.getByText(/^1 \/ \d+ có mặt/).waitFor();
    await S.getByRole('button', { name: 'Có mặt cả' }).click();
    await S.getByRole('button', { name: 'Ghi có mặt cả' }).click();
    await S.getByText(/0 chưa điểm danh/).waitFor();
    await S.getByRole('link', { name: 'Sang nội dung' }).click();
    await S.getByRole('link', { name: 'Sang kết thúc' }).click();
    await S.getByLabel('Biên bản', { exact: true }).fill('Chi bộ họp đủ, thống nhất nhiệm vụ tháng tới.');
    await S.getByRole('button', { name: 'Kết thúc buổi sinh hoạt' }).click();
    await S.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await S.getByText('Đã kết thúc').first().waitFor();

    const facts = await database.rows<Loose>('select used, present, checked_in, meetings from cell_months where used');
    expect(facts).toEqual([{ used: true, present: cell.length, checked_in: 1, meetings: 1 }]);
    expect(faults).toEqual([]);
  }, 240_000);

  it('a committee officer sees on the board which cell used the platform', async () => {
    const officer = paper.members.find(member => member.isSecretary && member.cell === paper.pilotCells[4]);
    if (!officer) throw new Error('The roster has no such person.');
    const { code, memberId } = await codeOf(officer);
    const [province] = await database.rows<{ id: string }>('select id from organisations where parent_id is null');
    await admin.ask(
      `mutation ($member: ID!, $place: ID!, $from: Date!, $once: ID!) { appoint(memberId: $member, organisationId: $place, office: COMMITTEE_OFFICER, from: $from, clientMutationId: $once) { id } }`,
      { member: memberId, place: province?.id, from: '2026-01-01', once: once() },
    );
    await Person.stranger(URL).ask(
      `mutation ($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken } }`,
      {
        input: { identifier: officer.card, code, password: PASSWORD },
      },
    );
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', error => faults.push(error.message));
    await page.goto(`${URL}/console`);
    await page.getByLabel(/Số thẻ/).fill(officer.card);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByText('Từ được mời đến thật sự dùng').waitFor();
    await page
      .getByText(/1 \/ 66/)
      .first()
      .waitFor();
    expect(faults).toEqual([]);
  }, 120_000);
});
