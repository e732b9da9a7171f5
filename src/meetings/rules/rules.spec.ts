import { expect, it } from '@jest/globals';
import { leastMinutes, type Rules, tightened } from './rules.js';

const above: Rules = {
  minutes: { least: 90, withThematic: 120, bySize: [] },
  attendance: { aim: 0.9, nobodyUnexcused: false },
  materials: { hoursBefore: 24 },
  answering: { hoursBefore: 12 },
  reminders: { daysOfMonthBefore: [20, 25], lastDay: true },
  duties: { thematicEveryMonths: 3, committeeFirst: true },
  quorum: { share: 0.5 },
  votes: { base: 'FULL_MEMBERS', ordinary: 0.5, qualified: 2 / 3 },
  opinions: { answerWithinDays: 30 },
  tasks: { remindDaysBefore: [3], remindDaysAfter: [1] },
  after: { postedWithinDays: 2 },
  assessment: { form: 'A' },
};

it('a ward asks 120 minutes from 30 members on, and says nothing of smaller cells', () => {
  const ward = tightened(above, { minutes: { bySize: [{ members: 30, minutes: 120 }] } });
  expect([29, 30].map(members => leastMinutes(ward, members, false))).toEqual([90, 120]);
});

it('a lower committee can only ask for more, never for less', () => {
  const lax = tightened(above, { minutes: { least: 60 }, attendance: { aim: 0.5 }, after: { postedWithinDays: 0 } });
  expect(lax).toEqual(above);
  const strict = tightened(above, { attendance: { aim: 0.95, nobodyUnexcused: true }, after: { postedWithinDays: 1 } });
  expect(strict.attendance).toEqual({ aim: 0.95, nobodyUnexcused: true });
  expect(strict.after.postedWithinDays).toBe(1);
});

it('what it does not know of it leaves alone', () => {
  expect(tightened(above, { unknown: { x: 1 } } as never)).toEqual(above);
});
