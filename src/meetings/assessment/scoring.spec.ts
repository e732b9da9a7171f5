import { describe, expect, it } from '@jest/globals';
import { FORM_A, FORM_B } from '../../../migrations/1795200022000-create-assessments.js';
import { carried, differences, type FormContent, type Measures, problemsOf, score } from './scoring.js';

const A = FORM_A as unknown as FormContent;
const B = FORM_B as unknown as FormContent;

/** A meeting about which everything is known and good. */
const GOOD: Measures = {
  regular: 1,
  thematic: 1,
  minutesShort: 0,
  minutesShare: 1,
  attendance: 1,
  unexcused: 0,
  excusedRunning: 0,
  committeeMet: 1,
  noticeSent: 1,
  materialsInTime: 1,
  stepsShare: 1,
  speakers: 0.6,
  minutesWritten: 1,
  criticismMinutes: 20,
  documentsPosted: 1,
  tasksProgress: 1,
  concluded: 1,
  minutesAdopted: 1,
  postedInTime: 1,
};

/** Full marks for everything that the platform does not know. */
const asked = (form: FormContent, measures: Measures) =>
  score(form, measures, [])
    .points.filter(point => point.applies && point.points === null)
    .map(({ part, max }) => ({ part, points: max }));

const full = (form: FormContent, measures: Measures = GOOD) => score(form, measures, asked(form, measures));
const pointsOf = (form: FormContent, part: string, measures: Measures) =>
  score(form, { ...GOOD, ...measures }, []).points.find(point => point.part === part)?.points;

/** A session of so many minutes where so many are required. */
const session = (held: number, required: number): Measures => ({
  minutesShort: Math.max(0, required - held),
  minutesShare: held / required,
});

