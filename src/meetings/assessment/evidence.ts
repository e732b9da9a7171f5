import { dayOf, PROVINCE_ZONE } from '../../platform/clock.js';
import { MeetingKind } from '../meeting.types.js';
import { leastMinutes, type Rules } from '../rules/rules.js';
import type { MeetingTraces } from './evidence.sql.js';
import type { Measure } from './measures.js';
import type { Measures } from './scoring.js';

/** One thing that the platform knows of a meeting, or knows not to know: the number, what a person reads, and what proves it. */
export interface Evidence {
  key: Measure;
  value: number | null;
  text: string;
  /** Ids and times of the rows behind it. */
  facts: Record<string, unknown>;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

const INSTANT = new Intl.DateTimeFormat('vi-VN', {
  timeZone: PROVINCE_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

/** `19:05, 02/12/2026` */
function said(at: Date | string): string {
  const part = Object.fromEntries(INSTANT.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${part['hour']}:${part['minute']}, ${part['day']}/${part['month']}/${part['year']}`;
}

function decimal(value: number): string {
  return value.toLocaleString('vi-VN', { maximumFractionDigits: 1, useGrouping: false });
}

const percent = (share: number) => `${decimal(share * 100)}%`;
const yes = (value: boolean) => (value ? 1 : 0);

/** Everything that the platform knows of a meeting for its score, by the rules of that meeting, as it stands at an instant. */
export function evidenceOf(traces: MeetingTraces, rules: Rules, now: Date): Evidence[] {
  return [
    ...session(traces),
    ...duration(traces, rules),
    ...attendance(traces),
    ...preparation(traces, rules),
    ...running(traces),
    results(traces),
    ...closing(traces, rules, now),
  ];
}

/** The numbers of the evidence, for the form. */
export function measuresOf(evidence: readonly Evidence[]): Measures {
  return Object.fromEntries(evidence.map(({ key, value }) => [key, value]));
}

function session({ kind, thematicId }: MeetingTraces): Evidence[] {
  return [
    {
      key: 'regular',
      value: yes(kind !== MeetingKind.THEMATIC),
      text: kind === MeetingKind.THEMATIC ? 'Buổi sinh hoạt chuyên đề riêng' : 'Có nội dung thường kỳ',
      facts: {},
    },
    {
      key: 'thematic',
      value: yes(thematicId !== null),
      text: thematicId ? 'Tháng này có sinh hoạt chuyên đề' : 'Tháng này không có sinh hoạt chuyên đề',
      facts: thematicId ? { meetingId: thematicId } : {},
    },
  ];
}

function duration({ minutesHeld, includesThematic, roll, openedAt, endedAt }: MeetingTraces, rules: Rules): Evidence[] {
  const required = leastMinutes(rules, roll.all, includesThematic);
  const facts = { openedAt, endedAt, required };
  const text =
    minutesHeld === null
      ? `Chưa ghi giờ kết thúc; yêu cầu ít nhất ${required} phút`
      : `Họp ${minutesHeld} phút, yêu cầu ít nhất ${required} phút`;
  return [
    { key: 'minutesShort', value: minutesHeld === null ? null : Math.max(0, required - minutesHeld), text, facts },
    { key: 'minutesShare', value: minutesHeld === null ? null : minutesHeld / required, text, facts },
  ];
}

function attendance({ roll, excusedRunning }: MeetingTraces): Evidence[] {
  const rate = roll.entitled > 0 ? roll.present / roll.entitled : null;
  const exempt = roll.exempt > 0 ? `, ${roll.exempt} được miễn` : '';
  return [
    {
      key: 'attendance',
      value: rate,
      text:
        rate === null
          ? 'Không ai phải dự'
          : `Có mặt ${roll.present} trên ${roll.entitled} phải dự (${percent(rate)})${exempt}`,
      facts: { ...roll },
    },
    {
      key: 'unexcused',
      value: roll.unexcused,
      text: roll.unexcused > 0 ? `${roll.unexcused} đồng chí vắng không phép` : 'Không ai vắng không phép',
      facts: { unexcused: roll.unexcused },
    },
    {
      key: 'excusedRunning',
      value: excusedRunning,
      text: excusedRunning > 0 ? `Vắng có phép liên tiếp nhiều nhất ${excusedRunning} buổi` : 'Không ai vắng có phép',
      facts: { meetings: excusedRunning },
    },
  ];
}

function preparation(traces: MeetingTraces, { materials: { hoursBefore } }: Rules): Evidence[] {
  const { hasCommittee, committee, invitedAt, startsAt, materials } = traces;
  const notice = invitedAt !== null && invitedAt < startsAt;
  const hours = materials.latestAt ? (startsAt.getTime() - Date.parse(materials.latestAt)) / HOUR : null;
  const isInTime = hours !== null && materials.unpublished === 0 && hours > 0 && hours >= hoursBefore;
  return [
    committee
      ? {
          key: 'committeeMet',
          value: 1,
          text: `Chi ủy họp trước, biên bản lúc ${said(committee.closedAt)}`,
          facts: { meetingId: committee.id, closedAt: committee.closedAt },
        }
      : {
          key: 'committeeMet',
          value: hasCommittee ? 0 : null,
          text: hasCommittee ? 'Chưa thấy biên bản họp chi ủy trước buổi này' : 'Chi bộ không có chi ủy',
          facts: {},
        },
    {
      key: 'noticeSent',
      value: yes(notice),
      text: notice && invitedAt ? `Đã mời lúc ${said(invitedAt)}` : 'Chưa mời trước giờ họp',
      facts: { invitedAt },
    },
    {
      key: 'materialsInTime',
      value: yes(isInTime),
      text: materialsText(materials, hours, hoursBefore),
      facts: { documentIds: materials.ids, latestAt: materials.latestAt, hoursBefore },
    },
  ];
}

function materialsText(materials: MeetingTraces['materials'], hours: number | null, required: number): string {
  const asked = required > 0 ? ` (yêu cầu ${required} giờ)` : '';
  if (materials.ids.length === 0) return `Không có tài liệu đăng trước${asked}`;
  if (materials.unpublished > 0 || hours === null || !materials.latestAt) return `Có tài liệu chưa đọc được${asked}`;
  const when = hours > 0 ? `trước giờ họp ${decimal(Math.floor(hours * 10) / 10)} giờ` : 'sau giờ họp';
  return `Tài liệu đọc được từ ${said(materials.latestAt)}, ${when}${asked}`;
}

function running(traces: MeetingTraces): Evidence[] {
  const { steps, speakers, speeches, roll, minutesWritten, criticisms, criticismMinutes, documentIds } = traces;
  const share = speeches > 0 && roll.present > 0 ? speakers / roll.present : null;
  return [
    {
      key: 'stepsShare',
      value: steps.held > 0 ? steps.held / steps.all : null,
      text: steps.held > 0 ? `Đã tiến hành ${steps.held} trên ${steps.all} mục` : 'Không ghi giờ từng mục chương trình',
      facts: { ...steps },
    },
    {
      key: 'speakers',
      value: share,
      text:
        share === null
          ? 'Không ghi người phát biểu'
          : `${speakers} trên ${roll.present} đồng chí có mặt phát biểu (${percent(share)})`,
      facts: { speakers, present: roll.present },
    },
    {
      key: 'minutesWritten',
      value: yes(minutesWritten),
      text: minutesWritten ? 'Có biên bản' : 'Không có biên bản',
      facts: { closedAt: traces.closedAt },
    },
    {
      key: 'criticismMinutes',
      value: criticismMinutes,
      text:
        criticismMinutes === null
          ? `Không ghi giờ tự phê bình và phê bình${criticisms > 0 ? `; có ${criticisms} ý kiến` : ''}`
          : `Tự phê bình và phê bình ${criticismMinutes} phút`,
      facts: { criticisms },
    },
    {
      key: 'documentsPosted',
      value: yes(documentIds.length > 0),
      text: documentIds.length > 0 ? `${documentIds.length} tài liệu trên sổ tay` : 'Không có tài liệu trên sổ tay',
      facts: { documentIds },
    },
  ];
}

function results({ previous }: MeetingTraces): Evidence {
  const progress = previous?.progress ?? null;
  return {
    key: 'tasksProgress',
    value: progress,
    text:
      previous && progress !== null
        ? `${previous.tasks} nhiệm vụ của buổi trước đạt ${percent(progress)}`
        : 'Không ghi nhiệm vụ của buổi trước',
    facts: previous ? { meetingId: previous.id, tasks: previous.tasks } : {},
  };
}

/** Whether papers came in time cannot be known before the last day, nor where the guidance asks for none. */
function closing(traces: MeetingTraces, { after: { postedWithinDays: days } }: Rules, now: Date): Evidence[] {
  const { concluded, signatures, readOutAt, postedAt, postedDays, endedAt, closedAt } = traces;
  const end = endedAt ?? closedAt;
  const isOver = end !== null && dayOf(now) > dayOf(new Date(end.getTime() + days * DAY));
  const inTime = postedDays !== null ? yes(postedDays <= days) : isOver ? 0 : null;
  return [
    {
      key: 'concluded',
      value: yes(concluded),
      text: concluded ? 'Có kết luận' : 'Không ghi kết luận',
      facts: { closedAt },
    },
    {
      key: 'minutesAdopted',
      // Read out before the cell, or signed by recorder and chair.
      value: readOutAt || signatures >= 2 ? 1 : null,
      text: readOutAt
        ? `Biên bản đọc trước chi bộ lúc ${said(readOutAt)}`
        : signatures >= 2
          ? 'Biên bản đã được thư ký và chủ trì ký'
          : 'Chưa ghi việc đọc biên bản trước chi bộ',
      facts: { readOutAt, signatures },
    },
    {
      key: 'postedInTime',
      value: days > 0 ? inTime : null,
      text: postedAt
        ? `Đăng sau sinh hoạt lúc ${said(postedAt)}${days > 0 ? ` (hạn ${days} ngày)` : ''}`
        : `Chưa đăng tài liệu sau sinh hoạt${days > 0 ? ` (hạn ${days} ngày)` : ''}`,
      facts: { postedAt, days },
    },
  ];
}
