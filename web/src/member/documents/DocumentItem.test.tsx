import { expect, it } from 'vitest';
import type { DocumentRowFragment } from '../../graphql/graphql.js';
import { render } from '../testing.js';
import { DocumentItem } from './DocumentItem.js';

const document = {
  id: 'd',
  title: 'Báo cáo',
  files: [],
  topics: [],
  myProgress: 0.45,
} as unknown as DocumentRowFragment;

it('a hit is marked, and markup inside a document stays text', async () => {
  const snippet = 'trồng &lt;img src=x onerror=alert(1)&gt; <mark>quế</mark> &amp; lúa';
  const screen = await render(<DocumentItem document={document} snippet={snippet} />);
  expect(screen.element.querySelector('mark')?.textContent).toBe('quế');
  expect(screen.element.querySelector('img')).toBeNull();
  expect(screen.text()).toContain('trồng <img src=x onerror=alert(1)> quế & lúa');
});

it('the bar says how far it was read', async () => {
  const screen = await render(<DocumentItem document={document} />);
  expect(screen.element.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('45');
});
