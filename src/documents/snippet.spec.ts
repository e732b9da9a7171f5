import { expect, it } from '@jest/globals';
import { snippetOf } from './snippet.js';

it.each([
  ['Nghị quyết về chuyển đổi số', ['chuyen', 'doi'], 'Nghị quyết về <mark>chuyển</mark> <mark>đổi</mark> số'],
  ['Nghị quyết về chuyển đổi số', ['NGHỊ'], '<mark>Nghị</mark> quyết về chuyển đổi số'],
  ['Đảng bộ', ['dang bo'], '<mark>Đảng bộ</mark>'],
  ['Đảng bộ'.normalize('NFD'), ['đảng'.normalize('NFD')], '<mark>Đảng</mark> bộ'],
  [
    '<b onclick="x()">số</b> & \'tín\'',
    ['so'],
    '&lt;b onclick=&quot;x()&quot;&gt;<mark>số</mark>&lt;/b&gt; &amp; &#39;tín&#39;',
  ],
  ['aaa', ['aa', 'a'], '<mark>aaa</mark>'],
  ['không có', ['mark', ''], 'không có'],
  ['🌾 lúa', ['lua'], '🌾 <mark>lúa</mark>'],
])('%j searched for %j is shown as %j', (text, words, snippet) => {
  expect(snippetOf([text], words)).toBe(snippet);
});

it('a hit in the number is shown when the title has none, and a long text is cut around the hit', () => {
  expect(snippetOf(['Nghị quyết', '12-NQ/TU', null], ['12-nq'])).toBe('<mark>12-NQ</mark>/TU');
  const long = snippetOf([`${'đầu '.repeat(60)}trúng${' cuối'.repeat(60)}`], ['trung']);
  expect(long).toMatch(/^….*<mark>trúng<\/mark>.*…$/);
  expect(long.replace(/<\/?mark>|…/g, '')).toHaveLength(160);
});
