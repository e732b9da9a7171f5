import { expect, it } from '@jest/globals';
import { MemberKind } from '../member.types.js';
import { assertDates, cardNumberOf, daysAfter, nameOf, phoneNumberOf } from './member-data.js';

it.each([
  ['0912 345 678', '+84912345678'],
  ['0912.345.678', '+84912345678'],
  ['+84 912 345 678', '+84912345678'],
  ['84912345678', '+84912345678'],
  ['0084912345678', '+84912345678'],
  ['912345678', '+84912345678'],
  ['0216 3852 123', '+842163852123'],
  ['+856 20 5512 3456', '+8562055123456'],
  ['', null],
])('the phone number %j is kept as %j', (typed, kept) => {
  expect(phoneNumberOf(typed)).toBe(kept);
});

it.each(['12345', 'không có', '0912345678901234', '+0912345678', "0912345678' or 1"])(
  '%j is no phone number',
  typed => {
    expect(() => phoneNumberOf(typed)).toThrow();
  },
);

it.each([
  [' 15.012 345 ', '15.012345'],
  ['１５.０１２３４５', '15.012345'],
  ['15-012345-a', '15-012345-A'],
  ['', null],
])('the card number %j is kept as %j', (typed, kept) => {
  expect(cardNumberOf(typed)).toBe(kept);
});

it.each(['ABC', '1', '=1+1', '1.23E+11', '15..', '15;drop'])('%j is no card number', typed => {
  expect(() => cardNumberOf(typed)).toThrow();
});

it('a name keeps one blank between its words, also where a document put a hard one', () => {
  expect(nameOf(' Giàng  A\u00a0Chống ')).toBe('Giàng A Chống');
});

it('a day some days later counts over the end of the year and of February', () => {
  expect(daysAfter('2027-12-31', 1)).toBe('2028-01-01');
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
});

it('nobody is full before being admitted, or while probationary', () => {
  const dates = { kind: MemberKind.FULL, admittedOn: '2020-05-19', fullSince: '2021-05-19' };
  expect(() => assertDates(dates, '2026-11-22')).not.toThrow();
  expect(() => assertDates({ ...dates, fullSince: '2020-05-18' }, '2026-11-22')).toThrow();
  expect(() => assertDates({ ...dates, kind: MemberKind.PROBATIONARY }, '2026-11-22')).toThrow();
  expect(() => assertDates({ ...dates, admittedOn: '2026-11-23' }, '2026-11-22')).toThrow();
});
