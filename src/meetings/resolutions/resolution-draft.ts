import { MeetingKind } from '../meeting.types.js';
import type { MinutesRecord } from '../minutes/minutes-record.js';

/** The parts of a resolution that its author writes. */
export interface ResolutionParts {
  title: string;
  results: string | null;
  direction: string | null;
  assignment: string | null;
  score: string | null;
  recipients: string[];
}

/** `03-NQ/CB`: at least two digits (domain.md 4). */
export function numberOf(number: number): string {
  return `${String(number).padStart(2, '0')}-NQ/CB`;
}

const number = (value: number) => String(value).replace('.', ',');

/** A first draft from what the meeting recorded (domain.md 4). What nobody recorded stays empty for the author. */
export function draftOf(record: MinutesRecord): ResolutionParts {
  const { month, kind, reviewProgress, conclusion, tasks, score, parents } = record;
  const isOfCommittee = kind === MeetingKind.COMMITTEE;
  const [superior] = parents;
  return {
    title: `Về nhiệm vụ tháng ${Number(month.slice(5))} năm ${month.slice(0, 4)}`,
    results:
      reviewProgress === null
        ? null
        : `Nhiệm vụ tháng trước thực hiện đạt ${number(reviewProgress)}%; kết quả từng nhiệm vụ theo bảng dưới đây.`,
    direction: conclusion,
    assignment: tasks.length > 0 ? `Giao ${tasks.length} nhiệm vụ cho đảng viên thực hiện theo bảng dưới đây.` : null,
    score: score
      ? `Chi bộ tự chấm buổi sinh hoạt: ${number(score.rescaled ?? score.total)} điểm, xếp loại ${score.band}.`
      : null,
    recipients: [
      ...(superior ? [`${superior} (để báo cáo)`] : []),
      isOfCommittee ? 'Các đồng chí chi ủy viên' : 'Các đồng chí đảng viên',
      'Lưu chi bộ',
    ],
  };
}
