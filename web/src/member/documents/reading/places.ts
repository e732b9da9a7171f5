/** Where the person is in a text, and the furthest that was reached. */
export interface ReadingPlace {
  /** 0 to 1: how much of the text has been on the screen. */
  progress: number;
  /** The page in the middle of the screen, from 1; null where the text has none. */
  page: number | null;
}

/** A stretch of the screen, in pixels from its top. */
interface Stretch {
  top: number;
  bottom: number;
}

/** How much of a text has been seen when the screen shows it like this; its end counts when it is on the screen. */
export function seen(text: Stretch, screen: number): number {
  const height = text.bottom - text.top;
  if (height <= 0) return 0;
  return Math.min(1, Math.max(0, (screen - text.top) / height));
}

/** The last page that begins above the middle of the screen; pages in their order. */
export function pageAt(pages: readonly { page: number; top: number }[], middle: number): number | null {
  let found = pages[0]?.page ?? null;
  for (const { page, top } of pages) {
    if (top > middle) break;
    found = page;
  }
  return found;
}

/** Where the person is in this article now. */
export function placeIn(article: HTMLElement, screen: number): ReadingPlace {
  const { top, bottom } = article.getBoundingClientRect();
  const sections = [...article.querySelectorAll<HTMLElement>('[data-page]')].map(section => ({
    page: Number(section.dataset['page']),
    top: section.getBoundingClientRect().top,
  }));
  return { progress: seen({ top, bottom }, screen), page: pageAt(sections, screen / 2) };
}
