import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import {
  CANCEL,
  INVITE,
  inHours,
  invited,
  MEETING,
  monthOf,
  once,
  SCHEDULE,
  SET_AGENDA,
  schedule,
  UPDATE,
} from './support/meetings.js';
import type { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});

const told = (kind: string, meetingId: string) =>
  w.rows<{ account_id: string; title: string; body: string; url: string }>(
    'select account_id, title, body, url from notifications where kind = $1 and subject_id = $2 order by account_id',
    [kind, meetingId],
  );
const actions = async (meetingId: string) =>
  (await w.rows('select action from audit_entries where subject_id = $1 order by seq', [meetingId])).map(
    e => e['action'],
  );
const input = (extra: Record<string, unknown> = {}) => {
  const startsAt = String(extra['startsAt'] ?? inHours(24));
  return {
    input: { cellId: cell.id, kind: 'REGULAR', month: monthOf(startsAt), startsAt, clientMutationId: once(), ...extra },
  };
};

describe('planning a meeting', () => {
  it('a secretary plans the monthly meeting, and nobody else sees it before the invitation', async () => {
    const startsAt = inHours(24);
    const meeting = await schedule(secretary, cell, { startsAt, chairId: secretary.memberId });

    expect(meeting).toMatchObject({
      version: 1,
      status: 'DRAFT',
      title: `Sinh hoạt chi bộ tháng ${Number(monthOf(startsAt).slice(5))}`,
      cell: { id: cell.id, name: cell.name },
      chair: { id: secretary.memberId, fullName: secretary.name },
      agenda: [
        { position: 1, title: 'Báo cáo tháng', minutes: null },
        { position: 2, title: 'Thảo luận', minutes: 30 },
      ],
      attendance: [],
      attendanceSummary: { entitled: 0, rate: null },
      checkInSecret: null,
    });
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    const follower = await w.person('FOLLOWER', cell);
    for (const person of [member, officer, follower])
      expect(await person.refusal(MEETING, { id: meeting.id })).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    expect(await actions(meeting.id)).toEqual(['meeting.scheduled']);
  });

  it('a phone that was offline brings its own id, and a meeting held days ago', async () => {
    const id = newId();
    const startsAt = inHours(-72);
    const meeting = await schedule(secretary, cell, { id, startsAt });
    expect(meeting.id).toBe(id);

    const other = await w.cell();
    const otherSecretary = await w.person('SECRETARY', other);
    expect(await otherSecretary.refusal(SCHEDULE, { input: { ...input({ id }).input, cellId: other.id } })).toEqual({
      code: 'CONFLICT',
      reason: 'ID_TAKEN',
    });
  });

  it('the same planning sent twice at once makes one meeting; with other content it is refused', async () => {
    const variables = input();
    const answers = await Promise.all([1, 2, 3].map(() => secretary.ask(SCHEDULE, variables)));
    expect(new Set(answers.map(answer => answer.scheduleMeeting.id)).size).toBe(1);
    expect(await w.rows('select id from meetings where cell_id = $1', [cell.id])).toHaveLength(1);
    expect(await secretary.refusal(SCHEDULE, { input: { ...variables.input, place: 'Nơi khác' } })).toEqual({
      code: 'CONFLICT',
      reason: 'MUTATION_ID_REUSED',
    });
  });

  it.each<[string, () => Record<string, unknown>, string]>([
    ['a start two days ago', () => ({ startsAt: inHours(-48) }), 'MEETING_IN_THE_PAST'],
    ['a start ten years ahead', () => ({ startsAt: inHours(24 * 3650) }), 'INPUT_INVALID'],
    ['31 February', () => ({ startsAt: '2027-02-31T12:00:00Z', month: '2027-02' }), 'REQUEST_INVALID'],
    ['an end before the start', () => ({ endsAt: inHours(23) }), 'MEETING_ENDS_BEFORE_START'],
    ['two days without a break', () => ({ endsAt: inHours(73) }), 'INPUT_INVALID'],
    ['a month far from the day', () => ({ month: '2020-01' }), 'INPUT_INVALID'],
    ['an id of another kind', () => ({ id: randomUUID() }), 'INPUT_INVALID'],
    ['an id that is none', () => ({ id: '1; drop table meetings' }), 'INPUT_INVALID'],
    ['a link without https', () => ({ onlineUrl: 'javascript:alert(1)' }), 'INPUT_INVALID'],
    ['a link with a password', () => ({ onlineUrl: 'https://a:b@example.vn' }), 'INPUT_INVALID'],
    ['a chair who is nobody', () => ({ chairId: 'x' }), 'INPUT_INVALID'],
    ['51 items', () => ({ agenda: Array.from({ length: 51 }, () => ({ title: 'Mục' })) }), 'INPUT_INVALID'],
    ['an item without a title', () => ({ agenda: [{ title: ' ' }] }), 'INPUT_INVALID'],
    ['a title with a NUL', () => ({ title: 'a\u0000b' }), 'INPUT_INVALID'],
    ['a title of 10,000 letters', () => ({ title: 'a'.repeat(10_000) }), 'INPUT_INVALID'],
    ['a title in two lines', () => ({ title: 'Họp\nkhẩn' }), 'INPUT_INVALID'],
    ['a cell that is none', () => ({ cellId: w.province.id }), 'NOT_ALLOWED'],
    ['no cell', () => ({ cellId: randomUUID() }), 'NOT_FOUND'],
    ['a cell without the form of an id', () => ({ cellId: 'x' }), 'NOT_FOUND'],
  ])('refuses %s', async (_, extra, reason) => {
    expect(await secretary.refusal(SCHEDULE, input(extra()))).toMatchObject({ reason });
    expect(await w.rows('select id from meetings where cell_id = $1', [cell.id])).toEqual([]);
  });

  it('refuses the meeting of another cell, and a chair of another cell', async () => {
    const elsewhere = await w.cell();
    const stranger = await w.person('MEMBER', elsewhere);
    expect(await secretary.refusal(SCHEDULE, input({ cellId: elsewhere.id }))).toMatchObject({ code: 'NOT_FOUND' });
    const { errors } = await secretary.send(SCHEDULE, input({ chairId: stranger.memberId }));
    expect(errors?.[0]?.extensions['fields']).toEqual([{ path: 'input.chairId', reason: expect.any(String) }]);
    expect(await member.refusal(SCHEDULE, input())).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
  });

  it('keeps what people write byte for byte, in NFC', async () => {
    const title = `Học tập '"; -- {{7*7}} <b>🎋</b> ${'Nguyễn'.normalize('NFD')}`;
    expect((await schedule(secretary, cell, { title })).title).toBe(title.normalize('NFC'));
  });
});

