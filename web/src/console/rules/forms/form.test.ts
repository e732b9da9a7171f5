import { describe, expect, it } from 'vitest';
import type { ConsoleFormVersionFragment } from '../../../graphql/graphql.js';
import { draftOf, emptyPart, inputOf, moved, numberOf, sumOf, upon } from './form.js';

const nothing = { from: null, above: null, to: null, below: null };
const criteria: ConsoleFormVersionFragment['criteria'] = [
  {
    number: 1,
    title: 'Tham dự',
    parts: [
      {
        key: 'attendance',
        title: 'Tỷ lệ có mặt',
        max: 7.5,
        scale: [
          { points: 7.5, when: [{ ...nothing, measure: 'attendance', above: 0.85 }] },
          { points: 4, when: [{ ...nothing, measure: 'attendance', from: 0.07, to: 0.85 }] },
          { points: 0, when: [] },
        ],
        applies: [{ ...nothing, measure: 'regular', from: 1 }],
      },
      { key: 'praise', title: 'Biểu dương', max: 2, scale: [], applies: [] },
    ],
  },
];

describe('a form as it is typed', () => {
  it('goes back to the server as it came, shares shown in per cent', () => {
    const draft = draftOf({ criteria });
    expect(draft[0]?.parts[0]?.scale[1]?.when[0]).toMatchObject({ lower: '7', upper: '85', isAbove: false });
    expect(inputOf(draft)).toEqual([
      {
        title: 'Tham dự',
        parts: [
          {
            key: 'attendance',
            title: 'Tỷ lệ có mặt',
            max: 7.5,
            scale: [
              { points: 7.5, when: [{ measure: 'attendance', above: 0.85, to: null }] },
              { points: 4, when: [{ measure: 'attendance', from: 0.07, to: 0.85 }] },
              { points: 0, when: [] },
            ],
            applies: [{ measure: 'regular', from: 1, to: null }],
          },
          { key: 'praise', title: 'Biểu dương', max: 2, scale: [], applies: [] },
        ],
      },
    ]);
  });

  it('takes numbers with a comma or a point, and nothing else', () => {
    expect(['7,5', ' 7.5 ', '10', '', 'năm', '1e9'].map(numberOf)).toEqual([7.5, 7.5, 10, null, null, null]);
  });

  it('adds up as it is typed', () => {
    expect(sumOf(draftOf({ criteria }))).toBe(9.5);
    expect(sumOf([{ key: 'k', title: '', parts: [emptyPart()] }])).toBe(0);
  });

  it('put upon a version that misses a question asks it anew', () => {
    const [first] = criteria;
    const newer = { criteria: first ? [{ ...first, parts: first.parts.slice(1) }] : [] };
    expect(upon(draftOf({ criteria }), newer)[0]?.parts.map(({ id }) => id)).toEqual([null, 'praise']);
  });

  it('what stands at the end moves no further', () => {
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, -1)).toEqual(['b', 'a']);
  });
});
