import { type RefObject, useEffect, useRef, useState } from 'react';
import { lettersOf, markWords, placeOf, unwrap, wrap } from '../notes/anchors.js';
import type { MyNote } from '../notes/useNotes.js';
import { cleanHtml } from './cleanHtml.js';

/** Where to begin: at a page, at words that were looked for, at the part that was read. */
export interface Beginning {
  page: number | null;
  words: string;
  /** 0 to 1; null: at the top. */
  part: number | null;
}

function mark(className: string): HTMLElement {
  const element = document.createElement('mark');
  element.className = className;
  return element;
}

/** Lays a reading form out in an element, goes to where the person wanted to begin, and shows the person's marks in it. */
export function useLaidOut(
  place: RefObject<HTMLElement | null>,
  html: string | undefined,
  notes: readonly MyNote[],
  beginning: Beginning,
  onNote: (id: string) => void,
): boolean {
  const [laidOut, setLaidOut] = useState<string | undefined>();
  const first = useRef(true);
  const start = useRef(beginning);
  start.current = beginning;
  const open = useRef(onNote);
  open.current = onNote;

  useEffect(() => {
    if (html === undefined || !place.current) {
      // Another view stands there: the text begins anew when it comes back.
      first.current = true;
      setLaidOut(undefined);
      return;
    }
    place.current.replaceChildren(cleanHtml(html));
    if (first.current) begin(place.current, start.current);
    first.current = false;
    setLaidOut(html);
  }, [html, place]);

  const anchors = notes.filter(note => note.quote);
  const marked = JSON.stringify(anchors.map(({ id, quote, prefix, suffix }) => [id, quote, prefix, suffix]));
  useEffect(() => {
    const article = place.current;
    if (!article || laidOut === undefined) return;
    unwrap(article, 'mark.my-mark');
    for (const [id, quote, prefix, suffix] of JSON.parse(marked) as string[][]) {
      const letters = lettersOf(article);
      const words = (quote ?? '').replace(/\s+/g, ' ').trim();
      const at = placeOf(letters.text, { quote: words, prefix: prefix ?? '', suffix: suffix ?? '' });
      if (at < 0) continue;
      for (const element of wrap(letters, at, at + words.length, () => mark('my-mark')))
        element.addEventListener('click', () => open.current(id ?? ''));
    }
  }, [marked, laidOut, place]);

  return laidOut !== undefined;
}

function begin(article: HTMLElement, { page, words, part }: Beginning): void {
  const section = page === null ? null : article.querySelector(`[data-page="${page}"]`);
  const [hit] = words ? markWords(section ?? article, words, () => mark('my-hit')).sort(inOrder) : [];
  if (hit) hit.scrollIntoView({ block: 'center' });
  else if (section) section.scrollIntoView();
  else if (part !== null) {
    const { top, height } = article.getBoundingClientRect();
    scrollTo(0, Math.max(0, top + scrollY + height * part - innerHeight));
  }
}

function inOrder(one: Node, other: Node): number {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