describe('correcting a meeting', () => {
  it('replaces the agenda as a whole; items keep their id', async () => {
    const meeting = await schedule(secretary, cell);
    const [first, second] = meeting.agenda;
    const elsewhere = await w.cell();
    const foreign = await schedule(await w.person('SECRETARY', elsewhere), elsewhere);
    const items = [
      { id: second.id, title: 'Thảo luận dài', presenter: 'Phó bí thư' },
      { title: 'Kết luận' },
      { id: first.id, title: first.title },
      { id: foreign.agenda[0].id, title: 'Mang mã lạ' },
    ];
    const after = (await secretary.ask(SET_AGENDA, { input: { meetingId: meeting.id, version: 1, items } })).setAgenda;
    expect(after.version).toBe(2);
    expect(after.agenda).toMatchObject([
      { id: second.id, position: 1, title: 'Thảo luận dài', minutes: null, presenter: 'Phó bí thư' },
      { position: 2, title: 'Kết luận' },
      { id: first.id, position: 3 },
      { position: 4, title: 'Mang mã lạ' },
    ]);
    expect(after.agenda[3].id).not.toBe(items[3]?.id);
  });

  it('edits of one version at once: one is kept, the others are told the new version', async () => {
    for (let version = 1, { id } = await schedule(secretary, cell); version < 6; version++) {
      const agendas = ['A', 'B', 'C'].map(title =>
        secretary.send(SET_AGENDA, { input: { meetingId: id, version, items: [{ title }] } }),
      );
      const places = ['D', 'E', 'F'].map(place => secretary.send(UPDATE, { input: { id, version, place } }));
      const answers = await Promise.all([...agendas, ...places]);
      expect(answers.filter(answer => !answer.errors)).toHaveLength(1);
      for (const { errors } of answers.filter(answer => answer.errors))
        expect(errors?.[0]?.extensions).toMatchObject({ reason: 'STALE_VERSION', currentVersion: version + 1 });
      const kept = answers.find(answer => !answer.errors)?.data;
      const now = (await secretary.ask(MEETING, { id })).meeting;
      expect(now).toEqual(kept.setAgenda ?? kept.updateMeeting);
    }
  });

  it('another time or place is told once to those who were invited', async () => {
    const follower = await w.person('FOLLOWER', cell);
    const meeting = await invited(secretary, cell);
    const [startsAt, clientMutationId] = [`${inHours(30).slice(0, 10)}T12:30:00.000Z`, once()];
    const change = { id: meeting.id, version: 1, startsAt, place: 'Trụ sở', clientMutationId };
    const answers = await Promise.all([1, 2].map(() => secretary.ask(UPDATE, { input: change })));
    expect(answers[0].updateMeeting).toMatchObject({ version: 2, place: 'Trụ sở', startsAt });
    expect(answers[1]).toEqual(answers[0]);
    await secretary.ask(UPDATE, { input: { id: meeting.id, version: 2, title: 'Tên khác' } });

    const moved = await told('meeting-moved', meeting.id);
    expect(moved.map(notice => notice.account_id)).toEqual(
      [secretary, member, follower].map(person => person.accountId).sort(),
    );
    expect(moved[0]?.body).toMatch(/^Lịch mới: 19:30 (thứ .+|Chủ nhật), \d\d\/\d\d\/\d{4}, tại Trụ sở\.$/);
    await secretary.ask(UPDATE, { input: { id: meeting.id, version: 3, place: null } });
    expect(await told('meeting-moved', meeting.id)).toHaveLength(6);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a stale version', { version: 7, title: 'X' }, 'STALE_VERSION'],
    ['an end before the start', { version: 1, endsAt: '2026-01-01T00:00:00Z' }, 'MEETING_ENDS_BEFORE_START'],
    ['a link without https', { version: 1, onlineUrl: 'http://example.vn' }, 'INPUT_INVALID'],
    ['a start last year', { version: 1, startsAt: '2025-01-01T00:00:00Z' }, 'MEETING_IN_THE_PAST'],
  ])('refuses %s and loses nothing', async (_, change, reason) => {
    const meeting = await schedule(secretary, cell);
    expect(await secretary.refusal(UPDATE, { input: { id: meeting.id, ...change } })).toMatchObject({ reason });
    expect((await secretary.ask(MEETING, { id: meeting.id })).meeting).toEqual(meeting);
  });
});

