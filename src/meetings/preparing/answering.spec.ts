import { expect, it } from '@jest/globals';
import { answerUntil, movedAnswerUntil } from './answering.js';

const rules = { answering: { hoursBefore: 12 } };
const startsAt = new Date('2026-12-05T12:00:00Z');
const at = (text: string) => new Date(text);

it('the invitation is answered until half a day before the start, or until the secretary says', () => {
  const now = at('2026-12-01T00:00:00Z');
  expect(answerUntil(rules, startsAt, null, now)).toEqual(at('2026-12-05T00:00:00Z'));
  expect(answerUntil(rules, startsAt, at('2026-12-04T00:00:00Z'), now)).toEqual(at('2026-12-04T00:00:00Z'));
});

it('who is invited on the same day answers until the start, and who is invited after it is never late', () => {
  expect(answerUntil(rules, startsAt, null, at('2026-12-05T00:00:00Z'))).toEqual(startsAt);
  expect(answerUntil(rules, startsAt, at('2026-12-04T00:00:00Z'), at('2026-12-05T01:00:00Z'))).toEqual(startsAt);
  expect(answerUntil(rules, startsAt, null, startsAt)).toBeNull();
});

it('a meeting that moves takes the time of answering along', () => {
  expect(movedAnswerUntil(at('2026-12-05T00:00:00Z'), startsAt, at('2026-12-06T13:00:00Z'))).toEqual(
    at('2026-12-06T01:00:00Z'),
  );
  expect(movedAnswerUntil(null, startsAt, at('2026-12-06T13:00:00Z'))).toBeNull();
});
