import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** Control characters, bidirectional overrides, what a broken encoding left (U+FFFD): nobody types them, and they disguise or break a text. */
const FORBIDDEN = new RegExp(
  `[${[
    ['\\u0000', '\\u0008'],
    ['\\u000b', '\\u000c'],
    ['\\u000e', '\\u001f'],
    ['\\u007f', '\\u009f'],
    ['\\u200e', '\\u200f'],
    ['\\u202a', '\\u202e'],
    ['\\u2066', '\\u2069'],
    ['\\ufffd', '\\uffff'],
  ]
    .map(range => range.join('-'))
    .join('')}\\ufeff]`,
);

/** More than four combining marks in a row are no letter of any language here. */
const STACKED_MARKS = /\p{M}{5,}/u;

/** What is wrong with a text, in Vietnamese, or null. Lengths are counted after NFC. */
export function problemOf(value: unknown, options: { max: number; min?: number; lines?: boolean }): string | null {
  if (typeof value !== 'string') return 'Cần nhập chữ.';
  if (FORBIDDEN.test(value) || !value.isWellFormed() || STACKED_MARKS.test(value)) return 'Có ký tự không hợp lệ.';
  if (!options.lines && /[\r\n\t\u2028\u2029]/.test(value)) return 'Chỉ được nhập một dòng.';
  if (value.length > options.max) return `Dài quá ${options.max} ký tự.`;
  if (value.trim().length < (options.min ?? 1)) return 'Không được để trống.';
  return null;
}

/** A text as it is kept: NFC, without blanks around it, line ends as \n. */
export function tidy(value: string): string {
  return value.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

/** An input's text: tidied, at most `max` characters, one line unless `lines`. Says in Vietnamese what is wrong. */
export function Text(max: number, options: { lines?: boolean; min?: number } = {}): PropertyDecorator {
  const rule = { max, ...options };
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => {
      if (typeof value === 'string') return tidy(value);
      return Array.isArray(value)
        ? value.map(entry => (typeof entry === 'string' ? tidy(entry) : (entry as unknown)))
        : value;
    }),
    ValidateBy({
      name: 'text',
      validator: {
        validate: value =>
          value === undefined ||
          value === null ||
          (Array.isArray(value)
            ? value.length <= 50 && value.every(entry => problemOf(entry, rule) === null)
            : problemOf(value, rule) === null),
        defaultMessage: args => {
          const value: unknown = args?.value;
          if (Array.isArray(value))
            return value.length > 50
              ? 'Nhiều nhất 50 mục.'
              : (value.map(entry => problemOf(entry, rule)).find(Boolean) ?? '');
          return problemOf(value, rule) ?? '';
        },
      },
    }),
  );
}
