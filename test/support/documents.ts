import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { Person } from './person.js';
import { pdf } from './samples.js';
import { type Place, World } from './world.js';

export const CREATE_DOCUMENT = `mutation Create($input: CreateDocumentInput!) { createDocument(input: $input) {
  id title issuer number issuedOn topics publishedAt myProgress files { id name mimeType size sha256 url } } }`;

export const ONE_DOCUMENT = `query One($id: ID!) { document(id: $id) { id title myProgress files { id url } } }`;

/** Uploads a file and gives its id. */
export async function uploaded(
  person: Person,
  name = 'Nghị quyết.pdf',
  content: Buffer = pdf(randomUUID()),
): Promise<string> {
  const { status, body } = await person.upload(name, content);
  expect(status).toBe(201);
  return String(body['id']);
}

/**
 * Lets uploads be handed out as if they had been looked at: what a look costs and finds is tried in the tests of files. Who tries a
 * file that is still looked at, leaves this out.
 */
export async function looked(w: World | undefined = World.latest): Promise<void> {
  await w?.rows(`update document_files set state = 'READY', checked_at = created_at where state = 'CHECKING'`);
}

/** Publishes a document with one file that is handed out, and gives its id. */
export async function publish(person: Person, audience: Place, input: Record<string, unknown> = {}): Promise<string> {
  const fileIds = [await uploaded(person)];
  await looked();
  const { createDocument } = await person.ask(CREATE_DOCUMENT, {
    input: { title: 'Nghị quyết tháng', audienceId: audience.id, fileIds, ...input },
  });
  return createDocument.id;
}

/** Whether a person may read a document. */
export async function sees(person: Person, id: string): Promise<boolean> {
  return (await person.send(ONE_DOCUMENT, { id })).data.document !== null;
}

/** Every content, and every half one, that lies on a world's disk. */
export async function onDisk(w: World): Promise<string[]> {
  const found = await readdir(w.config.filesDir, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter(entry => entry.isFile()).map(entry => entry.name);
}

/** How many files the rows and the disk know of. */
export async function filesKept(w: World): Promise<{ rows: number; contents: number }> {
  const [found] = await w.rows<{ rows: number }>('select count(*)::int as rows from document_files');
  return { rows: found?.rows ?? 0, contents: (await onDisk(w)).length };
}

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
