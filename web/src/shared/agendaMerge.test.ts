import { expect, it } from 'vitest';
import { mergedAgenda } from './agendaMerge.js';

const item = (key: string, part: Partial<ReturnType<typeof blank>> = {}) => ({ ...blank(key), ...part });
const blank = (key: string) => ({ key, title: key, presenter: '', minutes: '', notes: '', isCommitteeOnly: false });
const merge = (base: ReturnType<typeof blank>[], mine: typeof base, theirs: typeof base) =>
  mergedAgenda(base, mine, theirs, one => ({ ...one, key: `new ${one.key}` }));
const base = [item('a'), item('b'), item('c')];

it('what only one of the two changed is taken from that one', () => {
  const mine = [item('a', { title: 'của tôi' }), item('b'), item('c')];
  const theirs = [item('a'), item('b', { minutes: '20' }), item('c')];
  expect(merge(base, mine, theirs)).toEqual([item('a', { title: 'của tôi' }), item('b', { minutes: '20' }), item('c')]);
});

it('where both changed the same line no word is lost', () => {
  const [made] = merge(
    base,
    [item('a', { title: 'bản một', notes: 'ghi một' }), ...base.slice(1)],
    [item('a', { title: 'bản hai', notes: 'ghi hai' }), ...base.slice(1)],
  );
  expect(made?.title).toBe('bản một');
  expect(made?.notes).toBe('ghi một\nghi hai\nbản hai');
});

it('new items of both stay, the own ones where they stood', () => {
  const mine = [item('a'), item('mới của tôi'), item('b'), item('c')];
  const theirs = [item('mới của bạn'), item('c'), item('a'), item('b')];
  expect(merge(base, mine, theirs).map(({ key }) => key)).toEqual(['mới của bạn', 'c', 'a', 'mới của tôi', 'b']);
});

it('an item that one took out goes, unless the other changed it meanwhile', () => {
  expect(merge(base, [item('a'), item('c')], base).map(({ key }) => key)).toEqual(['a', 'c']);
  expect(merge(base, [item('a')], [item('a'), item('b', { notes: 'x' })]).map(({ key }) => key)).toEqual(['a', 'b']);
  expect(merge(base, [item('a', { title: 'đã sửa' })], []).map(({ key }) => key)).toEqual(['new a']);
});

it('what either keeps to the committee stays with the committee', () => {
  const [made] = merge([item('a')], [item('a', { title: 'x' })], [item('a', { isCommitteeOnly: true })]);
  expect(made?.isCommitteeOnly).toBe(true);
});
