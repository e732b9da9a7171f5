import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ANSWER, ATTACH, CHECK_IN, codeAt, inHours, MARK, once, opened, publish } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { Phone, ROLL } from './support/phones.js';
import { type Place, World } from './support/world.js';

const READ = `mutation($documentId: ID!, $progress: Float!, $page: Int, $at: DateTime, $once: ID!) {
  recordReading(documentId: $documentId, progress: $progress, page: $page, at: $at, clientMutationId: $once) { id } }`;

/** What may lie in the queues of a cell's phones, by what it does and when, in steps of 15 seconds of a quarter of an hour. */
type Action =
  | { does: 'mark'; by: number; whom: number; state: string; at: number; id: string }
  | { does: 'answer'; who: number; attending: boolean; at: number; id: string }
  | { does: 'check in'; who: number; phone: number; signed: boolean; at: number; id: string }
  | { does: 'read'; who: number; document: number; progress: number; at: number; id: string };

const who = fc.integer({ min: 0, max: 2 });
const at = fc.integer({ min: 0, max: 60 });
const id = fc.uuid({ version: 7 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    does: fc.constant('mark' as const),
    by: fc.integer({ min: 0, max: 1 }),
    whom: who,
    state: fc.constantFrom('PRESENT', 'EXCUSED', 'UNEXCUSED', 'EXEMPT', 'EXPECTED'),
    at,
    id,
  }),
  fc.record({ does: fc.constant('answer' as const), who, attending: fc.boolean(), at, id }),
  fc.record({ does: fc.constant('check in' as const), who, phone: who, signed: fc.boolean(), at, id }),
  fc.record({
    does: fc.constant('read' as const),
    who,
    document: fc.integer({ min: 0, max: 1 }),
    progress: fc.constantFrom(0.2, 0.6, 1),
    at,
    id,
  }),
);

/** The same actions in two orders of arrival, some of them twice. */
const orders = fc.array(action, { minLength: 4, maxLength: 24 }).chain(actions => {
  const places = actions.map((_, place) => place);
  const shuffled = fc.shuffledSubarray([...places, ...places], { minLength: 2 * places.length });
  const repeated = fc.tuple(shuffled, fc.array(fc.constantFrom(...places), { maxLength: 6 }));
  return fc.record({
    actions: fc.constant(actions),
    one: shuffled.map(order => [...new Set(order)]),
    other: repeated.map(([order, again]) => [...new Set(order), ...again]),
  });
});

let w: World;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());

/** A cell with two who call its roll and three members, of whom the last is exempt, with phones and an open meeting. */
class Room {
  private constructor(
    readonly cell: Place,
    readonly callers: Person[],
    readonly members: Person[],
    readonly phones: Phone[],
    readonly meeting: Loose,
    readonly documents: string[],
    private readonly from: number,
  ) {}

  static async open(from: number): Promise<Room> {
    const cell = await w.cell();
    const [secretary, deputy] = [await w.person('SECRETARY', cell), await w.person('MEMBER', cell)];
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const members: Person[] = [];
    for (let n = 0; n < 3; n++) members.push(await w.person('MEMBER', cell, { name: `Đảng viên ${n}` }));
    await w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [members[2]?.memberId]);
    const meeting = await opened(secretary, cell);
    const documents = [await publish(secretary, cell), await publish(secretary, cell)];
    // Made long before: nobody reads what is not there yet.
    await w.rows(`update documents set created_at = created_at - interval '1 day' where id = any($1)`, [documents]);
    await secretary.ask(ATTACH, { id: meeting.id, documents });
    // Right, slow by two days, fast by two days.
    const phones = [0, -2, 2].map(days => new Phone(days * 86_400_000));
    return new Room(cell, [secretary, deputy], members, phones, meeting, documents, from);
  }

  /** Sends one action as its phone would, whatever came before. */
  async send(one: Action): Promise<void> {
    const { id: meetingId } = this.meeting;
    const time = new Date(this.from + one.at * 15_000);
    const made = time.toISOString();
    if (one.does === 'mark') {
      const reason = one.state === 'EXCUSED' ? `Lý do ${one.at}` : null;
      const marks = [{ memberId: this.member(one.whom).memberId, state: one.state, reason, at: made }];
      await this.callers[one.by]?.ask(MARK, { id: meetingId, marks, once: one.id });
    } else if (one.does === 'answer') {
      const reason = one.attending ? null : `Xin vắng ${one.at}`;
      const given = { id: meetingId, attending: one.attending, reason, at: made, once: one.id };
      await this.member(one.who).ask(ANSWER, given);
    } else if (one.does === 'check in') {
      const person = this.member(one.who);
      // Seen seven seconds later: between two marks, whatever the road takes.
      const signed = this.phones[one.phone]?.checkIn(this.meeting, person, time, 7000).input ?? {};
      const plain = { meetingId, code: codeAt(this.meeting.checkInSecret, time), at: made };
      await person.ask(CHECK_IN, { input: { ...(one.signed ? signed : plain), clientMutationId: one.id } });
    } else {
      const { progress, document } = one;
      const read = { documentId: this.documents[document], progress, page: one.at + 1, at: made, once: one.id };
      await this.member(one.who).ask(READ, read);
    }
  }

  private member(place: number): Person {
    const member = this.members[place];
    if (!member) throw new Error('Nobody there.');
    return member;
  }

  /** Everything that came of it, without ids that differ from room to room. */
  async outcome(): Promise<Loose> {
    const { meeting } = await (this.callers[0] as Person).ask(ROLL, { id: this.meeting.id });
    const roll = meeting.attendance.map(({ member, ...row }: Loose) => [this.place(member.id), row]);
    const [facts] = await w.rows(
      `select meetings, opened_material, checked_in, entitled, present, used from cell_months where cell_id = $1 and month = $2`,
      [this.cell.id, this.meeting.month],
    );
    const readings = await w.rows<{ member_id: string; document_id: string; progress: number; page: number }>(
      `select member_id, document_id, progress, page, opened_at, finished_at from readings where document_id = any($1)`,
      [this.documents],
    );
    const read = readings.map(({ member_id, document_id, ...row }) => [
      this.place(member_id),
      this.documents.indexOf(document_id),
      row,
    ]);
    const inOrder = (rows: unknown[]) => rows.map(row => JSON.stringify(row)).sort();
    return { roll: inOrder(roll), facts, read: inOrder(read), refused: meeting.refusedCheckIns };
  }

  private place(memberId: string): number {
    return [...this.members, ...this.callers].findIndex(person => person.memberId === memberId);
  }
}

