import { expect, it } from 'vitest';
import type { DocumentsQuery, LibraryRowFragment } from '../../../graphql/graphql.js';
import { render } from '../../testing.js';
import { LibraryItem } from './LibraryItem.js';

const document: LibraryRowFragment = {
  id: 'd',
  kind: 'DIRECTIVE',
  title: 'Về trồng quế',
  issuer: 'Tỉnh ủy',
  number: '12-CT/TU',
  issuedOn: '2026-03-02',
  topics: [],
  state: 'PUBLISHED',
  minutes: 4,
  bookmarked: false,
  myProgress: null,
};

const hitAt = (page: number | null, snippet: string): DocumentsQuery['documents']['edges'][number] => ({
  node: document,
  snippet,
  page,
  fileId: 'f',
});

it('a hit is marked and leads to its page, and markup inside a document stays text', async () => {
  const snippet = 'trồng &lt;img src=x onerror=alert(1)&gt; <mark>quế</mark> &amp; lúa';
  const screen = await render(<LibraryItem document={document} hit={hitAt(3, snippet)} words="que" />);
  expect(screen.element.querySelector('mark')?.textContent).toBe('quế');
  expect(screen.element.querySelector('img')).toBeNull();
  expect(screen.text()).toContain('trồng <img src=x onerror=alert(1)> quế & lúa');
  const link = [...screen.element.querySelectorAll('a')].find(each => each.textContent?.includes('Trang 3'));
  expect(link?.getAttribute('href')).toBe('/tai-lieu/d/doc/f?trang=3&tim=que');
});

it('words that stand in the title are marked there and not said twice', async () => {
  const hit = { ...hitAt(null, 'Về trồng <mark>quế</mark>'), fileId: null };
  const screen = await render(<LibraryItem document={document} hit={hit} words="que" />);
  expect(screen.element.querySelector('mark')?.textContent).toBe('quế');
  expect(screen.text().split('Về trồng quế')).toHaveLength(2);
});

it('a document says what it is, from whom and when, and that it was not read yet', async () => {
  const screen = await render(<LibraryItem document={document} />);
  for (const words of ['Chưa đọc.', 'Chỉ thị', 'Về trồng quế', 'Tỉnh ủy · 12-CT/TU · 02/03/2026'])
    expect(screen.text()).toContain(words);
});

it('a withdrawn document says so in the list, and the bar says how far it was read', async () => {
  const screen = await render(<LibraryItem document={{ ...document, state: 'WITHDRAWN', myProgress: 0.45 }} />);
  expect(screen.text()).toContain('Đã thu hồi');
  expect(screen.text()).not.toContain('Chưa đọc.');
  expect(screen.element.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('45');
});
