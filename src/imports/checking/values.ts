import { cardOf, phoneOf } from '../../access/sign-in/identifiers.js';
import { phoneNumberOf } from '../../members/changes/member-data.js';
import { problemOf, tidy } from '../../platform/texts.js';
import type { Cell } from '../reading/cells.js';
import { type Column, folded } from '../sheets.js';

/** Why a value is not taken: a code for programs, a sentence for people. */
interface ValueProblem {
  code: string;
  message: string;
}

/** What a cell says, or why it cannot be taken. */
export type Read = { value: string | null } | { problem: ValueProblem };

const refuse = (code: string, message: string): Read => ({ problem: { code, message } });

/** Days that a spreadsheet counts from 30 December 1899; those between 1920 and 2099 are dates of people. */
const SERIAL = { origin: Date.UTC(1899, 11, 30), least: 7306, most: 73_050 };

/** Organisation code: 2.3.3.3.3 digits, upper levels with fewer parts (domain.md 1). */
const CODE = /^\d{2}(\.\d{3}){0,4}$/;

/** Reads a cell by its column. An empty one is null, or a problem where something must stand. */
export function read(cell: Cell | undefined, column: Column): Read {
  const text = tidy(cell?.text ?? '');
  if (cell?.error) return refuse('CELL_ERROR', `Ô báo lỗi ${text}.`);
  // A leading sign makes a spreadsheet run what was meant as text; a phone number may begin with +.
  if (cell?.formula || /^[=@]/.test(text) || (/^[+-]/.test(text) && column.kind !== 'phone')) {
    return refuse('FORMULA', 'Ô là công thức. Cần nhập chữ hoặc số.');
  }
  if (text === '') return column.required ? refuse('MISSING', `Chưa có ${column.head}.`) : { value: null };
  const problem = problemOf(text, { max: column.max });
  if (problem) return refuse('TEXT_INVALID', problem);
  return READERS[column.kind](text, cell?.number === true, column);
}

const READERS: Record<Column['kind'], (text: string, number: boolean, column: Column) => Read> = {
  text: text =>
    /\p{L}\?\p{L}|\?\p{Ll}|\ufffd/u.test(text)
      ? refuse('LETTERS_LOST', 'Chữ có dấu đã bị mất khi lưu tệp.')
      : { value: text },
  code: (text, number) => {
    if (number && text.includes('.'))
      return refuse('CODE_AS_NUMBER', 'Mã bị bảng tính đổi thành số, có thể mất số 0. Cần định dạng ô là chữ.');
    return CODE.test(text) ? { value: text } : refuse('CODE_INVALID', 'Mã tổ chức gồm các nhóm 2.3.3.3.3 chữ số.');
  },
  card: (text, number) => {
    if (number && /[e.]/i.test(text))
      return refuse('CARD_AS_NUMBER', 'Số thẻ bị bảng tính đổi thành số. Cần định dạng ô là chữ.');
    const card = cardOf(text) ?? '';
    if (/\d[OIL]|[OIL]\d/.test(card)) return refuse('CARD_HAS_LETTER', 'Số thẻ lẫn chữ O, I hoặc L với chữ số.');
    return /^[0-9A-Z]{4,20}$/.test(card)
      ? { value: text.replace(/\s/g, '') }
      : refuse('CARD_INVALID', 'Số thẻ không đúng.');
  },
  phone: text => {
    const phone = phoneOf(text) ?? '';
    const isOurs = /^(0\d{9,10}|\+[1-9]\d{7,14})$/.test(phone);
    return isOurs ? { value: phoneNumberOf(phone) } : refuse('PHONE_INVALID', 'Số điện thoại không đúng.');
  },
  day: (text, number) => {
    const day = number ? dayOfSerial(Number(text)) : dayOfText(text);
    return day ? { value: day } : refuse('DATE_INVALID', 'Ngày không có thật. Cần dạng 22/11/2026.');
  },
  word: (text, _number, column) => {
    const value = column.words?.[folded(text)];
    const choices = Object.keys(column.words ?? {}).length;
    return value
      ? { value }
      : refuse(
          'WORD_UNKNOWN',
          `Không hiểu “${text.slice(0, 40)}” ở cột ${column.head} (có ${choices} lựa chọn trong mẫu).`,
        );
  },
};

function dayOfSerial(serial: number): string | null {
  if (!(serial >= SERIAL.least && serial <= SERIAL.most)) return null;
  return new Date(SERIAL.origin + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}

function dayOfText(text: string): string | null {
  const vietnamese = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text);
  const [year, month, day] = vietnamese
    ? [Number(vietnamese[3]), Number(vietnamese[2]), Number(vietnamese[1])]
    : [Number(iso?.[1]), Number(iso?.[2]), Number(iso?.[3])];
  const made = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day));
  if (!(year && year >= 1900 && year <= 2199) || made.getUTCMonth() !== (month ?? 0) - 1 || made.getUTCDate() !== day)
    return null;
  return made.toISOString().slice(0, 10);
}
