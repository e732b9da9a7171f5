import { dayOf, PROVINCE_ZONE } from '../../../platform/clock.js';
import { MeetingKind } from '../../meeting.types.js';
import type { SheetHead } from '../setting/sheet.js';

/** The cell of a paper as it was on the meeting's day. */
export interface Issuer {
  /** Chi bộ bản Lùng. */
  name: string;
  /** The bodies above, the nearest first: Đảng bộ xã Yên Bình, Đảng bộ tỉnh. */
  above: string[];
}

const TIME = new Intl.DateTimeFormat('en-GB', { timeZone: PROVINCE_ZONE, hour: '2-digit', minute: '2-digit' });

/** `Đảng bộ xã Yên Bình` is of a place: of which, as the line of place and date says it. */
const PLACE = /^(?:Đảng bộ|Đảng ủy) (?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|tỉnh) (.+)$/iu;

/** `ngày 05 tháng 12 năm 2026`: days under 10 and the months January and February get a nought (HD 36-HD/VPTW). */
export function dayInWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `ngày ${date} tháng ${monthNumber(month)} năm ${year}`;
}

/** `tháng 12 năm 2026`. */
export function monthInWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `tháng ${monthNumber(number)} năm ${year}`;
}

function monthNumber(month: string): string {
  return Number(month) <= 2 ? month : String(Number(month));
}

/** `05/12/2026`. */
export function shortDay(day: string): string {
  return day.split('-').reverse().join('/');
}

/** `19 giờ 30 phút`. */
export function timeInWords(at: Date): string {
  const [hour = '', minute = ''] = TIME.format(at).split(':');
  return `${hour} giờ ${minute} phút`;
}

/** `21:20 ngày 05/12/2026`. */
export function shortTime(at: Date): string {
  return `${TIME.format(at)} ngày ${shortDay(dayOf(at))}`;
}

/** `19 giờ 30 phút, ngày 05 tháng 12 năm 2026`. */
export function instantInWords(at: Date): string {
  return `${timeInWords(at)}, ${dayInWords(dayOf(at))}`;
}

/** Issuing body left, place and date right; without a day there are dots for a pen. */
export function headOf(issuer: Issuer, day: string | null, number: string | null = null): SheetHead {
  const place = issuer.above.map(name => PLACE.exec(name)?.[1]).find(Boolean);
  const date = day === null ? 'ngày …… tháng …… năm ………' : dayInWords(day);
  return {
    above: issuer.above[0]?.toLocaleUpperCase('vi') ?? null,
    issuer: issuer.name.toLocaleUpperCase('vi'),
    number,
    placeAndDate: place ? `${place}, ${date}` : `${date.charAt(0).toUpperCase()}${date.slice(1)}`,
  };
}

const MEETINGS: Record<MeetingKind, string> = {
  [MeetingKind.REGULAR]: 'Họp chi bộ',
  [MeetingKind.THEMATIC]: 'Sinh hoạt chuyên đề',
  [MeetingKind.COMMITTEE]: 'Họp chi ủy',
  [MeetingKind.EXTRAORDINARY]: 'Họp chi bộ bất thường',
};

/** `Họp chi bộ tháng 12 năm 2026`. */
export function meetingInWords(kind: MeetingKind, month: string): string {
  return `${MEETINGS[kind]} ${monthInWords(month)}`;
}

const OFFICES: Record<string, string> = {
  SECRETARY: 'Bí thư',
  DEPUTY_SECRETARY: 'Phó bí thư',
  COMMITTEE_MEMBER: 'Chi ủy viên',
};

/** Bí thư, Phó bí thư, Chi ủy viên; empty for every other office and for none. */
export function officeInWords(office: string | null): string {
  return OFFICES[office ?? ''] ?? '';
}

/** `94,7`: as numbers are written here. */
export function withComma(number: number): string {
  return String(Math.round(number * 100) / 100).replace('.', ',');
}

/** `94,7%` of a share from 0 to 1. */
export function share(part: number): string {
  return `${withComma(Math.round(part * 1000) / 10)}%`;
}

/** `94,7%`; `0%` of nothing. */
export function percent(part: number, whole: number): string {
  return share(whole === 0 ? 0 : part / whole);
}

/** `07`: how many, as papers count people. */
export function counted(number: number): string {
  return String(number).padStart(2, '0');
}
