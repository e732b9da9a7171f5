import { expect, it } from '@jest/globals';
import { leastMinutes, looser, type Rules, tightened } from './rules.js';

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

it('a thematic session is never shorter than any other of the same cell', () => {
  const ward = tightened(above, { minutes: { least: 150 } });
  expect(leastMinutes(ward, 10, true)).toBe(150);
});

it('it is said which settings ask for less than what stands above', () => {
  const settings = {
    minutes: { least: 60, withThematic: 120, bySize: [{ members: 30, minutes: 80 }] },
    attendance: { aim: 0.95, nobodyUnexcused: false },
    reminders: { lastDay: false, daysOfMonthBefore: [15] },
    votes: { base: 'FULL_MEMBERS_PRESENT' as const, ordinary: 0.5 },
    after: { postedWithinDays: 3 },
    opinions: { answerWithinDays: 0 },
    answering: { hoursBefore: 6 },
  };
  expect(looser(above, settings)).toEqual([
    'minutes.least',
    'reminders.lastDay',
    'votes.base',
    'after.postedWithinDays',
    'opinions.answerWithinDays',
    'minutes.bySize.0.minutes',
  ]);
  expect(tightened(above, settings).votes.base).toBe('FULL_MEMBERS');
});
