import { expect, it } from 'vitest';
import { decisionOf, inputOf } from './decision.js';

it('what an organisation has decided comes back as it was, also what the form does not show', () => {
  const former = {
    minutes: {
      least: 100,
      bySize: [
        { members: 30, minutes: 120 },
        { members: 50, minutes: 150 },
      ],
    },
    attendance: { aim: 0.925, nobodyUnexcused: true },
    quorum: { share: 0.6 },
    duties: { committeeFirst: true },
  };
  expect(inputOf(decisionOf(former, '2026-12-01'), former)).toMatchObject({
    minutes: { least: 100, withThematic: null, bySize: former.minutes.bySize },
    attendance: former.attendance,
    quorum: { share: 0.6 },
    duties: { committeeFirst: true, thematicEveryMonths: null },
    assessment: { form: null },
  });
});

it('an empty field says nothing; a decimal comma is a number', () => {
  const empty = decisionOf({}, '2026-12-01');
  expect(inputOf(empty, {})).toEqual({
    minutes: { least: null, withThematic: null, bySize: [] },
    attendance: { aim: null, nobodyUnexcused: null },
    materials: { hoursBefore: null },
    duties: { thematicEveryMonths: null },
    opinions: { answerWithinDays: null },
    after: { postedWithinDays: null },
    assessment: { form: null },
  });
  expect(inputOf({ ...empty, aim: '92,5' }, {}).attendance?.aim).toBe(0.925);
});
