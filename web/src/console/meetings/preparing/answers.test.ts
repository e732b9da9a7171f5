import { describe, expect, it } from 'vitest';
import { type AnswerRow, answersOf } from './answers.js';

const row = (id: string, more: Partial<AnswerRow>): AnswerRow => ({
  member: { id, fullName: id },
  state: 'EXPECTED',
  basis: 'MEMBERSHIP',
  flags: [],
  answer: null,
  reason: null,
  isLate: false,
  absenceDecision: null,
  method: null,
  checkedInAt: null,
  markedAt: null,
  ...more,
});

const ids = (rows: AnswerRow[]) => rows.map(({ member }) => member.id);

describe('the answers to an invitation', () => {
  it('put what waits for a decision before what is decided', () => {
    const answers = answersOf([
      row('in time', { answer: 'ABSENT' }),
      row('declined', { answer: 'ABSENT', absenceDecision: 'DECLINED' }),
      row('late', { answer: 'ABSENT', absenceDecision: 'PENDING', isLate: true }),
    ]);
    expect(ids(answers.absent)).toEqual(['late', 'in time', 'declined']);
    expect(answers.pending).toBe(1);
  });

  it('miss only those who were to answer', () => {
    const answers = answersOf([
      row('silent', {}),
      row('exempt', { state: 'EXEMPT' }),
      row('comes', { answer: 'ATTENDING' }),
    ]);
    expect(ids(answers.silent)).toEqual(['silent']);
    expect(ids(answers.attending)).toEqual(['comes']);
  });
});
