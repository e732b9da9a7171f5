import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { AnyVariables } from '@urql/core';
import { useEffect, useRef, useState } from 'react';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { forget, inMemory, onTouch, readSaved, save, savedKey } from './saved.js';

/** What a screen has: the newest data known, and how the last question to the server went. */
export interface Saved<Data> {
  data: Data | undefined;
  /** When the data was read, in milliseconds; for "đã lưu lúc …". */
  savedAt: number | null;
  /** A question is under way. */
  fetching: boolean;
  /** The last question's refusal; with `data` when that is an older answer. */
  error: ApiError | null;
}

interface Options {
  /** Ask again this often while the page is looked at, in milliseconds. */
  every?: number;
}

const nothing = { data: undefined, savedAt: null, fetching: true, error: null };

/**
 * Reads through this device: shows the saved answer at once, asks the server, saves what it says. Asks again after a change,
 * when the page is looked at again and when the network returns. `variables` null: not yet.
 */
export function useSaved<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
  { every }: Options = {},
): Saved<Data> {
  const key = variables ? savedKey(document, variables) : null;
  const latest = useRef(variables);
  latest.current = variables;
  const [kept, setKept] = useState<{ key: string | null } & Saved<unknown>>({ key: null, ...nothing });

  useEffect(() => {
    if (key === null) return;
    let gone = false;
    let asking = false;
    let askAgain = false;
    const show = (part: Partial<Saved<unknown>>) => {
      if (!gone) setKept(before => ({ ...(before.key === key ? before : { key, ...nothing }), ...part }));
    };

    const ask = async () => {
      if (asking) {
        askAgain = true;
        return;
      }
      if (!latest.current) return;
      asking = true;
      show({ fetching: true });
      try {
        const answer = await save(key, await send(document, latest.current));
        show({ ...answer, fetching: false, error: null });
      } catch (error) {
        const refusal = error instanceof ApiError ? error : new ApiError(String(error));
        const final = refusal.code === 'NOT_FOUND' || refusal.code === 'FORBIDDEN';
        if (final) await forget(key);
        show({ fetching: false, error: refusal, ...(final ? { data: undefined, savedAt: null } : {}) });
      }
      asking = false;
      if (askAgain && !gone) {
        askAgain = false;
        void ask();
      }
    };

    const look = () => {
      if (!globalThis.document.hidden) void ask();
    };
    const ready = inMemory(key);
    if (ready) show(ready);
    else void readSaved(key).then(found => found && show(found));
    void ask();

    const stopTouch = onTouch(fresh => {
      const answer = inMemory(key);
      if (fresh !== key) void ask();
      else if (answer) show({ ...answer, error: null });
    });
    const timer = every ? setInterval(look, every) : undefined;
    globalThis.document.addEventListener('visibilitychange', look);
    addEventListener('online', look);
    return () => {
      gone = true;
      stopTouch();
      clearInterval(timer);
      globalThis.document.removeEventListener('visibilitychange', look);
      removeEventListener('online', look);
    };
  }, [key, document, every]);

  const current = kept.key === key ? kept : { ...nothing, ...(key === null ? {} : inMemory(key)) };
  return current as Saved<Data>;
}
