import { i18n } from '@lingui/core';
import { beforeAll, expect, it } from 'vitest';
import { date, fileSize, fromInputs, longDate, percent, time, timeRange, toInputs, yearMonth } from './format.js';

beforeAll(() => i18n.loadAndActivate({ locale: 'vi', messages: {} }));

it('an instant is shown by the province clock, whatever the device is set to', () => {
  expect([time('2026-12-03T12:30:00Z'), date('2026-12-03T17:00:00Z')]).toEqual(['19:30', '04/12/2026']);
  expect(longDate('2026-12-03T12:30:00Z')).toBe('Thứ Năm, 03/12/2026');
  expect(timeRange('2026-12-03T12:30:00Z', '2026-12-03T14:00:00Z')).toBe('19:30\u00a0–\u00a021:00');
});

it('a day and an hour typed are the same instant again', () => {
  expect(fromInputs('2026-12-03', '19:30')).toBe('2026-12-03T12:30:00.000Z');
  expect(toInputs('2026-12-03T12:30:00.000Z')).toEqual({ day: '2026-12-03', hour: '19:30' });
});

it('31 February is no day, and an empty field is none either', () => {
  expect([fromInputs('2026-02-31', '19:30'), fromInputs('', '19:30'), fromInputs('2026-02-01', '')]).toEqual([
    null,
    null,
    null,
  ]);
});

it('numbers and months are written the Vietnamese way', () => {
  expect([percent(0.873), percent(null), fileSize(1_258_291), fileSize(500)]).toEqual([
    '87,3%',
    '–',
    '1,2\u00a0MB',
    '500\u00a0B',
  ]);
  expect(yearMonth('2026-12')).toBe('tháng\u00a012/2026');
});
