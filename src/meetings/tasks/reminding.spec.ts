import { expect, it } from '@jest/globals';
import { reminderOf } from './reminding.js';

const rules = { remindDaysBefore: [3, 7], remindDaysAfter: [1] };
const task = { dueOn: '2026-12-20', givenOn: '2026-12-01' };
const on = (today: string, given = task) => reminderOf(given, today, rules);

it('reminds seven and three days before, and the day after, each told apart', () => {
  expect(on('2026-12-12')).toBeNull();
  expect(on('2026-12-13')).toEqual({ occasion: '2026-12-20 7', daysLeft: 7 });
  expect(on('2026-12-16')).toMatchObject({ occasion: '2026-12-20 7' });
  expect(on('2026-12-17')).toEqual({ occasion: '2026-12-20 3', daysLeft: 3 });
  expect(on('2026-12-20')).toEqual({ occasion: '2026-12-20 3', daysLeft: 0 });
  expect(on('2026-12-21')).toEqual({ occasion: '2026-12-20 -1', daysLeft: -1 });
});

it('a day that was missed is made up for, but not by a word that is no longer true', () => {
  expect(on('2026-12-18')).toEqual({ occasion: '2026-12-20 3', daysLeft: 2 });
  expect(on('2026-12-25')).toEqual({ occasion: '2026-12-20 -1', daysLeft: -5 });
  expect(reminderOf(task, '2026-12-21', { ...rules, remindDaysAfter: [] })).toBeNull();
});

it('who was given a task two days before it is due is not reminded at once', () => {
  const short = { dueOn: '2026-12-20', givenOn: '2026-12-18' };
  expect(on('2026-12-18', short)).toBeNull();
  expect(on('2026-12-21', short)).toMatchObject({ daysLeft: -1 });
});
