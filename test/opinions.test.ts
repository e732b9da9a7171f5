import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OverdueOpinions } from '../src/meetings/opinions/overdue.sweep.js';
import { newId } from '../src/platform/ids.js';
import { closed, INVITE, invited, once, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import {
  ASSIGN,
  GIVE,
  logged,
  OPINIONS,
  prepared,
  REPLY,
  say,
  setAgenda,
  titles,
  told,
  WITHDRAW,
} from './support/preparing.js';
import { type Place, World } from './support/world.js';

let w: World;
let base: Place;
let cell: Place;
let secretary: Person;
let member: Person;
let other: Person;
let follower: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  base = await w.organisation('Đảng bộ xã', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', base);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  other = await w.person('MEMBER', cell);
  follower = await w.person('FOLLOWER', cell);
});

const listed = async (person: Person, variables: Record<string, unknown> = {}): Promise<Loose[]> =>
  (await person.ask(OPINIONS, { cell: cell.id, ...variables })).opinions.edges.map((edge: Loose) => edge.node);
const reply = (opinion: Loose, answer: string, extra: Record<string, unknown> = {}) => ({
  input: { id: opinion.id, version: opinion.version, answer, clientMutationId: once(), ...extra },
});
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);

describe('giving an opinion', () => {
  it('the secretary is to answer it within the days of the rules, and is told without name or words', async () => {
    const opinion = await say(member, cell, 'Đề nghị sửa nhà văn hóa\ntrước Tết');
    expect(opinion).toMatchObject({
      version: 1,
      kind: 'PROPOSAL',
      state: 'OPEN',
      isMine: true,
      text: 'Đề nghị sửa nhà văn hóa\ntrước Tết',
      author: { id: member.memberId },
      owner: { id: secretary.memberId },
      dueOn: dayIn(30),
      isOverdue: false,
      answer: null,
      mayAnswer: false,
    });
    const [notice, ...more] = await told(w, secretary, 'opinion-owned');
    expect(more).toEqual([]);
    expect(JSON.stringify(notice)).not.toMatch(new RegExp(`văn hóa|${member.name}`));
    expect(await logged(w, opinion.id)).toEqual(['opinion.given']);
  });

  it('is the same when the phone sends it twice, also at the same moment, under an id of its own', async () => {
    const id = newId();
    const input = { id, cellId: cell.id, kind: 'OPINION', text: 'Họp sớm hơn', clientMutationId: once() };
    const answers = await Promise.all([1, 2, 3].map(() => member.ask(GIVE, { input })));
    expect(new Set(answers.map(answer => answer.giveOpinion.id))).toEqual(new Set([id]));
    expect(await listed(member)).toHaveLength(1);
    expect(await member.refusal(GIVE, { input: { ...input, text: 'Khác' } })).toMatchObject({
      reason: 'MUTATION_ID_REUSED',
    });
    expect(await other.refusal(GIVE, { input: { ...input, clientMutationId: once() } })).toMatchObject({
      reason: 'ID_TAKEN',
    });
  });

  it('before a meeting of the cell, and also when it comes after that meeting is over', async () => {
    const meeting = await invited(secretary, cell);
    const opinion = await say(member, cell, 'Ý kiến', { cellId: null, meetingId: meeting.id });
    expect(opinion.meetingId).toBe(meeting.id);
    const over = await closed(secretary, cell);
    expect((await say(member, cell, 'Gửi muộn', { cellId: null, meetingId: over.id })).state).toBe('OPEN');
    const draft = await schedule(secretary, cell);
    const before = { cellId: null, meetingId: draft.id, kind: 'OPINION', text: 'x', clientMutationId: once() };
    expect(await member.refusal(GIVE, { input: before })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is for members of the cell only', async () => {
    const input = { cellId: cell.id, kind: 'OPINION', text: 'x', clientMutationId: once() };
    const next = await w.cell('Chi bộ bản Mường', base);
    const neighbour = await w.person('MEMBER', next);
    const former = await w.person('MEMBER', cell);
    await w.rows(`update grants set during = daterange('2000-01-01', '2020-01-01') where account_id = $1`, [
      former.accountId,
    ]);
    expect(await neighbour.refusal(GIVE, { input })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await (await w.person('SECRETARY', next)).refusal(GIVE, { input })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await former.refusal(GIVE, { input })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await follower.refusal(GIVE, { input })).toMatchObject({ code: 'FORBIDDEN' });
    for (const wrong of [
      { cellId: null },
      { meetingId: newId() },
      { text: ' ' },
      { text: 'x'.repeat(3001) },
      { text: 'a\u202eb' },
      { id: 'x' },
    ])
      expect(await member.refusal(GIVE, { input: { ...input, ...wrong } })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await listed(member)).toEqual([]);
  });

  it('hostile words are kept as they are; a flood is stopped', async () => {
    const text = `<script>alert(1)</script> '; drop table opinions; -- {{7*7}} 😀`;
    expect((await say(member, cell, text)).text).toBe(text);
    for (let count = 1; count < 20; count++) await say(member, cell, `Ý kiến ${count}`);
    const input = { cellId: cell.id, kind: 'OPINION', text: 'Nữa', clientMutationId: once() };
    expect(await member.refusal(GIVE, { input })).toMatchObject({ reason: 'TOO_MANY_OPINIONS' });
    expect((await say(other, cell, 'Của người khác')).state).toBe('OPEN');
  });
});

describe('who sees an opinion', () => {
  it('author, secretary and follower see all of it; others nothing before it stands on an agenda', async () => {
    const opinion = await say(member, cell, 'Đề nghị A');
    for (const one of [secretary, follower])
      expect(await listed(one)).toMatchObject([{ id: opinion.id, isMine: false, author: { fullName: member.name } }]);
    expect(await listed(member, { mine: true })).toHaveLength(1);
    expect(await listed(other)).toEqual([]);
    const officer = await w.person('COMMITTEE_OFFICER', base);
    expect(await officer.refusal(OPINIONS, { cell: cell.id })).toMatchObject({ code: 'FORBIDDEN' });
    const neighbour = await w.person('MEMBER', await w.cell('Chi bộ bản Mường', base));
    expect(await neighbour.refusal(OPINIONS, { cell: cell.id })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('on the agenda of an invited meeting the others read text and answer, and not who wrote it or is to answer', async () => {
    const opinion = await say(member, cell, 'Đề nghị A');
    const draft = await schedule(secretary, cell);
    expect(await listed(other)).toEqual([]);
    await secretary.ask(INVITE, { id: draft.id, once: once() });
    await secretary.ask(REPLY, reply(opinion, 'Chi bộ đồng ý.'));
    const [seen] = await listed(other);
    expect(seen).toMatchObject({
      id: opinion.id,
      text: 'Đề nghị A',
      answer: 'Chi bộ đồng ý.',
      state: 'ANSWERED',
      tabledMeetingId: draft.id,
      author: null,
      owner: null,
      dueOn: null,
      meetingId: null,
      isMine: false,
      mayAnswer: false,
    });
  });

  it('comes in pages', async () => {
    for (const text of ['một', 'hai', 'ba']) await say(member, cell, text);
    const first = (await secretary.ask(OPINIONS, { cell: cell.id, first: 2 })).opinions;
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = (await secretary.ask(OPINIONS, { cell: cell.id, first: 2, after: first.pageInfo.endCursor })).opinions;
    expect([...first.edges, ...rest.edges].map((edge: Loose) => edge.node.text)).toEqual(['ba', 'hai', 'một']);
    expect(await secretary.refusal(OPINIONS, { cell: cell.id, first: 101 })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await secretary.refusal(OPINIONS, { cell: cell.id, after: 'x' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('answering', () => {
  it('the secretary gives it to another member, who answers without learning whose it is; the author is told once', async () => {
    const opinion = await say(member, cell, 'Đề nghị A');
    const to = { id: opinion.id, version: 1, ownerId: other.memberId, dueOn: dayIn(7), clientMutationId: once() };
    const { assignOpinion } = await secretary.ask(ASSIGN, { input: to });
    expect(assignOpinion).toMatchObject({ version: 2, owner: { id: other.memberId }, dueOn: dayIn(7) });
    expect(await told(w, other, 'opinion-owned')).toHaveLength(1);
    expect(await listed(other)).toMatchObject([
      { author: null, owner: { id: other.memberId }, mayAnswer: true, mayAssign: false },
    ]);
    const answered = (await other.ask(REPLY, reply(assignOpinion, 'Đã làm.'))).answerOpinion;
    expect(answered).toMatchObject({ state: 'ANSWERED', answer: 'Đã làm.', mayAnswer: false });
    await other.ask(REPLY, reply(answered, 'Đã làm.'));
    expect(await told(w, member, 'opinion-answered')).toHaveLength(1);
    expect(await secretary.refusal(REPLY, reply(answered, 'Khác'))).toMatchObject({ reason: 'OPINION_ANSWERED' });
    expect(await secretary.refusal(ASSIGN, { input: { ...to, version: 3, clientMutationId: once() } })).toMatchObject({
      reason: 'OPINION_ANSWERED',
    });
  });

  it('of two answers at the same moment one stands', async () => {
    const opinion = await say(member, cell, 'Đề nghị A');
    const answers = await Promise.all(['Một', 'Hai', 'Ba'].map(text => secretary.send(REPLY, reply(opinion, text))));
    expect(answers.filter(answer => !answer.errors)).toHaveLength(1);
    expect(answers.flatMap(answer => answer.errors ?? []).map(error => error.extensions.reason)).toEqual([
      'OPINION_ANSWERED',
      'OPINION_ANSWERED',
    ]);
  });

  it('is refused to everybody else, with a stale version, and to an owner from elsewhere', async () => {
    const opinion = await say(member, cell, 'Đề nghị A');
    for (const one of [other, await w.person('MEMBER', await w.cell('Chi bộ bản Mường', base))])
      expect(await one.refusal(REPLY, reply(opinion, 'x'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await member.refusal(REPLY, reply(opinion, 'x'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await follower.refusal(REPLY, reply(opinion, 'x'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await secretary.refusal(REPLY, reply(opinion, 'x', { version: 7 }))).toMatchObject({
      reason: 'STALE_VERSION',
    });
    const assign = {
      id: opinion.id,
      version: 1,
      ownerId: (await w.person('MEMBER', base, { cell: await w.cell() })).memberId,
      clientMutationId: once(),
    };
    expect(await secretary.refusal(ASSIGN, { input: assign })).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(
      await secretary.refusal(ASSIGN, { input: { ...assign, ownerId: other.memberId, dueOn: '2020-01-01' } }),
    ).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(await member.refusal(ASSIGN, { input: assign })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('what nobody has answered', () => {
  it('comes onto the next regular meeting at the invitation when it came after the plan, without a name', async () => {
    const draft = await schedule(secretary, cell);
    const opinion = await say(member, cell, 'Đề nghị A');
    const answered = await say(member, cell, 'Đề nghị B');
    await secretary.ask(REPLY, reply(answered, 'Rồi.'));
    const { inviteToMeeting } = await secretary.ask(INVITE, { id: draft.id, once: once() });
    expect(inviteToMeeting.version).toBe(2);
    expect(await titles(other, draft.id)).toEqual(['Báo cáo tháng', 'Thảo luận', 'Trả lời đề xuất: Đề nghị A']);
    const [, , item] = (await prepared(other, draft.id)).agenda;
    expect(item.carriedFrom).toEqual({ kind: 'OPINION', id: opinion.id });
    expect((await prepared(other, draft.id)).changesSinceInvitation).toEqual([]);
    await secretary.ask(INVITE, { id: draft.id, once: once() });
    expect(await titles(other, draft.id)).toHaveLength(3);
  });

  it('what its author takes back leaves agendas too, and is the author’s alone', async () => {
    const opinion = await say(member, cell, 'Đề nghị A');
    const meeting = await invited(secretary, cell);
    expect(await titles(other, meeting.id)).toHaveLength(3);
    expect(await secretary.refusal(WITHDRAW, { id: opinion.id, once: once() })).toMatchObject({ code: 'FORBIDDEN' });
    const twice = await Promise.all([1, 2].map(() => member.ask(WITHDRAW, { id: opinion.id, once: once() })));
    expect(twice[1].withdrawOpinion.state).toBe('WITHDRAWN');
    expect(await titles(other, meeting.id)).toEqual(['Báo cáo tháng', 'Thảo luận']);
    expect(await listed(secretary)).toEqual([]);
    expect(await secretary.refusal(REPLY, reply(opinion, 'x'))).toMatchObject({ code: 'NOT_FOUND' });

    const only = await say(member, cell, 'Đề nghị B');
    const next = await invited(secretary, cell);
    await setAgenda(
      secretary,
      next,
      (await prepared(secretary, next.id)).agenda.slice(2).map(({ id, title }: Loose) => ({ id, title })),
    );
    await member.ask(WITHDRAW, { id: only.id, once: once() });
    expect(await titles(other, next.id)).toEqual(['Ý kiến đã được rút']);
  });

  it('after its day owner and secretary are told once, of a proposal the follower too', async () => {
    const proposal = await say(member, cell, 'Đề nghị A');
    const opinion = await say(member, cell, 'Ý kiến B', { kind: 'OPINION' });
    await secretary.ask(ASSIGN, {
      input: { id: proposal.id, version: 1, ownerId: other.memberId, clientMutationId: once() },
    });
    await w.rows(`update opinions set due_on = '2020-01-01' where cell_id = $1`, [cell.id]);
    const sweep = w.get(OverdueOpinions);
    await Promise.all([sweep.tell(), sweep.tell()]);
    await sweep.tell();
    const counts = await Promise.all(
      [other, secretary, follower, member].map(async one => (await told(w, one, 'opinion-overdue')).length),
    );
    expect(counts).toEqual([1, 2, 1, 0]);
    expect(await logged(w, opinion.id)).toEqual(['opinion.given', 'opinion.overdue']);
    expect(await listed(secretary)).toMatchObject([{ isOverdue: true }, { isOverdue: true }]);
  });
});
