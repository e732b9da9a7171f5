import { dayOf } from '../../../platform/clock.js';
import { type Block, column, entries, heading, mixed, type Sheet, table } from '../setting/sheet.js';
import type { PaperMeeting } from './paper-meeting.js';
import { headOf, meetingInWords, withComma } from './words.js';

/** A form as it stands in `assessment_forms.content`: what the paper needs of it. */
interface FormOnSheet {
  criteria: { number: number; title: string; parts: { key: string; title: string; max: number }[] }[];
  bands: { band: string; name: string }[];
}

/** A score as it stands in `assessments`. */
export interface ScoreOnSheet {
  scorer: 'CELL' | 'FOLLOWER';
  points: { part: string; applies: boolean; points: number | null; measures: string[]; note: string | null }[];
  evidence: { key: string; text: string }[];
  total: number;
  rescaled: number | null;
  band: string;
  scoredAt: Date;
  scoredBy: string | null;
}

/** What the sheet of points is made of: one form, and who has scored by it. */
export interface AssessmentOnSheet {
  formName: string;
  formSource: string | null;
  form: FormOnSheet;
  scores: ScoreOnSheet[];
}

/** The sheet of points (phiếu chấm điểm): the cell's score and the follower's side by side, each point with what it rests on. */
export function assessmentSheet(
  meeting: PaperMeeting,
  { form, formName, formSource, scores }: AssessmentOnSheet,
): Sheet {
  const [cell, follower] = (['CELL', 'FOLLOWER'] as const).map(who => scores.find(({ scorer }) => scorer === who));
  const call = meetingInWords(meeting.kind, meeting.month);
  const from = meeting.openedAt ?? meeting.startsAt;
  const last = new Date(Math.max(from.getTime(), ...scores.map(({ scoredAt }) => scoredAt.getTime())));
  const pair = (of: (score: ScoreOnSheet) => string) => [cell ? of(cell) : '', follower ? of(follower) : ''];
  const rows = form.criteria.flatMap(({ number, title, parts }) => {
    const max = parts.reduce((sum, part) => sum + part.max, 0);
    const keys = parts.map(({ key }) => key);
    return [
      { isBold: true, texts: [String(number), title, withComma(max), ...pair(score => sumOf(score, keys)), ''] },
      ...parts.map(part => ({
        isBold: false,
        texts: [
          '',
          part.title,
          withComma(part.max),
          ...pair(score => pointsOf(score, part.key)),
          groundsOf(scores, part.key),
        ],
      })),
    ];
  });
  const whole = form.criteria.flatMap(({ parts }) => parts).reduce((sum, { max }) => sum + max, 0);
  const nameOf = ({ band }: ScoreOnSheet) => form.bands.find(one => one.band === band)?.name ?? band;
  rows.push({ isBold: true, texts: ['', 'Tổng điểm', withComma(whole), ...pair(({ total }) => withComma(total)), ''] });
  if (scores.some(({ rescaled }) => rescaled !== null))
    rows.push({
      isBold: true,
      texts: [
        '',
        `Quy đổi về ${withComma(whole)}`,
        '',
        ...pair(score => withComma(score.rescaled ?? score.total)),
        'Có mục không chấm trong tháng này',
      ],
    });
  rows.push({ isBold: true, texts: ['', 'Xếp loại', '', ...pair(nameOf), ''] });
  return {
    title: `Phiếu chấm điểm: ${call}`,
    at: last.toISOString(),
    isDraft: false,
    head: headOf(meeting.issuer, dayOf(last)),
    heading: 'PHIẾU CHẤM ĐIỂM',
    extract: ['Chất lượng buổi sinh hoạt chi bộ', call],
    blocks: [
      mixed({ text: 'Mẫu chấm điểm: ', bold: true }, `${formName}${formSource ? `, theo ${formSource}` : ''}.`),
      ...table(
        [
          column('TT', 1, 'center'),
          column('Tiêu chí', 6),
          column('Tối đa', 1.6, 'center'),
          column('Chi bộ tự chấm', 1.8, 'center'),
          column('Cấp ủy chấm', 1.8, 'center'),
          column('Căn cứ', 5),
        ],
        rows.map(({ texts }) => texts),
        { boldRows: rows.flatMap(({ isBold }, index) => (isBold ? [index] : [])) },
      ),
      ...(cell && follower ? differences(form, cell, follower) : []),
      {
        kind: 'ending',
        closing: `${[
          cell ? `Chi bộ tự chấm ${reached(cell)} điểm, xếp loại ${nameOf(cell)}` : 'Chi bộ chưa tự chấm',
          follower
            ? `cấp ủy viên theo dõi chấm ${reached(follower)} điểm, xếp loại ${nameOf(follower)}`
            : 'cấp ủy viên theo dõi chưa chấm',
        ].join('; ')}.`,
        recipients: [],
        left: { as: 'CẤP ỦY VIÊN THEO DÕI', office: '', signed: null, name: follower?.scoredBy ?? '' },
        right: { as: 'T/M CHI BỘ', office: 'BÍ THƯ', signed: null, name: meeting.secretary ?? '' },
      },
    ],
  };
}

function reached({ total, rescaled }: ScoreOnSheet): string {
  return withComma(rescaled ?? total);
}

function sumOf({ points }: ScoreOnSheet, keys: readonly string[]): string {
  const own = points.filter(({ part, applies }) => applies && keys.includes(part));
  return own.length === 0 ? '-' : withComma(own.reduce((sum, point) => sum + (point.points ?? 0), 0));
}

/** A dash where it is not asked this time; empty where nobody answered. */
function pointsOf({ points }: ScoreOnSheet, key: string): string {
  const point = points.find(({ part }) => part === key);
  if (!point?.applies) return '-';
  return point.points === null ? '' : withComma(point.points);
}

/** What the platform knows and what the scorers noted, each once. */
function groundsOf(scores: readonly ScoreOnSheet[], key: string): string {
  const grounds = scores.flatMap(({ points, evidence }) => {
    const point = points.find(({ part }) => part === key);
    if (!point) return [];
    const known = point.measures.flatMap(measure =>
      evidence.filter(one => one.key === measure).map(({ text }) => text),
    );
    return [...known, point.note ?? ''];
  });
  return [...new Set(grounds.filter(Boolean))].join('\n');
}

function differences(form: FormOnSheet, cell: ScoreOnSheet, follower: ScoreOnSheet): Block[] {
  const differing = form.criteria
    .flatMap(({ parts }) => parts)
    .map(({ key, title }) => ({ title, ours: pointsOf(cell, key), theirs: pointsOf(follower, key) }))
    .filter(({ ours, theirs }) => ours !== theirs);
  return [
    heading('Những mục chấm khác nhau'),
    ...entries(
      differing.map(
        ({ title, ours, theirs }) => `${title}: chi bộ ${ours || 'chưa chấm'}, cấp ủy ${theirs || 'chưa chấm'}`,
      ),
    ),
  ];
}
