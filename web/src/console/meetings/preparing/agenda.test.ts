import { describe, expect, it } from 'vitest';
import { carriedItem, draftOf, emptyItem, freshOf, inputOf, isSameAgenda, merged, withTemplate } from './agenda.js';

const stored = (id: string, title: string, more = {}) => ({
  id,
  position: 1,
  title,
  notes: null,
  minutes: null,
  presenter: null,
  isCommitteeOnly: false,
  documentIds: [],
  carriedFrom: null,
  ...more,
});
const matter = (id: string, title: string) => ({
  title,
  notes: null,
  minutes: null,
  presenter: null,
  isCommitteeOnly: false,
  carriedFrom: { kind: 'OPINION' as const, id },
});
const proposed = (section: 'OPENING' | 'CLOSING', title: string) => ({
  section,
  title,
  notes: null,
  minutes: 5,
  isCommitteeOnly: false,
});
const titles = (items: readonly { title: string }[]) => items.map(({ title }) => title);

describe('the agenda as it is typed', () => {
  it('keeps what hangs on a stored item, and leaves empty lines out', () => {
    const [first] = draftOf([stored('a', 'Điểm danh', { documentIds: ['d'], isCommitteeOnly: true, minutes: 5 })]);
    expect(inputOf(first ? [first, emptyItem()] : [])).toEqual([
      {
        id: 'a',
        title: 'Điểm danh',
        presenter: null,
        minutes: 5,
        notes: null,
        isCommitteeOnly: true,
        documentIds: ['d'],
      },
    ]);
  });

  it('names what a new item takes up again; a stored one keeps its own', () => {
    const old = draftOf([stored('a', 'Ý kiến', { carriedFrom: { kind: 'OPINION', id: 'o' } })]);
    const [first, second] = inputOf([...old, carriedItem(matter('p', 'Đề xuất'))]);
    expect(first).not.toHaveProperty('carriedFrom');
    expect(second).toMatchObject({ title: 'Đề xuất', carriedFrom: { kind: 'OPINION', id: 'p' } });
  });

  it('puts what last month left open before the closing steps of a template', () => {
    const template = { items: [proposed('OPENING', 'Điểm danh'), proposed('CLOSING', 'Kết luận')] };
    expect(titles(withTemplate([carriedItem(matter('p', 'Đề xuất'))], template))).toEqual([
      'Điểm danh',
      'Đề xuất',
      'Kết luận',
    ]);
  });

  it('offers of last month only what is not there yet', () => {
    const there = [carriedItem(matter('p', 'Đề xuất'))];
    expect(titles(freshOf(there, [matter('p', 'Đề xuất'), matter('q', 'Việc khác')]))).toEqual(['Việc khác']);
  });

  it('of two editions, made at once, loses no typed word', () => {
    const base = draftOf([stored('a', 'Điểm danh'), stored('b', 'Nhiệm vụ')]);
    const mine = [
      ...base.map(item => ({ ...item, title: item.key === 'b' ? 'Nhiệm vụ tháng 12' : item.title })),
      emptyItem('Của tôi'),
    ];
    const theirs = draftOf([stored('a', 'Điểm danh', { minutes: 5 }), stored('b', 'Nhiệm vụ'), stored('c', 'Của họ')]);
    const both = merged(base, mine, theirs);
    expect(titles(both).sort()).toEqual(['Của họ', 'Của tôi', 'Nhiệm vụ tháng 12', 'Điểm danh']);
    expect(both.find(({ key }) => key === 'a')?.minutes).toBe('5');
  });

  it('is the same only in the same order', () => {
    const items = draftOf([stored('a', 'Điểm danh'), stored('b', 'Nhiệm vụ')]);
    expect(isSameAgenda(items, [...items])).toBe(true);
    expect(isSameAgenda(items, [...items].reverse())).toBe(false);
  });
});
