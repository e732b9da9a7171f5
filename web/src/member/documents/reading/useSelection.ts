import { type RefObject, useEffect, useState } from 'react';

/** A selection settles for this long before the page offers anything: the finger is still moving. */
const SETTLE_MS = 250;

/** What is selected inside an element; null when nothing is. It outlives the touch on a button, which takes the selection away. */
export function useSelection(place: RefObject<HTMLElement | null>): { range: Range | null; clear: () => void } {
  const [range, setRange] = useState<Range | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const selection = document.getSelection();
      const found = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
      const inside = found && place.current?.contains(found.commonAncestorContainer);
      setRange(inside ? found.cloneRange() : null);
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLE_MS);
    };
    document.addEventListener('selectionchange', changed);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', changed);
    };
  }, [place]);
  const clear = () => {
    document.getSelection()?.removeAllRanges();
    setRange(null);
  };
  return { range, clear };
}
