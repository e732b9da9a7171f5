import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import {
  ANSWER,
  ATTACH,
  CHECK_IN,
  CLOSE,
  INVITE,
  inHours,
  MARK,
  MEETING,
  monthOf,
  OPEN,
  once,
  opened,
  publish,
  SCHEDULE,
} from './support/meetings.js';
import type { Answer, Loose, Person } from './support/person.js';
import { Phone, rollRow } from './support/phones.js';
import { type Place, World } from './support/world.js';

const READINGS = `mutation($input: [ReadingInput!]!) { recordReadings(input: $input) { accepted } }`;
const ADD_GUEST = `mutation($input: AddGuestInput!) { addGuest(input: $input) { guests { fullName } } }`;

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

/** What a secretary's phone keeps of a whole meeting that was held without network, a day ago. */
function heldOffline() {
  const [id, secret] = [newId(), randomBytes(32).toString('base64url')];
  const startsAt = inHours(-26);
  const [scheduling, inviting, opening, closing] = [once(), once(), once(), once()];
  const input = {
    id,
    cellId: cell.id,
    kind: 'REGULAR',
    month: monthOf(startsAt),
    startsAt,
    checkInSecret: secret,
    agenda: [{ title: 'Báo cáo' }],
    clientMutationId: scheduling,
  };
  const marks = (people: Person[], state: string, hours: number) => ({
    id,
    marks: people.map(({ memberId }) => ({ memberId, state, at: inHours(hours) })),
    once: once(),
  });
  const close = { meetingId: id, version: 1, endedAt: inHours(-24.5), minutes: 'Biên bản.', after: opening };
  return {
    meeting: { id, checkInSecret: secret },
    startsAt,
    schedule: [SCHEDULE, { input }] as const,
    invite: [INVITE, { id, after: scheduling, once: inviting }] as const,
    open: [OPEN, { id, at: inHours(-26), after: inviting, once: opening }] as const,
    present: [MARK, marks([secretary, member], 'PRESENT', -25.9)] as const,
    guest: [
      ADD_GUEST,
      { input: { meetingId: id, id: randomUUID(), fullName: 'Hà Thị Vân', clientMutationId: once() } },
    ] as const,
    close: [CLOSE, { input: { ...close, clientMutationId: closing } }] as const,
  };
}

const reasonOf = ({ errors }: Answer) => errors?.[0]?.extensions.reason;

