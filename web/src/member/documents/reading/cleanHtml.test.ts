import { expect, it } from 'vitest';
import { cleanHtml } from './cleanHtml.js';

function shown(html: string): string {
  const place = document.createElement('div');
  place.append(cleanHtml(html));
  return place.innerHTML;
}

it('headings, lists, tables and emphasis of a paper stay, with its pages', () => {
  const paper =
    '<section data-page="2" id="trang-2"><h2>Phần I</h2><p class="giua">Trồng <b>quế</b></p><table><tbody><tr><td colspan="2">92%</td></tr></tbody></table></section>';
  expect(shown(paper)).toBe(paper.replace(' id="trang-2"', ''));
});

it('nothing of a hostile paper runs, loads or looks like the application', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<p onclick="alert(1)" style="position:fixed" class="tabs giua" id="root">chữ</p>',
    '<a href="javascript:alert(1)">bấm</a>',
    '<a href="//evil.example">xa</a>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe src="https://evil.example"></iframe>',
    '<form action="https://evil.example"><input name="x"></form>',
    '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  ].join('');
  expect(shown(hostile)).toBe('<p class="giua">chữ</p><a>bấm</a><a>xa</a>');
});

it('a link to the outside opens apart and tells nobody where from', () => {
  expect(shown('<a href="https://laocai.gov.vn">trang tin</a>')).toBe(
    '<a href="https://laocai.gov.vn" target="_blank" rel="noopener noreferrer nofollow">trang tin</a>',
  );
});

it('a paper nested a thousand times deep still shows its words', () => {
  expect(shown(`${'<div>'.repeat(1_000)}chữ${'</div>'.repeat(1_000)}`)).toContain('chữ');
});
