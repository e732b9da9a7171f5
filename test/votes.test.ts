import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { CLOSE, invited, MARK, markAll, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import {
  CANCEL_VOTE,
  CAST,
  CLOSE_VOTE,
  OPEN_VOTE,
  openedVote,
  PLAN_VOTE,
  RECORD_BALLOTS,
  VOTES_OF,
} from './support/proceedings.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let members: Person[];
let probationary: Person;
let meeting: Loose;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
// Six full members with the secretary, and a probationary one; everybody present.
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  members = [];
  for (const name of ['An', 'Bình', 'Cường', 'Dung', 'Em'])
    members.push(await w.person('MEMBER', cell, { name: `Lò Văn ${name}` }));
  probationary = await w.person('MEMBER', cell, { kind: 'PROBATIONARY' });
  meeting = await markAll(secretary, await opened(secretary, cell));
});

const cast = (id: string, choice = 'AGREE') => ({ id, choice, once: once() });
const record = (id: string, ...ballots: [Person, string][]) => ({
  id,
  ballots: ballots.map(([person, choice]) => ({ memberId: person.memberId, choice })),
  once: once(),
});
const close = (id: string, counts: Record<string, number> = {}) => ({ id, ...counts, once: once() });
const plan = (input: Record<string, unknown> = {}) => ({
  input: { meetingId: meeting.id, question: 'Thông qua', method: 'OPEN', clientMutationId: once(), ...input },
});
const mark = (person: Person, state: string) =>
  secretary.ask(MARK, { id: meeting.id, marks: [{ memberId: person.memberId, state, reason: 'Ốm' }], once: once() });
const voteOf = async (person: Person): Promise<Loose> =>
  (await person.ask(VOTES_OF, { id: meeting.id })).meeting.votes[0];
const one = (index: number) => members[index] as Person;

