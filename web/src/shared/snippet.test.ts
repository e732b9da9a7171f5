import { expect, it } from 'vitest';
import { pieces } from './snippet.js';

it('only what the server marked is marked', () => {
  expect(pieces('về <mark>chuyển đổi</mark> số')).toMatchObject([
    { text: 'về ', marked: false },
    { text: 'chuyển đổi', marked: true },
    { text: ' số', marked: false },
  ]);
});

it('a title that looks like markup stays words', () => {
  const [piece] = pieces('&lt;img onerror=&quot;x&quot;&gt; &amp;lt;');
  expect(piece).toMatchObject({ text: '<img onerror="x"> &lt;', marked: false });
});
