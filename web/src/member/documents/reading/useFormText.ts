import { useEffect, useState } from 'react';
import { authorisedFetch } from '../../../shared/client.js';
import { type ApiError, fromHttp, networkError } from '../../../shared/errors.js';
import { FILES_CACHE } from '../../offline/fileCache.js';

interface FormText {
  /** Undefined until it is there. */
  html: string | undefined;
  error: unknown;
}

/** Where a file's reading form lies, on the server and on this device. */
function formPath(fileId: string): string {
  return `/files/${fileId}/html?part=body`;
}

async function kept(path: string): Promise<Response | undefined> {
  if (typeof caches === 'undefined') return undefined;
  return (await caches.open(FILES_CACHE)).match(path).catch(() => undefined);
}

/** The reading form, from the server or, where it has not changed or cannot be asked, from this device. Throws ApiError. */
async function loadForm(fileId: string): Promise<string> {
  const path = formPath(fileId);
  const mine = await kept(path);
  const etag = mine?.headers.get('etag');
  const response = await authorisedFetch(path, etag ? { headers: { 'if-none-match': etag } } : {}).catch(
    (error: ApiError) => {
      if (mine) return mine;
      throw error;
    },
  );
  if (response === mine || response.status === 304) return mine ? mine.text() : '';
  const text = await response.text().catch(() => {
    throw networkError();
  });
  if (!response.ok) throw fromHttp(response.status, text);
  await keep(path, text, response.headers.get('etag'));
  return text;
}

/** A full device reads without keeping. */
async function keep(path: string, text: string, etag: string | null): Promise<void> {
  if (typeof caches === 'undefined') return;
  const headers = { 'content-type': 'text/html; charset=utf-8', ...(etag ? { etag } : {}) };
  await caches
    .open(FILES_CACHE)
    .then(cache => cache.put(path, new Response(text, { headers })))
    .catch(() => undefined);
}

/** The reading form for a component. */
export function useFormText(fileId: string, wanted: boolean): FormText & { again: () => void } {
  const [state, setState] = useState<FormText>({ html: undefined, error: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!wanted || turn < 0) return;
    let gone = false;
    setState(({ html }) => ({ html, error: null }));
    loadForm(fileId).then(
      html => !gone && setState({ html, error: null }),
      error => !gone && setState(before => ({ ...before, error })),
    );
    return () => {
      gone = true;
    };
  }, [fileId, wanted, turn]);
  return { ...state, again: () => setTurn(before => before + 1) };
}
