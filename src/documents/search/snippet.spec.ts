import { expect, it } from '@jest/globals';
import { searchQuery } from './search-query.js';
import { snippetOf } from './snippet.js';

function shown(text: string | null | (string | null)[], typed: string): string {
  const query = searchQuery(typed);
  if (!query) throw new Error(`Nothing to look for in ${typed}.`);
  return snippetOf(Array.isArray(text) ? text : [text], query.hits).snippet;
}

it.each([
  ['Nghị quyết về chuyển đổi số', 'chuyen doi', 'Nghị quyết về <mark>chuyển</mark> <mark>đổi</mark> số'],
  ['Nghị quyết về chuyển đổi số', 'NGHỊ', '<mark>Nghị</mark> quyết về chuyển đổi số'],
  ['Nghị quyết về chuyển đổi số', 'chuy', 'Nghị quyết về <mark>chuyển</mark> đổi số'],
  ['Nghị quyết về chuyển đổi số', '"chuy"', 'Nghị quyết về chuyển đổi số'],
  ['mới và nông thôn mới', 'nông thôn m', 'mới và <mark>nông</mark> <mark>thôn</mark> <mark>mới</mark>'],
  ['Tình hình thuỷ lợi ở Hòa Bình', 'thủy hoà', 'Tình hình <mark>thuỷ</mark> lợi ở <mark>Hòa</mark> Bình'],
  ['Đảng bộ'.normalize('NFD'), 'đảng'.normalize('NFD'), '<mark>Đảng</mark> bộ'],
  ['Số 12-NQ/TU', '12-nq', 'Số <mark>12-NQ</mark>/TU'],
  ['Đạt 100% kế hoạch', '100%', 'Đạt <mark>100%</mark> kế hoạch'],
  [
    '<b onclick="x()">số</b> & \'tín\'',
    'so',
    '&lt;b onclick=&quot;x()&quot;&gt;<mark>số</mark>&lt;/b&gt; &amp; &#39;tín&#39;',
  ],
  ['aaa', 'aa', '<mark>aaa</mark>'],
  ['không có', 'mark', 'không có'],
  ['🌾 lúa', 'lua', '🌾 <mark>lúa</mark>'],
  ['dòng một\n\n  dòng hai', 'hai', 'dòng một dòng <mark>hai</mark>'],
])('%j searched for %j is shown as %j', (text, typed, snippet) => {
  expect(shown(text, typed)).toBe(snippet);
});

it('a hit in the number is shown when the title has none', () => {
  expect(shown([null, 'Nghị quyết', '12-NQ/TU', null], '12-nq')).toBe('<mark>12-NQ</mark>/TU');
});

it('a long text is cut between words around the place where most of the words stand together', () => {
  const text = `${'đầu '.repeat(60)}trúng ${'giữa '.repeat(60)}trúng lớn${' cuối'.repeat(60)}`;
  const snippet = shown(text, 'trung lon');
  expect(snippet).toMatch(/^…giữa .*giữa <mark>trúng<\/mark> <mark>lớn<\/mark> cuối.* cuối…$/);
  const length = snippet.replace(/<\/?mark>|…/g, '').length;
  expect(length).toBeGreaterThan(120);
  expect(length).toBeLessThanOrEqual(200);
});

it('a text without blanks is cut without breaking a sign in two', () => {
  const snippet = shown(`${'🌾'.repeat(300)}lúa${'🌾'.repeat(300)}`, 'lua');
  expect(snippet).toContain('<mark>lúa</mark>');
  expect(snippet.isWellFormed()).toBe(true);
});
