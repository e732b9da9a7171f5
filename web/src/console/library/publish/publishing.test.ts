import { expect, it } from 'vitest';
import { topicsOf } from './publishing.js';

it('topics are parted by commas, each once', () => {
  expect(topicsOf(' Chuyển đổi số, , Xây dựng Đảng;Chuyển đổi số ')).toEqual(['Chuyển đổi số', 'Xây dựng Đảng']);
});
