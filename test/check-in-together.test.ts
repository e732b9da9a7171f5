import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CANCEL, CHECK_IN, checkInWith, codeAt, MEETING, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());

/** A cell with a running meeting and so many members. */
async function running(count: number): Promise<{ cell: Place; secretary: Person; members: Person[]; meeting: Loose }> {
  const cell = await w.cell();
  const secretary = await w.person('SECRETARY', cell);
  const members: Person[] = [];
  for (let number = 1; number <= count; number++) members.push(await w.person('MEMBER', cell));
  return { cell, secretary, members, meeting: await opened(secretary, cell) };
}

const now = (meeting: Loose) => codeAt(meeting.checkInSecret, new Date());

const checkedIn = (meeting: Loose) =>
  w.rows<{ member: string }>(
    `select details ->> 'memberId' as member from audit_entries where action = 'meeting.checked-in' and subject_id = $1`,
    [meeting.id],
  );

describe('members of many cells check in at the same moment', () => {
  it('each is noted once, whoever else is turned away beside them', async () => {
    const [first, second, called] = [await running(12), await running(12), await running(1)];
    const stranger = await w.person('MEMBER', await w.cell());
    await called.secretary.ask(CANCEL, { id: called.meeting.id, reason: 'Bão', once: once() });
    const inputs = [first, second].flatMap(({ members, meeting }) =>
      members.map(member => ({ member, input: checkInWith(meeting.id, now(meeting)) })),
    );
    const [late] = called.members;
    const [all, foreign, cancelled] = await Promise.all([
      // Twice each, as a phone does that did not hear the answer.
      Promise.all(inputs.flatMap(({ member, input }) => [member.ask(CHECK_IN, input), member.ask(CHECK_IN, input)])),
      stranger.send(CHECK_IN, checkInWith(first.meeting.id, now(first.meeting))),
      late?.send(CHECK_IN, checkInWith(called.meeting.id, now(called.meeting))),
    ]);
    inputs.forEach(({ member }, place) => {
      expect(all[2 * place].checkIn).toMatchObject({
        state: 'PRESENT',
        method: 'CODE',
        member: { id: member.memberId },
      });
      expect(all[2 * place + 1]).toEqual(all[2 * place]);
    });
    expect(foreign.errors?.[0]?.extensions.reason).toBe('NOT_FOUND');
    expect(cancelled?.errors?.[0]?.extensions.reason).toBe('MEETING_CANCELLED');
    for (const { meeting, members, secretary } of [first, second]) {
      const noted = (await checkedIn(meeting)).map(entry => entry.member).sort();
      expect(noted).toEqual(members.map(member => member.memberId).sort());
      const { attendanceSummary } = (await secretary.ask(MEETING, { id: meeting.id })).meeting;
      expect(attendanceSummary).toMatchObject({ present: members.length });
      const [month] = await w.rows<{ checked_in: number }>(
        `select checked_in from cell_months f join meetings m using (cell_id, month) where m.id = $1`,
        [meeting.id],
      );
      expect(month?.checked_in).toBe(members.length);
    }
  });

  it.each([
    [
      'a cell whose month somebody holds',
      `select 1 from cell_months f join meetings m using (cell_id, month) where m.id = $1 and $2::uuid is not null and $3::uuid is not null
       for update of f, m`,
    ],
    [
      'a check-in that is under way elsewhere',
      `insert into repeated_mutations (account_id, client_mutation_id, operation, content) select $2, $3, 'checkIn', '' where $1::uuid is not null`,
    ],
  ])('%s keeps no other cell waiting', async (_, hold) => {
    const [held, free] = [await running(1), await running(3)];
    const [late] = held.members as [Person];
    const key = once();
    const { input } = checkInWith(held.meeting.id, now(held.meeting)) as { input: object };
    const holding = w.source.createQueryRunner();
    await holding.startTransaction();
    await holding.query(hold, [held.meeting.id, late.accountId, key]);
    let isHeld = true;
    const letGo = async () => {
      isHeld = false;
      if (holding.isTransactionActive) await holding.rollbackTransaction();
    };
    // Sooner than any statement is ended for its length.
    const patience = setTimeout(() => void letGo(), 10_000);
    try {
      const waiting = late.ask(CHECK_IN, { input: { ...input, clientMutationId: key } });
      const others = await Promise.all(
        free.members.map(member => member.ask(CHECK_IN, checkInWith(free.meeting.id, now(free.meeting)))),
      );
      expect(others.map(({ checkIn }) => checkIn.state)).toEqual(['PRESENT', 'PRESENT', 'PRESENT']);
      expect(isHeld).toBe(true);
      expect(await checkedIn(held.meeting)).toEqual([]);
      await letGo();
      expect((await waiting).checkIn.state).toBe('PRESENT');
    } finally {
      clearTimeout(patience);
      await letGo();
      await holding.release();
    }
  });
});
