import { expect, it } from 'vitest';
import { answersOf, answersToSend, standing } from './scores.js';

const part = (key: string, max: number, suggested: number | null = null, applies = true) => ({
  part: key,
  title: key,
  max,
  applies,
  suggested,
});
const bands = (full: string[] = []) => [
  { band: 'GOOD' as const, least: 90, full },
  { band: 'FAIR' as const, least: 70, full: [] },
  { band: 'WEAK' as const, least: 0, full: [] },
];
const parts = [part('content', 60), part('known', 35, 30), part('thematic', 5, null, false)];

it('adds what is known to what was answered, and scales up what does not apply', () => {
  const form = { whole: 100, rescaled: true, bands: bands() };
  expect(standing(form, parts, {})).toEqual({
    total: 30,
    reachable: 95,
    rescaled: 31.58,
    band: 'WEAK',
    missing: ['content'],
  });
  expect(standing(form, parts, { content: { points: 55.5, note: '' } })).toMatchObject({
    total: 85.5,
    rescaled: 90,
    band: 'GOOD',
    missing: [],
  });
  const plain = { ...form, rescaled: false };
  expect(standing(plain, parts, { content: { points: 60, note: '' } })).toMatchObject({
    total: 90,
    rescaled: null,
    band: 'GOOD',
  });
});

it('a band that asks for full marks of a part is not reached without them', () => {
  const form = { whole: 100, rescaled: true, bands: bands(['known']) };
  const content = { points: 60, note: '' };
  expect(standing(form, parts, { content }).band).toBe('FAIR');
  expect(standing(form, parts, { content, known: { points: 35, note: 'x' } }).band).toBe('GOOD');
});

it('only what is asked or differs is sent, and a score can be taken up again', () => {
  const answers = {
    content: { points: 60, note: ' ' },
    known: { points: 30, note: '' },
    thematic: { points: 5, note: '' },
  };
  expect(answersToSend(parts, answers)).toEqual([{ part: 'content', points: 60, note: null }]);
  const given = [
    { part: 'content', points: 60, suggested: null, note: null },
    { part: 'known', points: 30, suggested: 30, note: null },
    { part: 'other', points: 1, suggested: 2, note: 'vì' },
  ];
  expect(answersOf(given)).toEqual({ content: { points: 60, note: '' }, other: { points: 1, note: 'vì' } });
});
