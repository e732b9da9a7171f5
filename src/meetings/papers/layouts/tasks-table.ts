import { monthAfter } from '../../../platform/clock.js';
import type { MinutesReviewedTask, MinutesTask } from '../../minutes/minutes-record.js';
import { type Block, column, table } from '../setting/sheet.js';
import { monthInWords, shortDay } from './words.js';

/** Tasks as a table: who, what, until when; with how far where they are looked back upon. */
export function tasksTable(tasks: readonly MinutesTask[], options: { withProgress: boolean }): Block[] {
  return table(
    [
      column('TT', 1, 'center'),
      column('Nhiệm vụ', 7),
      column('Người thực hiện', 4),
      column('Thời hạn', 2.8, 'center'),
      ...(options.withProgress ? [column('Kết quả', 1.9, 'center')] : []),
    ],
    tasks.map((task, index) => [
      String(index + 1),
      task.title,
      task.assignee ?? 'Cả chi bộ',
      task.dueOn ? shortDay(task.dueOn) : '',
      ...(options.withProgress ? [`${task.progress}%`] : []),
    ]),
  );
}

/** The tasks that a meeting of `month` looks back upon; of one that is older than last month's it says when it was given. */
export function reviewTable(tasks: readonly MinutesReviewedTask[], month: string): Block[] {
  const named = tasks.map(task =>
    monthAfter(task.givenIn, 1) < month
      ? { ...task, title: `${task.title} (giao từ ${monthInWords(task.givenIn)})` }
      : task,
  );
  return tasksTable(named, { withProgress: true });
}