describe('the roll of an open meeting', () => {
  it('comes to the same whatever the order in which marks, answers, check-ins and readings arrive, once or twice', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async ({ actions, one, other }) => {
        // Two messages of one account never carry one id.
        const distinct = actions.map((each, place) => ({
          ...each,
          id: `${each.id.slice(0, -4)}${place.toString(16).padStart(4, '0')}`,
        }));
        const from = Date.now() - 20 * 60_000;
        const outcomes: Loose[] = [];
        for (const [order, atOnce] of [
          [one, false],
          [other, false],
          [other, true],
        ] as const) {
          const room = await Room.open(Math.floor(from / 30_000) * 30_000);
          const sent = order.map(place => distinct[place]).filter(each => each !== undefined);
          if (atOnce) await Promise.all(sent.map(each => room.send(each)));
          else for (const each of sent) await room.send(each);
          outcomes.push(await room.outcome());
        }
        expect(outcomes[1]).toEqual(outcomes[0]);
        expect(outcomes[2]).toEqual(outcomes[0]);
        expect(outcomes[0].refused).toEqual([]);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('is what the rule says of a mark and a check-in, whichever comes first', async () => {
    const steps = (mark: number, seen: number): Action[] => [
      { does: 'answer', who: 0, attending: false, at: 0, id: randomUUID() },
      { does: 'mark', by: 0, whom: 0, state: 'UNEXCUSED', at: mark, id: randomUUID() },
      { does: 'check in', who: 0, phone: 0, signed: true, at: seen, id: randomUUID() },
    ];
    for (const [mark, seen, state, basis] of [
      [20, 10, 'UNEXCUSED', 'MARK'],
      [10, 20, 'PRESENT', 'CHECK_IN'],
      // In one half minute the moments decide: the code was seen seven seconds after the mark, then eight before it.
      [10, 10, 'PRESENT', 'CHECK_IN'],
      [11, 10, 'UNEXCUSED', 'MARK'],
    ] as const) {
      for (const turned of [false, true]) {
        const room = await Room.open(Math.floor((Date.now() - 20 * 60_000) / 30_000) * 30_000);
        const actions = steps(mark, seen);
        for (const each of turned ? actions.reverse() : actions) await room.send(each);
        const { roll } = await room.outcome();
        const [, row] = JSON.parse(roll.find((line: string) => line.startsWith('[0,')) ?? '[]');
        expect({ mark, seen, turned, state: row.state, basis: row.basis }).toEqual({
          mark,
          seen,
          turned,
          state,
          basis,
        });
      }
    }
  });

  it('forgets a mark that is taken back, and keeps what was known without it', async () => {
    const room = await Room.open(Date.now() - 20 * 60_000);
    const [secretary] = room.callers as [Person];
    const marks = (state: string, minutes: number) => ({
      id: room.meeting.id,
      marks: room.members.map(({ memberId }) => ({ memberId, state, at: inHours(-minutes / 60) })),
      once: once(),
    });
    await room.members[0]?.ask(ANSWER, { id: room.meeting.id, attending: false, reason: 'Ốm', once: once() });
    await secretary.ask(MARK, marks('PRESENT', 5));
    const { markAttendance } = await secretary.ask(MARK, marks('EXPECTED', 4));
    const states = new Map(markAttendance.attendance.map((row: Loose) => [row.member.id, row.state]));
    expect(room.members.map(({ memberId }) => states.get(memberId))).toEqual(['EXCUSED', 'EXPECTED', 'EXEMPT']);
    // An older mark that comes only now changes nothing.
    await secretary.ask(MARK, marks('UNEXCUSED', 6));
    expect((await room.outcome()).roll).toEqual(
      expect.arrayContaining([expect.stringContaining('"state":"EXCUSED","basis":"ANSWER"')]),
    );
  });

  it('takes a mark of the future for one of now, and says that the clock is wrong', async () => {
    const room = await Room.open(Date.now() - 20 * 60_000);
    const [secretary, deputy] = room.callers as [Person, Person];
    const [member] = room.members as [Person];
    const mark = (state: string, hours: number) => ({
      id: room.meeting.id,
      marks: [{ memberId: member.memberId, state, at: inHours(hours) }],
      once: once(),
    });
    await secretary.ask(MARK, mark('UNEXCUSED', 48));
    const flagged = (await room.outcome()).roll.find((line: string) => line.startsWith('[0,'));
    expect(flagged).toContain('"flags":["MARK_CLOCK_OFF"]');
    await deputy.ask(MARK, mark('PRESENT', 0.05));
    expect((await room.outcome()).roll.find((line: string) => line.startsWith('[0,'))).toMatch(
      /"state":"PRESENT".*"flags":\[\]/,
    );
  });
});
