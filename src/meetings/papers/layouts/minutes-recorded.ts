import type {
  MinutesCounts,
  MinutesItem,
  MinutesPerson,
  MinutesRecord,
  MinutesSigner,
  MinutesSpeech,
  MinutesTask,
  MinutesVote,
} from '../../minutes/minutes-record.js';
import { type Block, column, entries, entry, heading, mixed, paragraphs, table } from '../setting/sheet.js';
import { reviewTable, tasksTable } from './tasks-table.js';
import { counted, instantInWords, officeInWords, percent, share, shortDay, timeInWords, withComma } from './words.js';

/** The minutes as they were recorded, section by section in the order of domain.md 4; empty lists say so. */
export function recordedBlocks(record: MinutesRecord, notes: string): Block[] {
  return numbered([
    ['THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN', opening(record)],
    ['TÀI LIỆU', entries(record.documents.map(titleOf))],
    ['KIỂM ĐIỂM NHIỆM VỤ THÁNG TRƯỚC', review(record)],
    ['NỘI DUNG, THẢO LUẬN, KẾT LUẬN', discussion(record)],
    ['NHIỆM VỤ THỜI GIAN TỚI', coming(record)],
    ['KẾT LUẬN, ĐÁNH GIÁ', conclusion(record)],
    ['GHI CHÉP CỦA THƯ KÝ', paragraphs(notes)],
  ]);
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

function numbered(sections: [string, Block[]][]): Block[] {
  return sections
    .filter(([, blocks]) => blocks.length > 0)
    .flatMap(([title, blocks], index) => [heading(`${ROMAN[index]}. ${title}`), ...blocks]);
}

const lead = (what: string, text: string): Block => mixed({ text: `${what}: `, bold: true }, text);

function opening(record: MinutesRecord): Block[] {
  const { present, entitled, rate, guests } = record;
  const came = present.total + present.temporary;
  return [
    lead('Thời gian', `bắt đầu lúc ${instantInWords(new Date(record.openedAt ?? record.startsAt))}.`),
    lead('Địa điểm', record.place ? `${record.place}.` : 'không ghi.'),
    lead('Chủ trì', signer(record.chair)),
    lead('Thư ký', signer(record.recorder)),
    lead(
      'Khách mời',
      guests.length === 0
        ? 'không có.'
        : `${guests.map(({ fullName, title }) => (title ? `${fullName}, ${title}` : fullName)).join('; ')}.`,
    ),
    ...table(
      [
        column('', 4),
        column('Tổng số', 2, 'center'),
        column('Chính thức', 2, 'center'),
        column('Dự bị', 1.8, 'center'),
        column('Tạm thời', 2, 'center'),
        column('Miễn sinh hoạt', 2.2, 'center'),
        column('Đi nơi khác', 2, 'center'),
      ],
      [counts('Đảng viên', record.counts), counts('Có mặt', present)],
    ),
    lead('Tỷ lệ dự họp', `${came}/${entitled} đồng chí${rate === null ? '' : ` (${share(rate)})`}.`),
    ...people('Vắng có lý do', record.excused, true),
    ...people('Vắng không có lý do', record.unexcused, true),
    ...people('Miễn sinh hoạt, không dự', record.exempt, false),
    ...people('Chưa điểm danh', record.notCalled, false),
  ];
}

function counts(
  title: string,
  { total, full, probationary, temporary, exempt, sentElsewhere }: MinutesCounts,
): string[] {
  return [title, ...[total, full, probationary, temporary, exempt, sentElsewhere].map(String)];
}

function signer(one: MinutesSigner | null): string {
  if (!one) return 'không ghi.';
  const office = officeInWords(one.office);
  return `đồng chí ${one.fullName}${office ? `, ${office}` : ''}.`;
}

/** Names each on a line where there are reasons to tell, otherwise in one. */
function people(
  what: string,
  list: readonly (MinutesPerson & { reason?: string | null })[],
  saysNone: boolean,
): Block[] {
  if (list.length === 0) return saysNone ? [lead(what, 'không có.')] : [];
  if (list.some(({ reason }) => reason))
    return [
      lead(what, `${counted(list.length)} đồng chí:`),
      ...list.map(({ fullName, reason }) => entry(`Đồng chí ${fullName}${reason ? `: ${reason}` : ''}`)),
    ];
  return [lead(what, `${counted(list.length)} đồng chí: ${list.map(({ fullName }) => fullName).join('; ')}.`)];
}

function titleOf({ title, number, issuer, issuedOn }: MinutesRecord['documents'][number]): string {
  const source = [number ? `số ${number}` : '', issuedOn ? `ngày ${shortDay(issuedOn)}` : '', issuer ?? ''];
  const known = source.filter(Boolean).join(', ');
  return known ? `${title} (${known})` : title;
}

function review({ review: tasks, reviewProgress, month }: MinutesRecord): Block[] {
  return [
    ...reviewTable(tasks, month),
    ...(reviewProgress === null ? [] : [lead('Kết quả nhiệm vụ tháng trước', `${withComma(reviewProgress)}%.`)]),
  ];
}

function discussion({ items, speeches, votes }: MinutesRecord): Block[] {
  const others = [...speeches.flatMap(speech), ...votes.flatMap(vote)];
  if (items.length === 0 && others.length === 0) return [mixed('Không có.')];
  return [
    ...items.flatMap(itemBlocks),
    ...(others.length > 0 ? [heading('Ý kiến, biểu quyết khác', 2), ...others] : []),
  ];
}

function itemBlocks(item: MinutesItem, index: number): Block[] {
  const at = (instant: string | null) => (instant ? timeInWords(new Date(instant)) : null);
  const [from, to] = [at(item.startedAt), at(item.endedAt)];
  const time = from ? ` (từ ${from}${to ? ` đến ${to}` : ''})` : '';
  return [
    heading(`${index + 1}. ${item.title}${time}`, 2),
    ...(item.presenter ? [lead('Trình bày', item.presenter)] : []),
    ...(item.notes ? paragraphs(item.notes) : []),
    ...item.speeches.flatMap(speech),
    ...(item.conclusion ? paragraphs(item.conclusion, 'Kết luận:') : []),
    ...item.votes.flatMap(vote),
    ...item.tasks.flatMap(given),
  ];
}

function speech({ speaker, isGuest, opinion, isCriticism }: MinutesSpeech): Block[] {
  const who = `${isGuest ? 'Khách mời' : 'Đồng chí'} ${speaker}${isCriticism ? ' (phê bình, tự phê bình)' : ''}:`;
  return paragraphs(opinion?.trim() || 'có ý kiến.', who);
}

function vote({ question, method, baseRule, base, agree, disagree, other, passed }: MinutesVote): Block[] {
  const how = method === 'ROLL' ? 'Biểu quyết theo danh sách:' : 'Biểu quyết:';
  const of = baseRule === 'FULL_MEMBERS' ? 'đảng viên chính thức' : 'đảng viên chính thức có mặt';
  return [
    ...paragraphs(question, how),
    entry(
      `Đồng ý ${agree}/${base} ${of} (${percent(agree, base)}), không đồng ý ${disagree}, ý kiến khác ${other}: ` +
        `${passed ? 'thông qua' : 'không thông qua'}.`,
    ),
  ];
}

function given({ title, assignee, dueOn }: MinutesTask): Block[] {
  const who = assignee ? `đồng chí ${assignee}` : 'cả chi bộ';
  return paragraphs(`${title} (${who}${dueOn ? `, hạn ${shortDay(dueOn)}` : ''}).`, 'Giao nhiệm vụ:');
}

function coming({ tasks, nextMeeting }: MinutesRecord): Block[] {
  return [
    ...tasksTable(tasks, { withProgress: false }),
    ...(nextMeeting
      ? [
          lead(
            'Buổi sinh hoạt tới',
            `${instantInWords(new Date(nextMeeting.startsAt))}${nextMeeting.place ? `, tại ${nextMeeting.place}` : ''}.`,
          ),
        ]
      : []),
  ];
}

function conclusion({ conclusion: text, score }: MinutesRecord): Block[] {
  return [
    ...(text ? paragraphs(text) : [mixed('Không có kết luận riêng.')]),
    ...(score
      ? [
          lead(
            'Chi bộ tự chấm buổi sinh hoạt',
            `${withComma(score.rescaled ?? score.total)} điểm${score.rescaled === null ? '' : ` (trước quy đổi ${withComma(score.total)})`}, xếp loại ${score.band} (${score.formName}).`,
          ),
        ]
      : []),
  ];
}
