import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

/** The province's clock; every date on a screen is read by it, whatever the device is set to. */
const ZONE = 'Asia/Ho_Chi_Minh';

/** A no-break space: a number never stands alone at the start of a line. */
const NBSP = '\u00a0';

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(instant: string | number | Date): Record<string, string> {
  let format = formats.get('parts');
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: ZONE,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set('parts', format);
  }
  return Object.fromEntries(format.formatToParts(new Date(instant)).map(part => [part.type, part.value]));
}

/** The calendar day of an instant in the province: month and weekday count from 1 and from Sunday = 0. */
export function dayOf(instant: string | number | Date): { day: number; month: number; year: number; weekday: number } {
  const { day, month, year } = parts(instant);
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return { day: Number(day), month: Number(month), year: Number(year), weekday: date.getUTCDay() };
}

const WEEKDAYS = [
  msg`Chủ nhật`,
  msg`Thứ Hai`,
  msg`Thứ Ba`,
  msg`Thứ Tư`,
  msg`Thứ Năm`,
  msg`Thứ Sáu`,
  msg`Thứ Bảy`,
] as const;

const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Thứ Năm"; 0 is Sunday. */
export function weekdayName(weekday: number): string {
  const name = WEEKDAYS[weekday % 7];
  return name ? i18n._(name) : '';
}

/** "tháng 12", "Dec" in English. */
export function monthName(month: number): string {
  return i18n.locale === 'en' ? (MONTHS_EN[month - 1] ?? '') : `tháng${NBSP}${month}`;
}

/** "tháng 12/2026" of the contract's "2026-12". */
export function yearMonth(value: string): string {
  const [year, month] = value.split('-');
  return `${monthName(Number(month))}${i18n.locale === 'en' ? NBSP : '/'}${year}`;
}

/** "19:30" */
export function time(instant: string | number | Date): string {
  const { hour, minute } = parts(instant);
  return `${hour}:${minute}`;
}

/** "19:30 – 21:00", or "19:30" when the end is open. */
export function timeRange(from: string, to?: string | null): string {
  return to ? `${time(from)}${NBSP}–${NBSP}${time(to)}` : time(from);
}

/** "03/12/2026" of an instant, or of a date without time such as "2026-12-03". */
export function date(value: string | number | Date): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value.split('-').reverse().join('/');
  const { day, month, year } = parts(value);
  return `${day}/${month}/${year}`;
}

/** "Thứ Năm, 03/12/2026" */
export function longDate(instant: string): string {
  return `${weekdayName(dayOf(instant).weekday)}, ${date(instant)}`;
}

/** "19:31, 03/12/2026" */
export function dateTime(instant: string): string {
  return `${time(instant)}, ${date(instant)}`;
}

/** "5 phút trước" up to a day, then the date and time. */
export function ago(instant: string, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return t`vừa xong`;
  if (minutes < 60) return t`${minutes} phút trước`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t`${hours} giờ trước`;
  return dateTime(instant);
}

/** "1.234.567" */
export function count(value: number): string {
  return value.toLocaleString(i18n.locale === 'en' ? 'en' : 'vi-VN');
}

/** "87,3%" of 0.873; a dash where there is nothing to divide by. */
export function percent(rate: number | null | undefined, digits = 1): string {
  if (rate == null) return '–';
  return `${(rate * 100).toLocaleString(i18n.locale === 'en' ? 'en' : 'vi-VN', { maximumFractionDigits: digits })}%`;
}

/** "1,2 MB" */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes}${NBSP}B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${value.toLocaleString(i18n.locale === 'en' ? 'en' : 'vi-VN', { maximumFractionDigits: value < 10 ? 1 : 0 })}${NBSP}${unit}`;
}

/** "12:05", "1:02:05": how long a recording is. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The value of `<input type="date">` and `<input type="time">` for an instant, by the province's clock. */
export function toInputs(instant: string): { day: string; hour: string } {
  const { day, month, year, hour, minute } = parts(instant);
  return { day: `${year}-${month}-${day}`, hour: `${hour}:${minute}` };
}

/** The instant (RFC 3339, UTC) of such a day and hour. The province has no summer time: it is always +07:00. */
export function fromInputs(day: string, hour: string): string | null {
  const instant = new Date(`${day}T${hour}:00+07:00`);
  return Number.isNaN(instant.getTime()) || toInputs(instant.toISOString()).day !== day ? null : instant.toISOString();
}
