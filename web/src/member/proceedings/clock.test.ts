import { expect, it } from 'vitest';
import { runningOf, spentSeconds, withMarks } from './clock.js';

const at = (minute: number) => new Date(Date.UTC(2026, 11, 5, 12, minute)).toISOString();
const items = [
  { id: 'a', runs: [{ startedAt: at(0), endedAt: at(10) }] },
  { id: 'b', runs: [{ startedAt: at(10), endedAt: null }] },
  { id: 'c', runs: [] },
];
const start = (itemId: string, minute: number) => ({ itemId, at: at(minute), starts: true });
const end = (itemId: string, minute: number) => ({ itemId, at: at(minute), starts: false });

it('an item that was started without a network runs at once, and the one before has ended', () => {
  const shown = withMarks(items, [start('c', 20)]);
  expect(shown.map(item => item.runs)).toEqual([
    [{ startedAt: at(0), endedAt: at(10) }],
    [{ startedAt: at(10), endedAt: at(20) }],
    [{ startedAt: at(20), endedAt: null }],
  ]);
  expect(runningOf(shown)?.id).toBe('c');
  expect(runningOf(withMarks(items, [end('b', 15)]))).toBeUndefined();
});

it('marks of another device that came between are put where they belong, whatever their order', () => {
  const marks = [end('c', 6), start('c', 4), start('b', 12)];
  const expected = [
    [{ startedAt: at(0), endedAt: at(4) }],
    [{ startedAt: at(10), endedAt: null }],
    [{ startedAt: at(4), endedAt: at(6) }],
  ];
  expect(withMarks(items, marks).map(item => item.runs)).toEqual(expected);
  expect(withMarks(items, [...marks].reverse()).map(item => item.runs)).toEqual(expected);
});

it('the time of an item adds up over its runs, and goes on while it runs', () => {
  const twice = {
    id: 'a',
    runs: [
      { startedAt: at(0), endedAt: at(10) },
      { startedAt: at(20), endedAt: null },
    ],
  };
  expect(spentSeconds(twice, Date.parse(at(25)))).toBe(15 * 60);
  expect(spentSeconds({ id: 'x', runs: [] }, Date.parse(at(25)))).toBe(0);
});