describe('a vote by name', () => {
  it('each votes once with the own phone; all see the names only when it is closed', async () => {
    const { id } = await openedVote(secretary, meeting.id);
    expect(await voteOf(one(0))).toMatchObject({
      status: 'OPEN',
      mayVote: true,
      myBallot: null,
      cast: 0,
      baseCount: 6,
      eligible: 6,
    });
    const mine = (await one(0).ask(CAST, cast(id, 'DISAGREE'))).castBallot;
    expect(mine).toMatchObject({
      mayVote: false,
      myBallot: { choice: 'DISAGREE', isRecorded: false },
      cast: 1,
      ballots: [],
    });
    await one(1).ask(CAST, cast(id, 'OTHER'));
    for (const index of [2, 3, 4]) await one(index).ask(CAST, cast(id));
    const open = await voteOf(secretary);
    expect(open).toMatchObject({ cast: 5, agree: null, passed: null });
    expect(open.ballots).toHaveLength(5);
    expect(open.ballots.every((ballot: Loose) => ballot.choice === null)).toBe(true);
    expect((await voteOf(one(1))).ballots).toEqual([]);

    const { closeVote } = await secretary.ask(CLOSE_VOTE, close(id));
    expect(closeVote).toMatchObject({
      status: 'CLOSED',
      baseCount: 6,
      agree: 3,
      disagree: 1,
      other: 1,
      passed: false,
      share: 0.5,
    });
    const seen = await voteOf(probationary);
    expect(seen.ballots.map((ballot: Loose) => [ballot.member.fullName, ballot.choice])).toEqual([
      ['Lò Văn An', 'DISAGREE'],
      ['Lò Văn Bình', 'OTHER'],
      ['Lò Văn Cường', 'AGREE'],
      ['Lò Văn Dung', 'AGREE'],
      ['Lò Văn Em', 'AGREE'],
    ]);
  });

  it('a hundred sendings from two devices at once are one vote, the first one', async () => {
    const { id } = await openedVote(secretary, meeting.id);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => one(0).send(CAST, cast(id, index % 2 ? 'AGREE' : 'DISAGREE'))),
    );
    const ballots = await w.rows(`select choice from ballots where vote_id = $1`, [id]);
    expect(ballots).toHaveLength(1);
    const kept = ballots[0]?.['choice'];
    expect(answers.filter(answer => !answer.errors)).toHaveLength(50);
    for (const { data, errors } of answers) {
      if (errors) expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'BALLOT_ALREADY_CAST' });
      else expect(data.castBallot.myBallot.choice).toBe(kept);
    }
    expect(
      await w.rows(`select 1 from audit_entries where subject_id = $1 and action = 'vote.cast'`, [id]),
    ).toHaveLength(1);
  });

  it('no vote by probationary, temporary and absent members, guests, officers and people of other cells', async () => {
    const host = await w.cell();
    const temporary = await w.person('MEMBER', host);
    await w.rows(
      `insert into memberships (id, member_id, cell_id, kind, status, during) values ($1, $2, $3, 'TEMPORARY', 'TEMPORARY', daterange('2020-01-01', null))`,
      [newId(), temporary.memberId, cell.id],
    );
    await w.grant(temporary.accountId, 'MEMBER', cell);
    const later = await w.person('MEMBER', cell);
    await w.rows(`update members set full_since = current_date + 2 where id = $1`, [later.memberId]);
    meeting = await markAll(secretary, await opened(secretary, cell));
    await mark(one(4), 'EXCUSED');
    const { id, baseCount, eligible } = await openedVote(secretary, meeting.id);
    expect([baseCount, eligible]).toEqual([6, 5]);
    const [stranger, officer] = [
      await w.person('MEMBER', await w.cell()),
      await w.person('COMMITTEE_OFFICER', w.province),
    ];
    const refusals: [Person, string][] = [
      [probationary, 'NOT_ENTITLED_TO_VOTE'],
      [temporary, 'NOT_ENTITLED_TO_VOTE'],
      [later, 'NOT_ENTITLED_TO_VOTE'],
      [one(4), 'NOT_PRESENT_TO_VOTE'],
      [stranger, 'NOT_FOUND'],
      [officer, 'NOT_ALLOWED'],
    ];
    for (const [person, reason] of refusals) expect((await person.refusal(CAST, cast(id)))?.reason).toBe(reason);
    expect(await voteOf(probationary)).toMatchObject({ mayVote: false });
    expect((await officer.ask(VOTES_OF, { id: meeting.id })).meeting.votes).toEqual([]);
    for (const person of [probationary, temporary, later, one(4), stranger])
      expect((await secretary.refusal(RECORD_BALLOTS, record(id, [one(0), 'AGREE'], [person, 'AGREE'])))?.reason).toBe(
        'INPUT_INVALID',
      );
    expect(await w.rows(`select 1 from ballots where vote_id = $1`, [id])).toEqual([]);
  });

  it('the secretary records what is said aloud, but never over a vote from the own phone', async () => {
    const { id } = await openedVote(secretary, meeting.id);
    await one(0).ask(CAST, cast(id, 'DISAGREE'));
    const { recordBallots } = await secretary.ask(
      RECORD_BALLOTS,
      record(id, [one(0), 'AGREE'], [one(1), 'AGREE'], [one(2), 'OTHER']),
    );
    expect(recordBallots.ballots.map((ballot: Loose) => [ballot.choice, ballot.isRecorded])).toEqual([
      [null, false],
      ['AGREE', true],
      ['OTHER', true],
    ]);
    // A correction of what was recorded, and a phone that was slow: the own vote takes the place of the recorded one.
    await secretary.ask(RECORD_BALLOTS, record(id, [one(2), 'AGREE']));
    expect(await voteOf(one(1))).toMatchObject({ mayVote: true, myBallot: { choice: 'AGREE', isRecorded: true } });
    await one(1).ask(CAST, cast(id, 'DISAGREE'));
    const { closeVote } = await secretary.ask(CLOSE_VOTE, close(id));
    expect(closeVote).toMatchObject({ agree: 1, disagree: 2, other: 0, cast: 3 });
    expect(await one(0).refusal(RECORD_BALLOTS, record(id, [one(1), 'AGREE']))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('a vote that races its own closing is either counted or clearly refused', async () => {
    const { id } = await openedVote(secretary, meeting.id);
    const voters = [secretary, ...members];
    const [closing, ...answers] = await Promise.all([
      secretary.ask(CLOSE_VOTE, close(id)),
      ...voters.map(voter => voter.send(CAST, cast(id))),
    ]);
    const counted = answers.filter(answer => !(answer as Loose).errors).length;
    for (const answer of answers as Loose[])
      if (answer.errors)
        expect(answer.errors[0].extensions).toMatchObject({ code: 'PRECONDITION_FAILED', reason: 'VOTE_CLOSED' });
    expect((closing as Loose).closeVote.agree).toBe(counted);
    expect(await voteOf(secretary)).toMatchObject({ agree: counted, cast: counted });
    expect(await one(0).refusal(CAST, cast(id))).toMatchObject({ reason: 'VOTE_CLOSED' });
    expect(await secretary.refusal(RECORD_BALLOTS, record(id, [one(0), 'AGREE']))).toMatchObject({
      reason: 'VOTE_CLOSED',
    });
  });

  it('counts itself: numbers that somebody says are refused, and a repeated closing answers the same', async () => {
    const { id } = await openedVote(secretary, meeting.id);
    await one(0).ask(CAST, cast(id));
    expect(await secretary.refusal(CLOSE_VOTE, close(id, { agree: 6 }))).toMatchObject({ reason: 'INPUT_INVALID' });
    const first = (await secretary.ask(CLOSE_VOTE, close(id))).closeVote;
    expect((await secretary.ask(CLOSE_VOTE, close(id))).closeVote).toEqual(first);
    await mark(one(0), 'UNEXCUSED');
    expect(await voteOf(secretary)).toMatchObject({ agree: 1, baseCount: 6, passed: false });
  });
});

describe('a show of hands', () => {
  it('stores counts, base and majority with the result, and takes no more hands than may vote', async () => {
    await mark(one(4), 'EXCUSED');
    const { id } = await openedVote(secretary, meeting.id, { method: 'OPEN' });
    const high = await secretary.send(CLOSE_VOTE, close(id, { agree: 4, disagree: 1, other: 1 }));
    expect(high.errors?.[0]?.extensions).toMatchObject({ reason: 'VOTE_COUNT_TOO_HIGH', eligible: 5 });
    expect(await secretary.refusal(CLOSE_VOTE, close(id))).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(await secretary.refusal(CLOSE_VOTE, close(id, { agree: -1 }))).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(await one(0).refusal(CAST, cast(id))).toMatchObject({ reason: 'VOTE_BY_HANDS' });
    const { closeVote } = await secretary.ask(CLOSE_VOTE, close(id, { agree: 4, disagree: 1 }));
    expect(closeVote).toMatchObject({
      base: 'FULL_MEMBERS',
      baseCount: 6,
      agree: 4,
      disagree: 1,
      other: 0,
      passed: true,
      mayVote: false,
    });
    expect(await secretary.refusal(CLOSE_VOTE, close(id, { agree: 5 }))).toMatchObject({ reason: 'VOTE_CLOSED' });
  });

  it('of those present is another base than of all; two thirds of six are four', async () => {
    await mark(one(3), 'EXCUSED');
    await mark(one(4), 'EXCUSED');
    const result = async (input: Record<string, unknown>, agree: number) => {
      const { id } = await openedVote(secretary, meeting.id, { method: 'OPEN', ...input });
      const { baseCount, passed } = (await secretary.ask(CLOSE_VOTE, close(id, { agree }))).closeVote;
      return [baseCount, passed];
    };
    expect(await result({}, 3)).toEqual([6, false]);
    expect(await result({ base: 'FULL_MEMBERS_PRESENT' }, 3)).toEqual([4, true]);
    expect(await result({ majority: 'QUALIFIED' }, 4)).toEqual([6, true]);
    expect(await result({ majority: 'QUALIFIED' }, 3)).toEqual([6, false]);
    expect(await result({ base: 'FULL_MEMBERS_PRESENT' }, 2)).toEqual([4, false]);
  });

  it('who is exempt counts only when present', async () => {
    await mark(one(4), 'EXEMPT');
    expect((await openedVote(secretary, meeting.id, { method: 'OPEN' })).baseCount).toBe(5);
    await mark(one(4), 'PRESENT');
    expect((await voteOf(secretary)).baseCount).toBe(6);
  });
});

describe('the way of a vote', () => {
  it('base and majority are fixed when it is planned, by the rules unless said otherwise, and the members see it once it is open', async () => {
    const { planVote } = await secretary.ask(PLAN_VOTE, plan({ agendaItemId: meeting.agenda[0].id }));
    expect(planVote).toMatchObject({
      status: 'PLANNED',
      base: 'FULL_MEMBERS',
      majority: 'ORDINARY',
      share: 0.5,
      agree: null,
    });
    expect(await voteOf(one(0))).toBeUndefined();
    expect(await one(0).refusal(CAST, cast(planVote.id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await secretary.refusal(CLOSE_VOTE, close(planVote.id, { agree: 1 }))).toMatchObject({
      reason: 'VOTE_NOT_OPEN',
    });
    await secretary.ask(OPEN_VOTE, { id: planVote.id, once: once() });
    await secretary.ask(OPEN_VOTE, { id: planVote.id, once: once() });
    expect(await voteOf(one(0))).toMatchObject({ status: 'OPEN', question: 'Thông qua' });
  });

  it('a committee above can ask for more than half: its rules hold for the votes of the meeting', async () => {
    await w.rows(
      `insert into rule_sets (id, organisation_id, code, name, settings, during) values ($1, $2, 'X', 'X', '{"votes": {"ordinary": 0.6}}', daterange('2020-01-01', null))`,
      [newId(), cell.id],
    );
    meeting = await markAll(secretary, await opened(secretary, cell));
    const { id, share } = await openedVote(secretary, meeting.id, { method: 'OPEN' });
    expect(share).toBe(0.6);
    const others = members.slice(0, 3);
    expect(others).toHaveLength(3);
    expect((await secretary.ask(CLOSE_VOTE, close(id, { agree: 4 }))).closeVote).toMatchObject({
      passed: true,
      share: 0.6,
    });
  });

  it('one is open at a time; a cancelled one takes nothing more and stands in nobody’s way', async () => {
    const { id } = await openedVote(secretary, meeting.id);
    const { planVote } = await secretary.ask(PLAN_VOTE, plan());
    const both = { id: planVote.id, once: once() };
    expect(await secretary.refusal(OPEN_VOTE, both)).toMatchObject({ reason: 'VOTE_STILL_OPEN' });
    for (const _ of [1, 2]) await secretary.ask(CANCEL_VOTE, { id, once: once() });
    expect(await one(0).refusal(CAST, cast(id))).toMatchObject({ reason: 'VOTE_NOT_OPEN' });
    expect(await secretary.refusal(OPEN_VOTE, { id, once: once() })).toMatchObject({ reason: 'VOTE_CANCELLED' });
    await secretary.ask(OPEN_VOTE, both);
    await secretary.ask(CLOSE_VOTE, close(planVote.id, { agree: 5 }));
    expect(await secretary.refusal(CANCEL_VOTE, { id: planVote.id, once: once() })).toMatchObject({
      reason: 'VOTE_CLOSED',
    });
    expect((await one(0).ask(VOTES_OF, { id: meeting.id })).meeting.votes).toHaveLength(1);
  });

  it('a meeting is not closed over an open vote; afterwards nothing is voted', async () => {
    const { id } = await openedVote(secretary, meeting.id);
    const input = { meetingId: meeting.id, version: meeting.version, minutes: 'Biên bản.' };
    expect(await secretary.refusal(CLOSE, { input })).toMatchObject({
      code: 'PRECONDITION_FAILED',
      reason: 'VOTE_STILL_OPEN',
    });
    await secretary.ask(CLOSE_VOTE, close(id));
    const later = (await secretary.ask(PLAN_VOTE, plan())).planVote.id;
    await secretary.ask(CLOSE, { input });
    expect(await secretary.refusal(OPEN_VOTE, { id: later, once: once() })).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
    expect(await secretary.refusal(PLAN_VOTE, plan())).toMatchObject({ reason: 'MEETING_ALREADY_CLOSED' });
    const ahead = await invited(secretary, cell);
    const early = (await secretary.ask(PLAN_VOTE, plan({ meetingId: ahead.id }))).planVote.id;
    expect(await secretary.refusal(OPEN_VOTE, { id: early, once: once() })).toMatchObject({
      reason: 'MEETING_NOT_OPEN',
    });
  });

  it('is nobody else’s to run, and hostile input changes nothing', async () => {
    const neighbour = await w.person('SECRETARY', await w.cell());
    const { id } = await openedVote(secretary, meeting.id);
    expect(await neighbour.refusal(CLOSE_VOTE, close(id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await neighbour.refusal(PLAN_VOTE, plan())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await neighbour.refusal(RECORD_BALLOTS, record(id, [one(0), 'AGREE']))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await one(0).refusal(CLOSE_VOTE, close(id))).toMatchObject({ code: 'FORBIDDEN' });
    for (const strange of [newId(), "'; drop table ballots; --"])
      expect(await one(0).refusal(CAST, cast(strange))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await secretary.refusal(PLAN_VOTE, plan({ question: '\u202egian' }))).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    expect(await secretary.refusal(PLAN_VOTE, plan({ question: ' ' }))).toMatchObject({ reason: 'INPUT_INVALID' });
    expect((await secretary.send(PLAN_VOTE, plan({ method: 'SECRET' }))).errors?.[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
    const once1 = once();
    await one(0).ask(CAST, { id, choice: 'AGREE', once: once1 });
    expect(await one(0).refusal(CAST, { id, choice: 'DISAGREE', once: once1 })).toMatchObject({
      reason: 'MUTATION_ID_REUSED',
    });
  });
});
