import { useEffect, useRef } from 'react';

/** Runs `start` while `condition` holds and its answer when it no longer does; starts anew when `about` changes. */
export function useWhile(condition: boolean, start: () => () => void, about: string): void {
  const latest = useRef(start);
  latest.current = start;
  useEffect(() => {
    if (!condition || !about) return;
    return latest.current();
  }, [condition, about]);
}
