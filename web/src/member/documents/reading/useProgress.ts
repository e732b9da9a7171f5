import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { serverNowIso } from '../../../shared/clock.js';
import { submit } from '../../offline/outbox.js';
import { placeIn, type ReadingPlace } from './places.js';

/** Reading goes on this long before it is recorded: one message a pause, not one a line. */
const PAUSE_MS = 4_000;
/** Less than this further on is not worth a message. */
const STEP = 0.05;
/** The end must be looked at this long before a text counts as read: it was not only scrolled through. */
const END_MS = 3_000;

interface Given {
  documentId: string;
  fileId: string;
  /** How far it was read before, 0 to 1. */
  before: number;
  /** The text is on the screen. */
  ready: boolean;
}

/**
 * Watches how far a text is read and records it: the furthest place, after a pause, when the page is left, and without a network
 * later. Gives the place of now for the bar and the page number.
 */
export function useProgress(article: RefObject<HTMLElement | null>, { documentId, fileId, before, ready }: Given) {
  const [now, setNow] = useState<ReadingPlace>({ progress: before, page: null });
  const furthest = useRef<ReadingPlace>({ progress: before, page: null });
  const recorded = useRef(before);
  const known = useRef(before);
  known.current = Math.max(before, known.current);

  const record = useCallback(() => {
    const { progress, page } = furthest.current;
    const last = Math.max(recorded.current, known.current);
    if (progress <= last || (progress < 1 && progress - last < STEP)) return;
    recorded.current = progress;
    void submit(
      'reading',
      { documentId, fileId, progress, ...(page === null ? {} : { page }), at: serverNowIso() },
      older => older.documentId === documentId && older.progress <= progress,
    ).catch(() => undefined);
  }, [documentId, fileId]);

  useEffect(() => {
    if (!ready) return;
    let later: ReturnType<typeof setTimeout> | undefined;
    let end: ReturnType<typeof setTimeout> | undefined;
    const reach = (place: ReadingPlace) => {
      if (place.progress > furthest.current.progress) furthest.current = place;
    };
    const finish = () => {
      reach({ progress: 1, page: article.current ? placeIn(article.current, innerHeight).page : null });
      record();
    };
    const look = () => {
      if (!article.current) return;
      const place = placeIn(article.current, innerHeight);
      setNow(shown => (shown.progress === place.progress && shown.page === place.page ? shown : place));
      if (place.progress < 1) {
        clearTimeout(end);
        end = undefined;
        reach(place);
      } else end ??= setTimeout(finish, END_MS);
      clearTimeout(later);
      later = setTimeout(record, PAUSE_MS);
    };
    const leave = () => document.hidden && record();
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    document.addEventListener('visibilitychange', leave);
    return () => {
      clearTimeout(later);
      clearTimeout(end);
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
      document.removeEventListener('visibilitychange', leave);
      record();
    };
  }, [article, ready, record]);

  return now;
}
