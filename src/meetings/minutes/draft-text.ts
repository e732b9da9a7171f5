import { monthAfter, PROVINCE_ZONE } from '../../platform/clock.js';
import { MeetingKind } from '../meeting.types.js';
import type {
  MinutesCounts,
  MinutesItem,
  MinutesRecord,
  MinutesSpeech,
  MinutesTask,
  MinutesVote,
} from './minutes-record.js';

const CALLED: Record<MeetingKind, string> = {
  [MeetingKind.REGULAR]: 'sinh hoạt thường kỳ',
  [MeetingKind.THEMATIC]: 'sinh hoạt chuyên đề',
  [MeetingKind.COMMITTEE]: 'họp chi ủy',
  [MeetingKind.EXTRAORDINARY]: 'họp bất thường',
};

const OFFICES: Record<string, string> = {
  SECRETARY: 'bí thư',
  DEPUTY_SECRETARY: 'phó bí thư',
  COMMITTEE_MEMBER: 'chi ủy viên',
};

/** The sections of the text, as many as it can have. */
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI'];

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: PROVINCE_ZONE, hour: '2-digit', minute: '2-digit' });
const CALENDAR = new Intl.DateTimeFormat('en-GB', {
  timeZone: PROVINCE_ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

/** `19 giờ 00`. */
function timeOf(instant: string): string {
  return CLOCK.format(new Date(instant)).replace(':', ' giờ ');
}

/** `05/12/2026` of an instant or a day. */
function dayOf(instant: string): string {
  return CALENDAR.format(new Date(instant.length === 10 ? `${instant}T00:00:00+07:00` : instant));
}

/** `tháng 12 năm 2026`. */
function monthOf(month: string): string {
  return `tháng ${Number(month.slice(5))} năm ${month.slice(0, 4)}`;
}

const number = (value: number) => String(value).replace('.', ',');
const percent = (share: number) => `${number(Math.round(share * 1000) / 10)}%`;
const sentence = (text: string) => (/[.!?…:]$/.test(text) ? text : `${text}.`);

/**
 * The minutes as a text, written from what was recorded in the order of the paper (domain.md 4), for the secretary to edit. What nobody
 * recorded is left out, not guessed. The paper's head, title and signatures are not in it. Who was missing with leave is named with the
 * reason, as the form wants it; the screens say that members read this text.
 */
export function draftText(record: MinutesRecord): string {
  const sections: [string, string[]][] = [
    ['MỞ ĐẦU', [opening(record), ...roll(record), ...people(record), ...documents(record)]],
    ['KIỂM ĐIỂM CÔNG VIỆC THÁNG TRƯỚC', review(record)],
    ['NỘI DUNG', record.items.flatMap(item => itemLines(item))],
    ['Ý KIẾN, BIỂU QUYẾT KHÁC', [...record.speeches.map(speech), ...record.votes.map(vote)]],
    ['PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG TỚI', nextMonth(record)],
    ['KẾT LUẬN', ending(record)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines], index) => [`${ROMAN[index]}. ${title}`, ...lines].join('\n'))
    .join('\n\n');
}

function opening({ openedAt, startsAt, place, cell, kind, includesThematic, month }: MinutesRecord): string {
  const at = openedAt ?? startsAt;
  const called = includesThematic ? `${CALLED[kind]} kết hợp chuyên đề` : CALLED[kind];
  return `Hồi ${timeOf(at)}, ngày ${dayOf(at)}${place ? `, tại ${place}` : ''}, ${cell} tổ chức ${called} ${monthOf(month)}.`;
}

function byKind({ full, probationary }: MinutesCounts): string {
  return `chính thức ${full}, dự bị ${probationary}`;
}

function roll({
  counts,
  present,
  entitled,
  rate,
  excused,
  unexcused,
  exempt,
  notCalled,
  kind,
}: MinutesRecord): string[] {
  const of = kind === MeetingKind.COMMITTEE ? 'chi ủy viên' : 'đảng viên của chi bộ';
  const further = [
    ['Sinh hoạt tạm thời', counts.temporary],
    ['Miễn sinh hoạt', counts.exempt],
    ['Sinh hoạt tạm thời nơi khác', counts.sentElsewhere],
  ].filter(([, count]) => count !== 0);
  const came = present.total + present.temporary;
  const temporary = present.temporary > 0 ? `, sinh hoạt tạm thời ${present.temporary}` : '';
  return [
    `Tổng số ${of}: ${counts.total} đồng chí (${byKind(counts)}).`,
    ...(further.length > 0 ? [`${further.map(([what, count]) => `${what}: ${count}`).join('. ')}.`] : []),
    `Có mặt: ${came}/${entitled} đồng chí (${byKind(present)}${temporary})${rate === null ? '' : `, đạt ${percent(rate)}`}.`,
    named(
      'Vắng có phép',
      excused.map(one => (one.reason ? `${one.fullName} (${one.reason})` : one.fullName)),
    ),
    named(
      'Vắng không phép',
      unexcused.map(one => one.fullName),
    ),
    ...(exempt.length > 0
      ? [
          named(
            'Miễn sinh hoạt, không dự',
            exempt.map(one => one.fullName),
          ),
        ]
      : []),
    ...(notCalled.length > 0
      ? [
          named(
            'Chưa điểm danh',
            notCalled.map(one => one.fullName),
          ),
        ]
      : []),
  ];
}

function named(what: string, names: string[]): string {
  return names.length > 0 ? `${what}: ${names.length} đồng chí: ${names.join('; ')}.` : `${what}: không.`;
}

function people({ chair, recorder, guests }: MinutesRecord): string[] {
  const office = chair?.office ? `, ${OFFICES[chair.office]}` : '';
  return [
    ...(chair ? [`Chủ trì: đồng chí ${chair.fullName}${office}.`] : []),
    ...(recorder ? [`Thư ký: đồng chí ${recorder.fullName}.`] : []),
    ...(guests.length > 0
      ? [`Khách mời: ${guests.map(({ fullName, title }) => (title ? `${fullName}, ${title}` : fullName)).join('; ')}.`]
      : []),
  ];
}

function documents({ documents: shown }: MinutesRecord): string[] {
  if (shown.length === 0) return [];
  return ['Tài liệu:', ...shown.map(one => `- ${one.number ? `${one.title} (số ${one.number})` : one.title}`)];
}

function review({ review: tasks, reviewProgress, month }: MinutesRecord): string[] {
  if (tasks.length === 0) return [];
  return [
    ...tasks.map(one => {
      const older = monthAfter(one.givenIn, 1) < month ? `, giao từ ${monthOf(one.givenIn)}` : '';
      return `- ${task(one)}${older}: đạt ${one.progress}%.`;
    }),
    ...(reviewProgress === null ? [] : [`Kết quả nhiệm vụ tháng trước: ${number(reviewProgress)}%.`]),
  ];
}

/** Who does what until when. */
function task({ title, assignee, dueOn }: MinutesTask): string {
  const who = assignee ? `đồng chí ${assignee}` : 'cả chi bộ';
  return `${title} (${who}${dueOn ? `, hạn ${dayOf(dueOn)}` : ''})`;
}

function itemLines(item: MinutesItem): string[] {
  const time = item.startedAt
    ? ` (từ ${timeOf(item.startedAt)}${item.endedAt ? ` đến ${timeOf(item.endedAt)}` : ''})`
    : '';
  return [
    `${item.position}. ${item.title}${time}`,
    ...(item.presenter ? [`Trình bày: ${sentence(item.presenter)}`] : []),
    ...item.speeches.map(speech),
    ...(item.conclusion ? [`Kết luận: ${sentence(item.conclusion)}`] : []),
    ...item.votes.map(vote),
    ...item.tasks.map(one => `Giao nhiệm vụ: ${task(one)}.`),
  ];
}

function speech({ speaker, isGuest, opinion, isCriticism }: MinutesSpeech): string {
  const who = isGuest ? `Khách mời ${speaker}` : `Đồng chí ${speaker}`;
  return `- ${who}${isCriticism ? ' (phê bình, tự phê bình)' : ''}: ${sentence(opinion ?? 'có ý kiến')}`;
}

function vote({ question, agree, disagree, other, base, passed, method }: MinutesVote): string {
  const how = method === 'ROLL' ? 'Biểu quyết theo danh sách' : 'Biểu quyết';
  const share = base > 0 ? ` (${percent(agree / base)})` : '';
  return `${how}: ${sentence(question)} Đồng ý ${agree}/${base}${share}, không đồng ý ${disagree}, ý kiến khác ${other}. ${passed ? 'Thông qua' : 'Không thông qua'}.`;
}

function nextMonth({ tasks, nextMeeting }: MinutesRecord): string[] {
  return [
    ...tasks.map(one => `- ${task(one)}.`),
    ...(nextMeeting
      ? [
          `Buổi sinh hoạt tới: ${timeOf(nextMeeting.startsAt)}, ngày ${dayOf(nextMeeting.startsAt)}${nextMeeting.place ? `, tại ${nextMeeting.place}` : ''}.`,
        ]
      : []),
  ];
}

function ending({ conclusion, score, endedAt, readOutAt }: MinutesRecord): string[] {
  return [
    ...(conclusion ? [sentence(conclusion)] : []),
    ...(score
      ? [`Chi bộ tự chấm buổi sinh hoạt: ${number(score.rescaled ?? score.total)} điểm, xếp loại ${score.band}.`]
      : []),
    ...(readOutAt ? ['Biên bản đã được đọc trước chi bộ.'] : []),
    ...(endedAt ? [`Buổi sinh hoạt kết thúc hồi ${timeOf(endedAt)}, ngày ${dayOf(endedAt)}.`] : []),
  ];
}
