import { CarriedKind, type OpenMatter } from './agenda.types.js';

/** A task that is not done, as the agenda tells of it: without who has it, since agendas go into packs that name no person. */
export interface OpenTask {
  title: string;
  dueOn: string | null;
  /** In percent. */
  progress: number;
}

/** An opinion or proposal without an answer. Its author stays unnamed. */
export interface OpenOpinion {
  id: string;
  kind: 'OPINION' | 'PROPOSAL';
  text: string;
  isCommitteeOnly: boolean;
}

/** Titles and notes of an agenda are as long as this (AgendaItemInput). */
const TITLE = 300;
const NOTES = 5000;

/** So much of an opinion stands in the title (assumed). */
const BEGINNING = 120;

/** How closing steps are called in agendas that were not made from a template: what is carried over comes before them. */
export const STEPS_OF_CLOSING: readonly string[] = [
  'Kết luận',
  'Kết luận, giao nhiệm vụ',
  'Kết luận, giao việc, thông qua biên bản',
  'Kết luận, thông qua biên bản',
  'Đánh giá chất lượng buổi sinh hoạt, thông qua biên bản',
  'Thông qua biên bản',
];

/** The cell's tasks that are not done, or its committee's, as one item: a line each. */
export function fromTasks(cellId: string, tasks: readonly OpenTask[], isCommitteeOnly = false): OpenMatter {
  const lines = tasks.map(({ title, dueOn, progress }, place) => {
    const until = dueOn ? `, hạn ${dueOn.split('-').reverse().join('/')}` : '';
    return `${place + 1}. ${title}${until}, đạt ${progress}%`;
  });
  return {
    carriedFrom: { kind: isCommitteeOnly ? CarriedKind.COMMITTEE_TASKS : CarriedKind.TASKS, id: cellId },
    title: `Rà soát ${tasks.length} nhiệm vụ ${isCommitteeOnly ? 'của chi ủy ' : ''}chưa xong`,
    notes: fitting(lines),
    minutes: null,
    presenter: null,
    isCommitteeOnly,
  };
}

/** An opinion as an item: its beginning is the title, all of it the notes where that is not all. */
export function fromOpinion({ id, kind, text, isCommitteeOnly }: OpenOpinion): OpenMatter {
  const line = text.replace(/\s+/g, ' ');
  const isShort = line.length <= BEGINNING;
  const beginning = isShort ? line : `${line.slice(0, BEGINNING).replace(/ \S*$/, '').toWellFormed()}…`;
  return {
    carriedFrom: { kind: CarriedKind.OPINION, id },
    title: `${kind === 'PROPOSAL' ? 'Trả lời đề xuất' : 'Trả lời ý kiến'}: ${beginning}`.slice(0, TITLE),
    notes: isShort && line === text ? null : text,
    minutes: null,
    presenter: null,
    isCommitteeOnly,
  };
}

/** As many lines as notes hold; how many are left out is said. */
function fitting(lines: readonly string[]): string {
  let shown = lines.length;
  const text = () => {
    const rest = lines.length - shown;
    return [...lines.slice(0, shown), ...(rest > 0 ? [`… và ${rest} nhiệm vụ khác`] : [])].join('\n');
  };
  while (text().length > NOTES) shown--;
  return text();
}
