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
  await w.person('MEMBER', cell, { kind: 'PROBATIONARY' });
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
