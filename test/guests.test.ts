import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CHECK_IN, CLOSE, checkInWith, codeAt, MARK, markAll, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const SHOWN = `id guests { id fullName title isPresent } quorum { fullMembers present needed reached voteBase }
  attendanceSummary { entitled present }`;
const SEE = `query($id: ID!) { meeting(id: $id) { ${SHOWN} } }`;
const ADD = `mutation($input: AddGuestInput!) { addGuest(input: $input) { ${SHOWN} } }`;
const REMOVE = `mutation($meetingId: ID!, $guestId: ID!, $once: ID!) {
  removeGuest(meetingId: $meetingId, guestId: $guestId, clientMutationId: $once) { ${SHOWN} } }`;

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let meeting: Loose;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});
const see = async (person = secretary): Promise<Loose> => (await person.ask(SEE, { id: meeting.id })).meeting;
const guest = (input: Record<string, unknown> = {}) => ({
  input: {
    meetingId: meeting.id,
    fullName: 'Hà Thị Vân',
    title: 'Bí thư Đảng ủy xã',
    clientMutationId: once(),
    ...input,
  },
});

describe('guests', () => {
  beforeEach(async () => {
    meeting = await opened(secretary, cell);
  });

  it('stand apart from the roll: seen by the members, never counted, corrected by their id', async () => {
    const id = randomUUID();
    const first = guest({ id });
    const answers = await Promise.all([secretary.ask(ADD, first), secretary.ask(ADD, first)]);
    expect(answers[0].addGuest.guests).toEqual([
      { id, fullName: 'Hà Thị Vân', title: 'Bí thư Đảng ủy xã', isPresent: true },
    ]);
    expect(answers[1]).toEqual(answers[0]);
    await secretary.ask(ADD, guest({ id, fullName: 'Hà Thị Vân', title: '', isPresent: false }));
    await secretary.ask(ADD, guest({ fullName: "  O'Brien <b>&  " }));
    const seen = await see(member);
    expect(seen.guests).toMatchObject([{ id, title: null, isPresent: false }, { fullName: "O'Brien <b>&" }]);
    expect(seen.attendanceSummary).toEqual({ entitled: 2, present: 0 });
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect((await see(officer)).guests).toEqual([]);
  });

  it('are taken away and stay away, whatever arrives late; nobody else writes them', async () => {
    const { addGuest } = await secretary.ask(ADD, guest());
    const [{ id: guestId }] = addGuest.guests;
    const gone = { meetingId: meeting.id, guestId, once: once() };
    expect((await secretary.ask(REMOVE, gone)).removeGuest.guests).toEqual([]);
    await secretary.ask(REMOVE, { ...gone, once: once() });
    expect((await secretary.ask(ADD, guest({ id: guestId }))).addGuest.guests).toEqual([]);
    expect(await secretary.refusal(REMOVE, { ...gone, guestId: randomUUID(), once: once() })).toMatchObject({
      code: 'NOT_FOUND',
    });

    const other = await opened(secretary, cell);
    expect(await secretary.refusal(ADD, guest({ id: guestId, meetingId: other.id }))).toMatchObject({
      reason: 'ID_TAKEN',
    });
    expect(await secretary.refusal(REMOVE, { ...gone, meetingId: other.id, once: once() })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await member.refusal(ADD, guest())).toMatchObject({ code: 'FORBIDDEN' });
    const neighbour = await w.person('SECRETARY', await w.cell());
    expect(await neighbour.refusal(ADD, guest())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await neighbour.refusal(REMOVE, { ...gone, once: once() })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('come in reasonable numbers and with a name, and not after the end', async () => {
    for (const fullName of ['', ' ', 'a\nb', 'x'.repeat(201)])
      expect(await secretary.refusal(ADD, guest({ fullName }))).toMatchObject({ code: 'BAD_USER_INPUT' });
    await w.rows(
      `insert into guests (id, meeting_id, full_name, created_at) select gen_random_uuid(), $1, 'Khách ' || n, now() from generate_series(1, 100) n`,
      [meeting.id],
    );
    expect(await secretary.refusal(ADD, guest())).toMatchObject({ reason: 'TOO_MANY_GUESTS' });
    await markAll(secretary, meeting);
    await secretary.ask(CLOSE, { input: { meetingId: meeting.id, version: meeting.version, minutes: 'Biên bản.' } });
    expect(await secretary.refusal(ADD, guest())).toMatchObject({ reason: 'MEETING_ALREADY_CLOSED' });
  });
});

describe('the quorum', () => {
  it('counts full members alone: neither the probationary nor guests, nor who is here for a time, nor the exempt at home', async () => {
    const [probationary, exempt] = [
      await w.person('MEMBER', cell, { kind: 'PROBATIONARY' }),
      await w.person('MEMBER', cell),
    ];
    const soon = await w.person('MEMBER', cell);
    await w.rows(`update members set full_since = current_date + 30 where id = $1`, [soon.memberId]);
    await w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [exempt.memberId]);
    const staying = await w.person('MEMBER', await w.cell());
    await w.rows(
      `insert into memberships (id, member_id, cell_id, kind, status, during) values (gen_random_uuid(), $1, $2, 'TEMPORARY', 'ACTIVE', daterange('2026-01-01', null))`,
      [staying.memberId, cell.id],
    );
    meeting = await opened(secretary, cell);
    expect(meeting.attendance.map((row: Loose) => row.member.id)).toContain(staying.memberId);
    await secretary.ask(ADD, guest());
    expect((await see()).quorum).toEqual({ fullMembers: 2, present: 0, needed: 2, reached: false, voteBase: 2 });

    const present = (person: Person) =>
      secretary.ask(MARK, { id: meeting.id, marks: [{ memberId: person.memberId, state: 'PRESENT' }], once: once() });
    await present(probationary);
    await present(soon);
    await present(secretary);
    expect((await see(member)).quorum).toMatchObject({ present: 1, reached: false });
    await member.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret)));
    expect((await see()).quorum).toEqual({ fullMembers: 2, present: 2, needed: 2, reached: true, voteBase: 2 });
    // Who is exempt and comes all the same decides with the others.
    await present(exempt);
    expect((await see()).quorum).toEqual({ fullMembers: 3, present: 3, needed: 2, reached: true, voteBase: 3 });
  });

  it('follows the rules of the day: a stricter share counts, a looser base of those present alone does not', async () => {
    await w.rows(
      `insert into rule_sets (id, organisation_id, code, name, settings, during) values (gen_random_uuid(), $1, 'T', 'T', $2, daterange('2026-01-01', null))`,
      [cell.id, { quorum: { share: 0.9 }, votes: { base: 'FULL_MEMBERS_PRESENT' } }],
    );
    meeting = await opened(secretary, cell);
    expect((await see()).quorum).toEqual({ fullMembers: 2, present: 0, needed: 2, reached: false, voteBase: 2 });
  });
});
