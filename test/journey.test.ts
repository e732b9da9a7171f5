import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ATTACH, CHECK_IN, CLOSE, INVITE, MARK, MEETING, monthOf, OPEN, once, SCHEDULE } from './support/meetings.js';
import { type Loose, Person } from './support/person.js';
import { type PaperProvince, paperProvince, type RosterMember } from './support/province.js';
import { SmsStub } from './support/sms-stub.js';
import { World } from './support/world.js';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));

const IMPORT = `query ($id: ID!) { import(id: $id) { state rows valid problemCount applied problems { row column message } } }`;
const CONFIRM = `mutation ($id: ID!) { confirmImport(id: $id) { state } }`;
const WAVE = `id status mayStart cells recipients pending delivered failed skipped activated gate { name required actual passed }`;
const CREATE_ROLLOUT = `mutation ($input: CreateRolloutInput!) { createRollout(input: $input) { id waves { ${WAVE} } } }`;
const ROLLOUT = `query ($id: ID!) { rollout(id: $id) { recipients delivered failed skipped activated waves { ${WAVE} } } }`;
const START = `mutation ($id: ID!) { startWave(waveId: $id) { ${WAVE} } }`;
const ACTIVATE = `mutation ($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken viewer { id fullName grants { role organisation { id name } } member { id cell { id name } } } } }`;
const PUBLISH = `mutation ($input: CreateDocumentInput!) { createDocument(input: $input) { id title files { id name mimeType url } } }`;
const HOME = `{ home { unreadNotifications upcomingMeetings { id title startsAt cell { name } myAttendance { state answer } } unreadDocuments { id title files { id name size url } } } }`;
const NOTICES = `{ notifications(first: 10) { totalCount edges { node { kind title url } } } }`;
const ANSWER = `mutation ($id: ID!, $once: ID!) { answerInvitation(meetingId: $id, attending: true, clientMutationId: $once) { state answer } }`;
const READ = `mutation ($id: ID!, $once: ID!) { recordReading(documentId: $id, progress: 1, clientMutationId: $once) { id myProgress } }`;
const ADOPTION = `query ($id: ID!, $month: YearMonth!, $wave: ID) { adoption(organisationId: $id, month: $month, waveId: $wave) {
  cells cellsOnPlatform cellsWithMeeting cellsUsingPlatform usageRate members withSmartphone invited activated openedMaterial checkedIn attendanceRate
  children { organisation { name } cells cellsUsingPlatform } } }`;
const PASSWORD = 'đường về bản Lùng 2026';

const backends = [
  { queue: 'PostgreSQL', redis: false },
  ...(process.env['TEST_REDIS_URL'] ? [{ queue: 'Redis', redis: true }] : []),
];

