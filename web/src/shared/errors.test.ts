import { afterEach, expect, it } from 'vitest';
import { ApiError, errorText, fromGraphql, translateReasons } from './errors.js';
import { REASONS_EN } from './reasons.en.js';

afterEach(() => translateReasons(null));

const refused = fromGraphql([
  { message: 'Tệp quá lớn.', extensions: { code: 'TOO_LARGE', reason: 'FILE_TOO_LARGE', fields: [] } },
]);

it('in Vietnamese a refusal is told in the words of the server', () => {
  expect(errorText(refused)).toBe('Tệp quá lớn.');
});

it('in English it is told in English, and a reason that this edition does not know in the words of the server', () => {
  translateReasons(REASONS_EN);
  expect(errorText(refused)).toBe('The file is too large.');
  expect(errorText(new ApiError('Lý do mới.', { code: 'CONFLICT', reason: 'SOMETHING_NEW' }))).toBe('Lý do mới.');
});
