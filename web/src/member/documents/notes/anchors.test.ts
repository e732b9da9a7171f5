import { expect, it } from 'vitest';
import { anchorOf, lettersOf, markWords, placeOf, unwrap, wrap } from './anchors.js';

function paper(html: string): HTMLElement {
  const place = document.createElement('article');
  place.innerHTML = html;
  return place;
}

const mark = () => document.createElement('mark');

it('words that were marked are found again, the second time they occur as well', () => {
  const article = paper('<p>Chi bộ thu hoạch 18 ha.</p><p>Chi bộ trồng <b>mới</b> 4 ha quế.</p>');
  const letters = lettersOf(article);
  const second = article.querySelectorAll('p')[1]?.firstChild as Text;
  const range = document.createRange();
  range.setStart(second, 0);
  range.setEnd(second, 6);
  const anchor = anchorOf(letters, range);
  expect(anchor?.quote).toBe('Chi bộ');
  expect(anchor && placeOf(letters.text, anchor)).toBe(letters.text.lastIndexOf('Chi bộ'));
});

it('a mark over bold words and several lines leaves the text as it was when it is taken away', () => {
  const article = paper('<p>Chi bộ trồng <b>mới</b> 4 ha quế.</p>');
  const before = article.innerHTML;
  const letters = lettersOf(article);
  const at = letters.text.indexOf('trồng mới 4');
  wrap(letters, at, at + 'trồng mới 4'.length, mark);
  expect(article.querySelectorAll('mark')).toHaveLength(3);
  expect(article.textContent).toBe('Chi bộ trồng mới 4 ha quế.');
  unwrap(article, 'mark');
  expect(article.innerHTML).toBe(before);
});

it('a paper laid out anew still shows the note, and a quote that is gone shows nothing', () => {
  const anchor = { quote: 'thu hoạch 18 ha', prefix: 'Chi bộ ', suffix: '.' };
  expect(placeOf('Chi bộ thu hoạch 18 ha. Hết.', anchor)).toBe(7);
  expect(placeOf('Chi bộ thu hoạch xong.', anchor)).toBe(-1);
});

it('words looked for without accents are marked with theirs, and only from where a word begins', () => {
  const article = paper('<p>Chuyển đổi số ở Hoà Bình; hòa thuận; phải đổi, thay đổi.</p>');
  markWords(article, 'doi "hoa thuan"', mark);
  expect([...article.querySelectorAll('mark')].map(each => each.textContent)).toEqual([
    'đổi',
    'hòa thuận',
    'đổi',
    'đổi',
  ]);
});
