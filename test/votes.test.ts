import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { MARK, markAll, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { CAST, CLOSE_VOTE, openedVote, RECORD_BALLOTS, VOTES_OF } from './support/proceedings.js';
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
