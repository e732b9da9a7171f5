import { useRef, useState } from 'react';
import { newId } from '../../shared/ids.js';
import { type UploadedFile, uploadFile } from '../../shared/uploads.js';

/** A file on its way up: still going, refused, or stored. */
export interface Upload {
  key: string;
  file: File;
  /** 0 to 1 */
  part: number;
  error: unknown;
  stored: UploadedFile | null;
}

/** Files that go up one after the other; one that is refused does not stop the rest and can be tried again. */
export function useUploads() {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());
  const change = (key: string, put: Partial<Upload>) =>
    setUploads(all => all.map(one => (one.key === key ? { ...one, ...put } : one)));

  function send(key: string, file: File) {
    change(key, { error: null, part: 0 });
    line.current = line.current.then(async () => {
      try {
        const stored = await uploadFile(file, part => change(key, { part }));
        change(key, { stored, part: 1 });
      } catch (error) {
        change(key, { error });
      }
    });
  }

  function add(files: File[]) {
    const made = files.map(file => ({ key: newId(), file, part: 0, error: null, stored: null }));
    setUploads(all => [...all, ...made]);
    for (const { key, file } of made) send(key, file);
  }

  return {
    uploads,
    add,
    again: (upload: Upload) => send(upload.key, upload.file),
    remove: (upload: Upload) => setUploads(all => all.filter(one => one.key !== upload.key)),
    fileIds: uploads.flatMap(upload => (upload.stored ? [upload.stored.id] : [])),
    busy: uploads.some(upload => !upload.stored && !upload.error),
    failed: uploads.some(upload => !!upload.error),
  };
}
