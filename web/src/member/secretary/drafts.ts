import { useState } from 'react';
import { onWipe } from '../../shared/session.js';
import { recall, remember } from '../../shared/storage.js';

const PREFIX = 'draft.';

/** What is being typed, kept on this device under a name until it is dropped: a closed page or a dead battery loses nothing. */
export function useDraft<T>(name: string, first: T): { value: T; set: (value: T) => void; drop: () => void } {
  const [value, setValue] = useState<T>(() => recall<T>(PREFIX + name) ?? first);
  return {
    value,
    set: next => {
      setValue(next);
      remember(PREFIX + name, next);
    },
    drop: () => remember(PREFIX + name, null),
  };
}

/** Another person on this device does not see what the former one was writing. */
onWipe(() => {
  try {
    const names = Object.keys(localStorage).filter(key => key.startsWith(`sotay.${PREFIX}`));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // No storage: no drafts.
  }
});
