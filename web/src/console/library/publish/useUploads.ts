import { useEffect, useRef, useState } from 'react';
import { newId } from '../../../shared/ids.js';
import { forget, Paused, sendInParts } from '../../../shared/tus.js';
import type { UploadedFile } from '../../../shared/uploads.js';

/** A file on its way up: going, waiting for the line, paused, refused, or stored. */
export interface Upload {
  key: string;
  file: File;
  /** 0 to 1: what the server has. */
  part: number;
  state: 'going' | 'waiting' | 'paused' | 'refused' | 'stored';
  error: unknown;
  stored: UploadedFile | null;
}

/** Files that go up one after the other, in parts; one that is refused or paused does not stop the rest. */
export function useUploads() {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());
  const stops = useRef(new Map<string, AbortController>());
  const change = (key: string, put: Partial<Upload>) =>
    setUploads(all => all.map(one => (one.key === key ? { ...one, ...put } : one)));

  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  function send(key: string, file: File) {
    const stop = new AbortController();
    stops.current.set(key, stop);
    change(key, { error: null, state: 'going' });
    const { signal } = stop;
    line.current = line.current.then(async () => {
      if (signal.aborted) return;
      try {
        const stored = await sendInParts(file, {
          signal,
          onProgress: part => change(key, { part }),
          onWaiting: waiting => change(key, { state: waiting ? 'waiting' : 'going' }),
        });
        change(key, { stored, part: 1, state: 'stored' });
      } catch (error) {
        if (!(error instanceof Paused)) change(key, { error, state: 'refused' });
      }
    });
  }

  function add(files: File[]) {
    const made = files.map(file => ({
      key: newId(),
      file,
      part: 0,
      state: 'going' as const,
      error: null,
      stored: null,
    }));
    setUploads(all => [...all, ...made]);
    for (const { key, file } of made) send(key, file);
  }

  return {
    uploads,
    add,
    pause: ({ key }: Upload) => {
      stops.current.get(key)?.abort();
      change(key, { state: 'paused' });
    },
    goOn: ({ key, file }: Upload) => send(key, file),
    remove: ({ key, file }: Upload) => {
      stops.current.get(key)?.abort();
      forget(file);
      setUploads(all => all.filter(one => one.key !== key));
    },
    fileIds: uploads.flatMap(upload => (upload.stored ? [upload.stored.id] : [])),
    /** Nothing is under way, and nothing was refused. */
    ready: uploads.every(upload => upload.state === 'stored'),
  };
}
