import { fromHttp, networkError } from './errors.js';
import { freshToken } from './session.js';

/** A file as the server stored it. */
export interface UploadedFile {
  id: string;
  name: string;
  mimeType: string;
  size: number;
  sha256: string;
}

/** POSTs one file as multipart field `file`; `onProgress` gets 0 to 1. XMLHttpRequest, because fetch tells no upload progress. */
async function upload<T>(path: string, file: File, onProgress?: (part: number) => void): Promise<T> {
  const token = await freshToken();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = event => onProgress?.(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(networkError());
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(fromHttp(request.status, request.responseText));
    };
    const form = new FormData();
    form.append('file', file, file.name.normalize('NFC'));
    request.send(form);
  });
}

/** Uploads a roster; its problems are read by the query `import(id)`. Throws ApiError. */
export function uploadImport(file: File, onProgress?: (part: number) => void): Promise<{ id: string }> {
  return upload<{ id: string }>('/imports', file, onProgress);
}