describe.each([
  ['A', A],
  ['B', B],
])('form %s', (_, form) => {
  it('comes to 100 points, and every part is known or asked', () => {
    expect(full(form)).toMatchObject({ total: 100, reachable: 100, rescaled: null, band: 'GOOD', missing: [] });
  });

  it('has eight criteria with the points of the source', () => {
    const max = form.criteria.map(({ parts }) => parts.reduce((all, part) => all + part.max, 0));
    expect(max).toEqual(form === A ? [5, 5, 10, 30, 10, 5, 30, 5] : [5, 10, 10, 30, 10, 5, 25, 5]);
  });

  it('names every part once', () => {
    const keys = form.criteria.flatMap(({ parts }) => parts.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('form A: the edges of the scales', () => {
  it.each([
    [90, 90, 5],
    [130, 120, 5],
    [89, 90, 4],
    [75, 90, 4],
    [74, 90, 3],
    [60, 90, 3],
    [59, 90, 2],
    [50, 90, 2],
    [45, 90, 2],
    [44, 90, 1],
    [0, 90, 1],
    [90, 120, 3],
    [89, 120, 2],
    [60, 120, 2],
    [59, 120, 1],
  ])('a session of %i minutes where %i are required gets %i', (held, required, points) => {
    expect(pointsOf(A, 'duration', session(held, required))).toBe(points);
  });

  it.each([
    [1, 0, 4],
    [9 / 10, 0, 4],
    [27 / 30, 0, 4],
    [0.899, 0, 3],
    [3 / 4, 0, 3],
    [0.749, 0, 2],
    [13 / 20, 0, 2],
    [0.649, 0, 1],
    [0, 0, 1],
    [0.97, 1, 1],
  ])('attendance of %d with %i missing without an excuse gets %i', (attendance, unexcused, points) => {
    expect(pointsOf(A, 'attendance', { attendance, unexcused })).toBe(points);
  });

  it.each([
    [0, 1],
    [3, 1],
    [4, 0],
  ])('somebody excused %i times running: %i of 1', (excusedRunning, points) => {
    expect(pointsOf(A, 'seldomExcused', { excusedRunning })).toBe(points);
  });

  it.each([
    [0.51, 5],
    [11 / 21, 5],
    [0.5, 4],
    [0.4, 4],
    [0.399, 3],
    [0.3, 3],
    [0.299, 2],
    [0, 2],
  ])('a share of %d who spoke gets %i: exactly half counts as 40-50', (speakers, points) => {
    expect(pointsOf(A, 'speakers', { speakers })).toBe(points);
  });

  it.each([
    [1, 30],
    [0.9, 30],
    [0.899, 27],
    [0.8, 27],
    [0.799, 24],
    [0.7, 24],
    [0.699, 20],
    [0.6, 20],
    [0.599, 15],
    [0.5, 15],
    [0.499, 10],
    [0, 10],
  ])('last month done to %d gets %i', (tasksProgress, points) => {
    expect(pointsOf(A, 'results', { tasksProgress })).toBe(points);
  });

  it.each([
    [14, 0],
    [15, 1],
    [30, 1],
    [31, 0],
  ])('%i minutes on ideology and criticism: %i of 1', (criticismMinutes, points) => {
    expect(pointsOf(A, 'ideology', { criticismMinutes })).toBe(points);
  });
});

describe('a month without a thematic meeting', () => {
  const regular = { ...GOOD, thematic: 0 };

  it('reaches 95 at most and is rescaled to 100; both figures stand', () => {
    expect(full(A, regular)).toMatchObject({ total: 95, reachable: 95, rescaled: 100, band: 'GOOD' });
  });

  it.each([
    [85.5, 90, 'GOOD'],
    [85, 89.47, 'FAIR'],
    [66.5, 70, 'FAIR'],
    [66, 69.47, 'AVERAGE'],
  ])('%d of 95 is %d of 100 and so %s', (total, rescaled, band) => {
    const answers = asked(A, regular);
    const lost = 95 - total;
    // Taken from the result of last month, which is the largest part.
    const scored = score(A, regular, [...answers, { part: 'results', points: 30 - lost, note: 'thử' }]);
    expect(scored).toMatchObject({ total, rescaled, band });
  });

  it('where the form does not rescale, the band goes by the points themselves', () => {
    const plain = { ...A, rescaled: false };
    const answers = [...asked(plain, regular), { part: 'results', points: 24, note: 'thử' }];
    expect(score(plain, regular, answers)).toMatchObject({ total: 89, rescaled: null, band: 'FAIR' });
    expect(score(A, regular, answers)).toMatchObject({ total: 89, rescaled: 93.68, band: 'GOOD' });
  });

  it('the thematic part is not asked, and an answer to it is refused', () => {
    const scored = score(A, regular, [{ part: 'thematicContent', points: 5 }]);
    expect(scored.points.find(({ part }) => part === 'thematicContent')).toMatchObject({
      applies: false,
      points: null,
    });
    expect(problemsOf(A, scored, [{ part: 'thematicContent', points: 5 }])).toContainEqual([
      'thematicContent',
      'Tháng này không chấm mục này.',
    ]);
  });

  it('a thematic meeting of its own has no regular content', () => {
    expect(full(A, { ...GOOD, regular: 0 })).toMatchObject({ total: 90, reachable: 90, rescaled: 100 });
  });
});

describe('bands', () => {
  it.each([
    [100, 'GOOD'],
    [90, 'GOOD'],
    [89.5, 'FAIR'],
    [70, 'FAIR'],
    [69.5, 'AVERAGE'],
    [50, 'AVERAGE'],
    [49.5, 'WEAK'],
    [0, 'WEAK'],
  ])('%d points are %s', (total, band) => {
    const one: FormContent = {
      ...A,
      criteria: [{ number: 1, title: '', parts: [{ key: 'all', title: '', max: 100 }] }],
    };
    expect(score(one, {}, [{ part: 'all', points: total }])).toMatchObject({ total, band });
  });

  it.each([
    ['duration', { minutesShort: 10, minutesShare: 0.9 }],
    ['attendance', { attendance: 0.8 }],
    ['speakers', { speakers: 0.5 }],
    ['minutes', { minutesWritten: 0 }],
  ])('form B: without full marks for %s even more than 90 points are only Khá', (_, measures) => {
    const scored = full(B, { ...GOOD, ...measures });
    expect(scored.total).toBeGreaterThanOrEqual(90);
    expect(scored.band).toBe('FAIR');
  });

  it('form B: 92 points without a full house are Khá, 92 with one are Tốt', () => {
    const lost = (part: string, points: number) => ({ part, points, note: 'thử' });
    const base = { ...GOOD, speakers: 0.5 };
    const fair = score(B, base, [...asked(B, base), lost('results', 19)]);
    expect(fair).toMatchObject({ total: 92, band: 'FAIR' });
    const good = score(B, GOOD, [...asked(B, GOOD), lost('results', 17)]);
    expect(good).toMatchObject({ total: 92, band: 'GOOD' });
    expect(score(A, base, [...asked(A, base), lost('results', 23)])).toMatchObject({ total: 92, band: 'GOOD' });
  });
});

describe('what is known and what is asked', () => {
  it('what nobody knows is asked, and counts nothing until it is answered', () => {
    const scored = score(A, {}, []);
    expect(scored.total).toBe(0);
    expect(scored.missing).toHaveLength(scored.points.length);
    expect(scored.points.every(({ source, suggested }) => source === 'ASKED' && suggested === null)).toBe(true);
  });

  it('who is missing without an excuse decides alone; the share is then not needed', () => {
    expect(pointsOf(A, 'attendance', { attendance: null, unexcused: 2 })).toBe(1);
    expect(pointsOf(A, 'attendance', { attendance: null, unexcused: 0 })).toBeNull();
  });

  it('a known point can be given otherwise with a reason, and both stand', () => {
    const answers = [...asked(A, GOOD), { part: 'notice', points: 0, note: 'Mời muộn' }];
    const scored = score(A, GOOD, answers);
    expect(scored.points.find(({ part }) => part === 'notice')).toMatchObject({
      points: 0,
      suggested: 1,
      source: 'KNOWN',
      note: 'Mời muộn',
    });
    expect(problemsOf(A, scored, answers)).toEqual([]);
    const silent = [...asked(A, GOOD), { part: 'notice', points: 0 }];
    expect(problemsOf(A, score(A, GOOD, silent), silent)).toEqual([
      ['notice', 'Cần ghi lý do khi chấm khác điểm hệ thống tính.'],
    ]);
  });

  it.each([
    [-0.5, 'Điểm từ 0 đến 3, mỗi bậc 0,5.'],
    [3.5, 'Điểm từ 0 đến 3, mỗi bậc 0,5.'],
    [2.25, 'Điểm từ 0 đến 3, mỗi bậc 0,5.'],
    [Number.POSITIVE_INFINITY, 'Điểm từ 0 đến 3, mỗi bậc 0,5.'],
    [Number.NaN, 'Điểm từ 0 đến 3, mỗi bậc 0,5.'],
  ])('%d points of 3 are refused', (points, reason) => {
    const answers = [...asked(A, GOOD).filter(({ part }) => part !== 'content'), { part: 'content', points }];
    expect(problemsOf(A, score(A, GOOD, answers), answers)).toEqual([['content', reason]]);
  });

  it('an unknown part, one answered twice and one left out are named', () => {
    const answers = [
      ...asked(A, GOOD).filter(({ part }) => part !== 'praise'),
      { part: 'content', points: 1 },
      { part: 'x', points: 1 },
    ];
    expect(problemsOf(A, score(A, GOOD, answers), answers).map(([part]) => part)).toEqual(['content', 'x', 'praise']);
  });

  it('two scorers differ where their points do', () => {
    const one = full(A);
    const other = score(A, GOOD, [
      ...asked(A, GOOD).filter(({ part }) => part !== 'praise'),
      { part: 'praise', points: 1 },
    ]);
    expect(differences(one.points, one.points)).toEqual([]);
    expect(differences(one.points, other.points)).toMatchObject([{ part: 'praise', cell: 2, follower: 1, max: 2 }]);
  });

  it('to another form go the answers whose part is there with the same most points', () => {
    const answers = ['content', 'praise', 'attendance', 'regularContent'].map(part => ({ part, points: 1 }));
    expect(carried(answers, A, B).map(({ part }) => part)).toEqual(['content', 'regularContent']);
  });
});
