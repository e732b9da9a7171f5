import { cardOf, phoneOf } from '../../access/sign-in/identifiers.js';
import { Refusal } from '../../errors.js';
import { MemberKind } from '../member.types.js';

/** How far ahead a decision may be dated, in days: one sheet of paper ahead, no typing error in the year (assumed). */
const AHEAD_DAYS = 60;

/** A day so many days later. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Refuses a day that lies far ahead. `path`: the field of the input. */
export function assertNotFarAhead(day: string, today: string, path: string): void {
  if (day > daysAfter(today, AHEAD_DAYS)) throw Refusal.field(path, `Ngày này sau hôm nay quá ${AHEAD_DAYS} ngày.`);
}

/** A name as it is kept: one blank between words. */
export function nameOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A card number (số thẻ đảng viên) as it is kept and printed: upper case, without blanks. Null when empty. */
export function cardNumberOf(text: string | null | undefined): string | null {
  if (!text) return null;
  const card = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (!/^[0-9A-ZĐ]([0-9A-ZĐ./-]*[0-9A-ZĐ])?$/.test(card) || !/\d/.test(card) || (cardOf(card) ?? '').length < 3)
    throw Refusal.field('input.cardNumber', 'Số thẻ gồm chữ số, có thể có chữ cái, dấu chấm, gạch nối, gạch chéo.');
  return card;
}

/** A phone number as it is kept: `+84912345678`; a foreign one with its own prefix. Null when empty. */
export function phoneNumberOf(text: string | null | undefined): string | null {
  if (!text) return null;
  const phone = phoneOf(text) ?? '';
  if (/^0\d{9,10}$/.test(phone)) return `+84${phone.slice(1)}`;
  if (/^\+[1-9]\d{7,14}$/.test(phone)) return phone;
  throw Refusal.field('input.phone', 'Số điện thoại chưa đúng, ví dụ 0912 345 678.');
}

/** What is dated in a member's life in the party. */
export interface Dates {
  kind: MemberKind;
  admittedOn: string | null;
  fullSince: string | null;
}

/** Refuses days that cannot all be true: admitted, later full, never in the future; a probationary member is not full yet. */
export function assertDates({ kind, admittedOn, fullSince }: Dates, today: string): void {
  if (admittedOn !== null && admittedOn > today)
    throw Refusal.field('input.admittedOn', 'Ngày kết nạp không được sau hôm nay.');
  if (fullSince === null) return;
  if (kind === MemberKind.PROBATIONARY)
    throw Refusal.field('input.fullSince', 'Đảng viên dự bị chưa có ngày chính thức.');
  if (admittedOn !== null && fullSince < admittedOn)
    throw Refusal.field('input.fullSince', 'Ngày chính thức không được trước ngày kết nạp.');
  assertNotFarAhead(fullSince, today, 'input.fullSince');
}
