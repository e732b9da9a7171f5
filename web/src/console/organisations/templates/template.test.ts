import { expect, it } from 'vitest';
import { draftOf, inputOf, withItem } from './template.js';

const items = draftOf([
  { section: 'OPENING', title: 'Điểm danh', notes: null, minutes: 3, isCommitteeOnly: false },
  { section: 'CLOSING', title: 'Kết luận', notes: 'Giao việc', minutes: null, isCommitteeOnly: true },
]);

it('a template goes back as it came', () => {
  expect(inputOf(items)).toEqual([
    { section: 'OPENING', title: 'Điểm danh', notes: null, minutes: 3, isCommitteeOnly: false },
    { section: 'CLOSING', title: 'Kết luận', notes: 'Giao việc', minutes: null, isCommitteeOnly: true },
  ]);
});

it('a new item stands in its part of the meeting; an empty one is left out', () => {
  const more = withItem(items, 'MIDDLE');
  expect(more.map(({ section }) => section)).toEqual(['OPENING', 'MIDDLE', 'CLOSING']);
  expect(inputOf(more)).toHaveLength(2);
});

it('what was moved to another part of the meeting comes in the order of the parts', () => {
  const [first, second] = items;
  if (!first || !second) throw new Error('No items.');
  const turned = [
    { ...first, section: 'CLOSING' as const },
    { ...second, section: 'OPENING' as const },
  ];
  expect(inputOf(turned).map(({ title }) => title)).toEqual(['Kết luận', 'Điểm danh']);
});
