import { expect, it } from '@jest/globals';
import { fromOpinion, fromTasks } from './carried-texts.js';

const opinion = (text: string, kind: 'OPINION' | 'PROPOSAL' = 'PROPOSAL') =>
  fromOpinion({ id: 'o1', kind, text, isCommitteeOnly: false });

it('a short proposal is the title; a long one or one of several lines stands whole in the notes', () => {
  expect(opinion('Sửa nhà văn hóa')).toMatchObject({ title: 'Trả lời đề xuất: Sửa nhà văn hóa', notes: null });
  expect(opinion('Một\nhai', 'OPINION')).toMatchObject({ title: 'Trả lời ý kiến: Một hai', notes: 'Một\nhai' });
  const long = 'Đề nghị chi bộ xem lại '.repeat(40).trim();
  const { title, notes } = opinion(long);
  expect(notes).toBe(long);
  expect(title.length).toBeLessThan(150);
  expect(title.endsWith('…')).toBe(true);
});

it('tasks are one item with a line each, and never longer than notes may be', () => {
  const tasks = Array.from({ length: 100 }, (_, place) => ({
    title: `Việc ${place} ${'x'.repeat(90)}`,
    dueOn: null,
    progress: 0,
  }));
  const { notes } = fromTasks('c1', tasks);
  expect(notes?.length).toBeLessThanOrEqual(5000);
  expect(notes).toMatch(/… và \d+ nhiệm vụ khác$/);
  expect(fromTasks('c1', [{ title: 'Vận động', dueOn: '2026-12-05', progress: 40 }])).toMatchObject({
    title: 'Rà soát 1 nhiệm vụ chưa xong',
    notes: '1. Vận động, hạn 05/12/2026, đạt 40%',
  });
});
