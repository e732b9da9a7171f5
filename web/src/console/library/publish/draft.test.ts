import { expect, it } from 'vitest';
import { blank, inputOf } from './draft.js';

const full = { ...blank({ id: 'province', name: 'Đảng bộ tỉnh' }), title: ' Về trồng quế ', open: true };

it('nothing is published without the declaration, an audience, a title and a file', () => {
  expect(inputOf(full, ['f'])).toMatchObject({ title: 'Về trồng quế', isNotSecret: true, fileIds: ['f'] });
  for (const missing of [{ open: false }, { audience: null }, { title: '  ' }])
    expect(inputOf({ ...full, ...missing }, ['f'])).toBeNull();
  expect(inputOf(full, [])).toBeNull();
});

it('a later publication needs its day, and is told in the province’s time', () => {
  expect(inputOf({ ...full, later: true }, ['f'])).toBeNull();
  expect(inputOf({ ...full, later: true, day: '2026-12-01', hour: '07:30' }, ['f'])?.publishAt).toBe(
    '2026-12-01T00:30:00.000Z',
  );
});

it('a month belongs to a bulletin only', () => {
  expect(inputOf({ ...full, month: '2026-12' }, ['f'])?.bulletinMonth).toBeNull();
  expect(inputOf({ ...full, kind: 'BULLETIN', month: '2026-12' }, ['f'])?.bulletinMonth).toBe('2026-12');
});