describe('inviting', () => {
  it('everyone is told once, however often and at once the invitation is sent; and it is on record', async () => {
    const follower = await w.person('FOLLOWER', cell);
    await w.person('MEMBER', cell, { activated: false });
    const { id } = await schedule(secretary, cell);
    const answers = await Promise.all(
      [once(), once(), once()].map(clientId => secretary.ask(INVITE, { id, once: clientId })),
    );
    expect(answers[0].inviteToMeeting).toMatchObject({
      status: 'INVITED',
      version: 1,
      attendanceSummary: { entitled: 3, expected: 3, rate: 0 },
      myAttendance: { state: 'EXPECTED', answer: null },
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const notices = await told('meeting-invited', id);
    expect(notices).toHaveLength(4);
    expect(notices.map(n => n.account_id)).toContain(follower.accountId);
    expect(notices[0]).toMatchObject({ url: `/sinh-hoat/${id}`, body: expect.stringContaining('Nhà văn hóa') });
    expect(await actions(id)).toEqual(['meeting.scheduled', 'meeting.invited']);
  });

  it('needs an agenda, and keeps one from then on', async () => {
    const { id } = await schedule(secretary, cell, { agenda: [] });
    expect(await secretary.refusal(INVITE, { id, once: once() })).toMatchObject({ reason: 'MEETING_WITHOUT_AGENDA' });
    const meeting = await invited(secretary, cell);
    expect(
      await secretary.refusal(SET_AGENDA, { input: { meetingId: meeting.id, version: 1, items: [] } }),
    ).toMatchObject({ reason: 'MEETING_WITHOUT_AGENDA' });
  });

  it('cancel against invite: one legal order, and nobody is left expecting a cancelled meeting', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await schedule(secretary, cell);
      await Promise.all([
        secretary.send(INVITE, { id, once: once() }),
        secretary.send(CANCEL, { id, reason: 'Mưa lũ', once: once() }),
      ]);
      const [invitations, cancellations] = [await told('meeting-invited', id), await told('meeting-cancelled', id)];
      expect((await secretary.ask(MEETING, { id })).meeting.status).toBe('CANCELLED');
      expect(cancellations.length).toBe(invitations.length);
    }
  });

  it('a cancelled meeting is told once with its reason, and cannot come back', async () => {
    const { id } = await invited(secretary, cell);
    const first = await secretary.ask(CANCEL, { id, reason: 'Bão số 9' });
    const again = await secretary.ask(CANCEL, { id, reason: 'Bão số 9' });
    expect(first.cancelMeeting).toMatchObject({ status: 'CANCELLED', cancelReason: 'Bão số 9', checkInSecret: null });
    expect(again).toEqual(first);
    expect(await told('meeting-cancelled', id)).toHaveLength(2);
    expect((await member.ask(MEETING, { id })).meeting).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'Bão số 9',
    });
    expect(await secretary.refusal(INVITE, { id, once: once() })).toMatchObject({ reason: 'MEETING_CANCELLED' });
    expect(await secretary.refusal(CANCEL, { id, reason: ' ' })).toMatchObject({ reason: 'INPUT_INVALID' });
  });
});