describe('a whole meeting without network', () => {
  it('keeps its order: what comes too early waits for what goes before, and nothing of it is lost', async () => {
    const { schedule, invite, open, present, guest, close, meeting } = heldOffline();
    const early = [close, open, invite];
    for (const [operation, variables] of early) {
      const { errors } = await secretary.send(operation, variables);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'UNAVAILABLE',
        reason: 'PREDECESSOR_MISSING',
        retryAfter: expect.any(Number),
      });
    }
    for (const [operation, variables] of [present, guest])
      expect(await secretary.refusal(operation, variables)).toMatchObject({ code: 'NOT_FOUND' });
    await secretary.ask(...schedule);
    expect(await secretary.refusal(...open)).toMatchObject({ reason: 'PREDECESSOR_MISSING' });
    expect(await secretary.refusal(...present)).toMatchObject({ reason: 'MEETING_NOT_INVITED' });
    await secretary.ask(...invite);
    await secretary.ask(...present);
    await secretary.ask(...guest);
    await secretary.ask(...open);
    const { closeMeeting } = await secretary.ask(...close);
    expect(closeMeeting).toMatchObject({ status: 'CLOSED', attendanceSummary: { present: 2, expected: 0 } });
    // All of it once more, from a phone that heard no answer.
    for (const [operation, variables] of [schedule, invite, open, present, guest, close])
      expect((await secretary.send(operation, variables)).errors).toBeUndefined();
    expect(await w.rows(`select 1 from meetings where cell_id = $1`, [cell.id])).toHaveLength(1);
    expect(
      (await w.rows(`select action from audit_entries where subject_id = $1 order by seq`, [meeting.id])).map(
        ({ action }) => String(action).replace('meeting.', ''),
      ),
    ).toEqual(['scheduled', 'invited', 'roll-called', 'guest-noted', 'opened', 'closed']);
  });

  it('comes to the same when a phone sends everything at once, again and again, in any order', async () => {
    const { meeting, startsAt, ...steps } = heldOffline();
    let queue = Object.values(steps);
    for (let round = 0; queue.length > 0 && round < 20; round++) {
      const turned = [...queue.slice(round % queue.length), ...queue.slice(0, round % queue.length)].reverse();
      const answers = await Promise.all(turned.map(([operation, variables]) => secretary.send(operation, variables)));
      for (const answer of answers)
        if (answer.errors)
          expect(reasonOf(answer)).toMatch(
            /^(PREDECESSOR_MISSING|NOT_FOUND|MEETING_NOT_INVITED|ROLL_CALL_INCOMPLETE|MEETING_NOT_OPEN)$/,
          );
      queue = turned.filter((_, place) => answers[place]?.errors);
      // Guests and marks are refused once the meeting is closed: a closing waits for what its phone did before it.
      if (queue.length === 1) queue = queue.filter(step => step !== steps.guest);
    }
    expect(queue).toEqual([]);
    expect((await secretary.ask(MEETING, { id: meeting.id })).meeting).toMatchObject({
      status: 'CLOSED',
      openedAt: expect.any(String),
      attendanceSummary: { present: 2 },
    });
    const [facts] = await w.rows(`select meetings, present, used from cell_months where cell_id = $1 and month = $2`, [
      cell.id,
      monthOf(startsAt),
    ]);
    expect(facts).toEqual({ meetings: 1, present: 2, used: true });
  });

  it('takes the check-in of a member that came before the meeting itself, once the secretary has synchronised', async () => {
    const { meeting, schedule, invite, open } = heldOffline();
    const checkIn = new Phone().checkIn(meeting, member, new Date(Date.now() - 25.9 * 3_600_000), 5000);
    expect(await member.refusal(CHECK_IN, checkIn)).toMatchObject({ code: 'NOT_FOUND' });
    await secretary.ask(...schedule);
    expect(await member.refusal(CHECK_IN, checkIn)).toMatchObject({ code: 'NOT_FOUND' });
    await secretary.ask(...invite);
    await secretary.ask(...open);
    expect((await member.ask(CHECK_IN, checkIn)).checkIn).toMatchObject({ state: 'PRESENT', method: 'CODE' });
    expect((await rollRow(secretary, meeting.id, member)).flags).toEqual([]);
  });

  it('is not closed while somebody is not called; the same closing goes through once that is done', async () => {
    const { meeting, schedule, invite, open, present, close } = heldOffline();
    for (const [operation, variables] of [schedule, invite, open]) await secretary.ask(operation, variables);
    expect(reasonOf(await secretary.send(...close))).toBe('ROLL_CALL_INCOMPLETE');
    await secretary.ask(...present);
    // The agenda was edited meanwhile: the phone sends the same closing with the newest version.
    await w.rows(`update meetings set version = 4 where id = $1`, [meeting.id]);
    const stale = await secretary.send(...close);
    expect(stale.errors?.[0]?.extensions).toMatchObject({ reason: 'STALE_VERSION', currentVersion: 4 });
    const renewed = { input: { ...close[1].input, version: 4 } };
    const first = await secretary.ask(CLOSE, renewed);
    expect(await secretary.ask(CLOSE, renewed)).toEqual(first);
    expect(await secretary.ask(...close)).toEqual(first);
  });

  it('waits for the own predecessor only: not for another account’s, nor for one that was refused', async () => {
    const deputy = await w.person('MEMBER', cell);
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const { schedule, invite } = heldOffline();
    await deputy.ask(...schedule);
    expect(await secretary.refusal(...invite)).toMatchObject({ reason: 'PREDECESSOR_MISSING' });
    expect(await deputy.refusal(INVITE, { ...invite[1], after: 'x' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const refused = { input: { ...schedule[1].input, id: newId(), checkInSecret: 'AAAA', clientMutationId: once() } };
    expect(await deputy.refusal(SCHEDULE, refused)).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(await deputy.refusal(INVITE, { ...invite[1], after: refused.input.clientMutationId })).toMatchObject({
      reason: 'PREDECESSOR_MISSING',
    });
    expect((await deputy.ask(...invite)).inviteToMeeting).toMatchObject({ status: 'INVITED' });
  });
});

/** A generator of numbers that look like chance and are the same on every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

describe('5,000 things that phones did without network', () => {
  it('arrive out of order and partly twice, and the roll is what each member’s last facts say, nobody twice', async () => {
    const next = chance(7);
    const deputy = await w.person('MEMBER', cell);
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const people: { person: Person; phone: Phone }[] = [];
    for (let n = 0; n < 100; n++) people.push({ person: await w.person('MEMBER', cell), phone: new Phone() });
    const meeting = await opened(secretary, cell, { startsAt: inHours(-2) });
    await secretary.ask(OPEN, { id: meeting.id });
    const document = await publish(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [document] });
    const from = Math.floor((Date.now() - 100 * 60_000) / 30_000) * 30_000;
    const time = (second: number) => new Date(from + second * 1000);

    const known = people.map(() => ({ mark: { at: -1, state: '' }, seen: -1, answer: { at: -1, attending: true } }));
    const sends: (() => Promise<unknown>)[] = [];
    let actions = 0;
    // 60 times one of the two calls half of the cell, each mark at a moment of its own.
    for (let round = 0; round < 60; round++) {
      const marks = people.flatMap(({ person }, place) => {
        if (place % 2 !== round % 2) return [];
        const mark = {
          state: ['PRESENT', 'UNEXCUSED', 'EXCUSED'][next(3)] ?? '',
          at: (round * 37 + next(5000)) % 5000,
        };
        const facts = known[place];
        if (facts && mark.at === facts.mark.at) mark.at += 5000;
        if (facts && mark.at > facts.mark.at) facts.mark = mark;
        actions++;
        return [{ memberId: person.memberId, state: mark.state, reason: 'Việc nhà', at: time(mark.at).toISOString() }];
      });
      const variables = { id: meeting.id, marks, once: once() };
      sends.push(() => (round % 3 ? secretary : deputy).ask(MARK, variables));
    }
    for (const [place, { person, phone }] of people.entries()) {
      const facts = known[place];
      if (!facts) continue;
      for (let n = 0; n < 6; n++) {
        const shown = next(160) * 30;
        facts.seen = Math.max(facts.seen, shown + 4.5);
        const checkIn = phone.checkIn(meeting, person, time(shown), 4500);
        const answer = { at: 7 * next(700) + n, attending: next(2) === 0 };
        if (answer.at > facts.answer.at) facts.answer = answer;
        const given = {
          id: meeting.id,
          attending: answer.attending,
          reason: 'Ốm',
          at: time(answer.at).toISOString(),
          once: once(),
        };
        sends.push(
          () => person.ask(CHECK_IN, { input: { ...checkIn.input, sentAt: new Date().toISOString() } }),
          () => person.ask(ANSWER, given),
        );
        actions += 2;
      }
      const input = Array.from({ length: 8 }, (_, n) => ({
        documentId: document,
        progress: (n + 1) / 10,
        page: n + 1,
        at: time(n).toISOString(),
      }));
      sends.push(() => person.ask(READINGS, { input }));
      actions += 8;
    }
    expect(actions).toBe(5000);

    const queue = [...sends, ...sends.slice(0, 120)]
      .map(send => ({ send, place: next(1_000_000) }))
      .sort((a, b) => a.place - b.place);
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let one = queue.pop(); one; one = queue.pop()) await one.send();
      }),
    );

    const roll = (await secretary.ask(MEETING, { id: meeting.id })).meeting.attendance as Loose[];
    const wrong = people.flatMap(({ person }, place) => {
      const row = roll.find(({ member }) => member.id === person.memberId);
      const facts = known[place];
      const expected = facts && (facts.mark.at >= facts.seen ? facts.mark.state : 'PRESENT');
      const answer = facts?.answer.attending ? 'ATTENDING' : 'ABSENT';
      return row?.state === expected && row?.answer === answer ? [] : [{ place, row, facts }];
    });
    expect(wrong).toEqual([]);
    expect(roll).toHaveLength(103);
    const [facts] = await w.rows(
      `select checked_in, opened_material from cell_months where cell_id = $1 and month = $2`,
      [cell.id, meeting.month],
    );
    expect(facts).toEqual({ checked_in: 100, opened_material: 100 });
    expect(
      await w.rows(`select progress from readings where document_id = $1 and abs(progress - 0.8) < 0.001`, [document]),
    ).toHaveLength(100);
  });
});