async function until<T>(ask: () => Promise<T>, done: (found: T) => boolean): Promise<T> {
  const end = Date.now() + 90_000;
  for (;;) {
    const found = await ask();
    if (done(found)) return found;
    if (Date.now() > end) throw new Error(`Waited in vain: ${JSON.stringify(found)}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

describe.each(backends)('the main job of the province, with the queue on $queue', ({ redis }) => {
  let w: World;
  let sms: SmsStub;
  let admin: Person;
  let officer: Person;
  let paper: PaperProvince;
  let cell: RosterMember[];
  let secretary: Person;
  const people = new Map<string, Person>();
  let rolloutId: string;
  let waves: Loose[];
  let meeting: Loose;

  beforeAll(async () => {
    sms = await SmsStub.start();
    w = await World.create({ redis, workers: true, env: { SMS_URL: sms.url, SMS_TOKEN: 'token' } });
    await w.rows(`update organisations set code = '15' where parent_id is null`);
    admin = await w.person('ADMINISTRATOR', w.province);
    officer = await w.person('COMMITTEE_OFFICER', w.province);
    paper = await paperProvince();
    cell = paper.members.filter(member => member.cell === paper.pilotCells[0]);
  });
  afterAll(async () => {
    await w?.end();
    await sms?.stop();
  });

  /** Activates with the code that the SMS brought, and signs in by it. */
  async function activate(member: RosterMember): Promise<Person> {
    const [text = ''] = sms.to(member.phone).concat(sms.to(`+84${member.phone.slice(1)}`));
    const [code = ''] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text) ?? [];
    const { activateAccount } = await Person.stranger(w.url).ask(ACTIVATE, {
      input: { identifier: member.card, code, password: PASSWORD },
    });
    const { viewer, accessToken } = activateAccount;
    expect(viewer.fullName).toBe(member.name);
    return new Person(w.url, viewer.id, viewer.member.id, '', member.name, member.card, accessToken);
  }

  it('an administrator imports the roster of 61 cells and 1,736 members', async () => {
    const form = new FormData();
    form.append('file', new Blob([paper.roster]), 'danh-sach.xlsx');
    const reply = await admin.fetch('/imports', { method: 'POST', body: form });
    expect(reply.status).toBe(202);
    const { id } = (await reply.json()) as { id: string };
    const found = async () => (await admin.ask(IMPORT, { id })).import;
    expect(await until(found, ({ state }) => state !== 'READING')).toMatchObject({
      state: 'READY',
      rows: 1866,
      problemCount: 0,
    });
    await admin.ask(CONFIRM, { id });
    expect(await until(found, ({ state }) => state !== 'APPLYING')).toMatchObject({ state: 'APPLIED', applied: 1866 });
    expect(
      await w.rows(
        `select count(*)::int as n from members m join memberships s on s.member_id = m.id join organisations o on o.id = s.cell_id where o.code <> all($1)`,
        [paper.furtherCells],
      ),
    ).toEqual([{ n: 1736 }]);
  });

  it('an officer plans the rollout; the first wave reaches everybody whom a channel reaches, once', async () => {
    const committees = await w.rows<{ id: string }>(`select id from organisations where code = any($1) order by code`, [
      paper.committees,
    ]);
    const gate = { minActivatedRate: 0.01, minUsageRate: 0.01, maxFailureRate: 0.02 };
    const { createRollout } = await officer.ask(CREATE_ROLLOUT, {
      input: {
        name: 'Đưa Sổ tay tới mọi chi bộ',
        waves: [{ name: 'Đợt 1', organisationIds: committees.map(({ id }) => id), gate }, { name: 'Đợt 2' }],
        clientMutationId: once(),
      },
    });
    rolloutId = createRollout.id;
    waves = createRollout.waves;
    expect(waves[0]).toMatchObject({ cells: 61, mayStart: true });
    expect(await officer.refusal(START, { id: waves[1].id })).toEqual({
      code: 'PRECONDITION_FAILED',
      reason: 'WAVE_GATE_NOT_PASSED',
    });

    await officer.ask(START, { id: waves[0].id });
    const rollout = await until(
      async () => (await officer.ask(ROLLOUT, { id: rolloutId })).rollout,
      ({ waves: [first] }) => first.status === 'DONE',
    );
    expect(rollout.waves[1]).toMatchObject({ mayStart: false });
    expect(await officer.refusal(START, { id: waves[1].id })).toMatchObject({ reason: 'WAVE_GATE_NOT_PASSED' });
    const withoutPhone = paper.members.filter(
      member => member.phone === '' && paper.pilotCells.includes(member.cell),
    ).length;
    expect(rollout.waves[0]).toMatchObject({
      recipients: 1736,
      pending: 0,
      failed: 0,
      skipped: withoutPhone,
      delivered: 1736 - withoutPhone,
    });
    expect(sms.accepted.size).toBe(1736 - withoutPhone);
    expect([...sms.accepted.values()].filter(({ text }) => /đảng|chi bộ/i.test(text))).toEqual([]);
  });

  it('the members of a cell activate with the code from the message', async () => {
    for (const member of cell.filter(({ reach }) => reach === 'Điện thoại thông minh'))
      people.set(member.card, await activate(member));
    secretary = people.get(cell[0]?.card ?? '') as Person;
    expect(people.size).toBeGreaterThan(17);
  });

  it('the secretary schedules the meeting with agenda and documents, and invites; each member is told, sees it and reads', async () => {
    const files = await Promise.all([
      secretary.upload('Báo cáo tháng.pdf', fixture('bao-cao.pdf')),
      secretary.upload('Dự thảo nghị quyết.docx', fixture('bao-cao.docx')),
    ]);
    expect(files.map(({ status }) => status)).toEqual([201, 201]);
    const viewer = await secretary.ask(`{ me { member { cell { id } } } }`);
    const cellId = viewer.me.member.cell.id;
    const { createDocument } = await secretary.ask(PUBLISH, {
      input: {
        title: 'Báo cáo kết quả tháng',
        fileIds: files.map(({ body }) => body['id']),
        audienceId: cellId,
        clientMutationId: once(),
      },
    });
    const startsAt = new Date(Date.now() + 30 * 60_000).toISOString();
    const scheduled = await secretary.ask(SCHEDULE, {
      input: {
        cellId,
        kind: 'REGULAR',
        month: monthOf(startsAt),
        startsAt,
        place: 'Nhà văn hóa thôn 1',
        agenda: [
          { title: 'Báo cáo kết quả', minutes: 20 },
          { title: 'Thảo luận', minutes: 40 },
        ],
        clientMutationId: once(),
      },
    });
    meeting = scheduled.scheduleMeeting;
    await secretary.ask(ATTACH, { id: meeting.id, documents: [createDocument.id], once: once() });
    await secretary.ask(INVITE, { id: meeting.id, once: once() });

    for (const member of [...people.values()].slice(0, 20)) {
      const { notifications } = await member.ask(NOTICES);
      expect(notifications.edges.filter(({ node }: Loose) => node.url?.includes(meeting.id))).toHaveLength(1);
      const { home } = await member.ask(HOME);
      expect(home.upcomingMeetings).toMatchObject([{ id: meeting.id, myAttendance: { state: 'EXPECTED' } }]);
      const [document] = home.unreadDocuments.filter(({ id }: Loose) => id === createDocument.id);
      const content = await fetch(`${w.url}${document.files[0].url}`);
      expect(Buffer.from(await content.arrayBuffer()).equals(fixture('bao-cao.pdf'))).toBe(true);
      await member.ask(READ, { id: createDocument.id, once: once() });
      expect((await member.ask(ANSWER, { id: meeting.id, once: once() })).answerInvitation).toMatchObject({
        answer: 'ATTENDING',
      });
    }
  });

  it('members check in by the code in the room, the secretary marks the others and closes the meeting', async () => {
    const opened = (await secretary.ask(OPEN, { id: meeting.id, once: once() })).openMeeting;
    expect(opened.checkInCode.code).toMatch(/^[A-HJ-NP-Z]{6}$/);
    await Promise.all(
      [...people.values()].slice(0, 20).map(member =>
        member.ask(CHECK_IN, {
          input: {
            meetingId: meeting.id,
            code: opened.checkInCode.code,
            at: new Date().toISOString(),
            clientMutationId: once(),
          },
        }),
      ),
    );
    const roll = (await secretary.ask(MEETING, { id: meeting.id })).meeting;
    expect(roll.attendanceSummary).toMatchObject({ present: 20, expected: cell.length - 20 });
    const close = {
      input: {
        meetingId: meeting.id,
        version: roll.version,
        minutes: 'Chi bộ thống nhất nhiệm vụ tháng tới.',
        conclusion: 'Thống nhất.',
        clientMutationId: once(),
      },
    };
    expect(await secretary.refusal(CLOSE, close)).toMatchObject({ reason: 'ROLL_CALL_INCOMPLETE' });
    const missing = roll.attendance.filter(({ state }: Loose) => state === 'EXPECTED');
    const marks = missing.map(({ member }: Loose, index: number) =>
      index === 0 ? { memberId: member.id, state: 'EXCUSED', reason: 'Ốm' } : { memberId: member.id, state: 'PRESENT' },
    );
    await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
    const closed = (await secretary.ask(CLOSE, { input: { ...close.input, clientMutationId: once() } })).closeMeeting;
    expect(closed).toMatchObject({
      status: 'CLOSED',
      attendanceSummary: { expected: 0, present: cell.length - 1, excused: 1 },
    });
  });

  it('the provincial committee sees that this cell used the platform, and no names', async () => {
    const month = meeting.month as string;
    const { adoption } = await officer.ask(ADOPTION, { id: w.province.id, month, wave: waves[0].id });
    expect(adoption).toMatchObject({
      cells: 61,
      cellsOnPlatform: 61,
      cellsWithMeeting: 1,
      cellsUsingPlatform: 1,
      members: 1736,
      invited: 1736,
      activated: people.size,
      openedMaterial: 20,
      checkedIn: 20,
    });
    expect(adoption.usageRate).toBeCloseTo(1 / 61, 6);
    expect(adoption.children.filter(({ cellsUsingPlatform }: Loose) => cellsUsingPlatform > 0)).toMatchObject([
      { organisation: { name: 'Đảng bộ xã Tú Lệ' } },
    ]);
    const seen = (await officer.ask(MEETING, { id: meeting.id })).meeting;
    expect(seen).toMatchObject({
      status: 'CLOSED',
      minutes: null,
      conclusion: null,
      attendance: [],
      agenda: [],
      documents: [],
    });
    expect(seen.attendanceSummary.present).toBe(cell.length - 1);
  });

  it('the second wave takes every other cell, once the gate of the first holds', async () => {
    const { rollout } = await officer.ask(ROLLOUT, { id: rolloutId });
    expect(rollout.waves[1]).toMatchObject({ mayStart: true });
    expect(rollout.waves[0].gate).toHaveLength(3);
    expect(rollout.waves[0].gate.every(({ passed }: Loose) => passed)).toBe(true);
    await officer.ask(START, { id: waves[1].id });
    const done = await until(
      async () => (await officer.ask(ROLLOUT, { id: rolloutId })).rollout,
      ({ waves: [, second] }) => second.status === 'DONE',
    );
    expect(done.waves[1]).toMatchObject({ cells: 5, recipients: 60, pending: 0, failed: 0 });
    expect(done).toMatchObject({ recipients: 1796, failed: 0 });
  });

  it('and the log of it all is one unbroken chain', async () => {
    await until(
      () => w.rows<{ n: number }>('select count(*)::int as n from audit_pending'),
      ([found]) => found?.n === 0,
    );
    const { Chainer } = await import('../src/audit/chainer.js');
    expect(await w.get(Chainer).firstBroken()).toBeNull();
  });
});
