import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { AnyVariables } from '@urql/core';
import { onWipe, session } from '../../shared/session.js';
import { database, type SavedAnswer } from './database.js';

/** What the screens have read, newest first in memory, behind it on the device: opens without a network. */
const memory = new Map<string, SavedAnswer>();
const changeWatchers = new Set<(fresh?: string) => void>();

/** One key a person, operation and variables: two people on one phone never meet. */
export function savedKey<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): string {
  const operation = document.definitions.find(part => part.kind === 'OperationDefinition');
  return [session().viewer?.id ?? '', operation?.name?.value ?? '', JSON.stringify(variables)].join('|');
}

/** The answer in memory, without waiting. */
export function inMemory(key: string): SavedAnswer | undefined {
  return memory.get(key);
}

/** The answer in memory or on the device. */
export async function readSaved(key: string): Promise<SavedAnswer | undefined> {
  const kept =
    memory.get(key) ??
    (await database()
      .then(db => db?.get('answers', key))
      .catch(() => undefined));
  const found = memory.get(key) ?? kept;
  if (found) memory.set(key, found);
  return found;
}

/** Keeps an answer. A full device keeps it in memory only. */
export async function save(key: string, data: unknown): Promise<SavedAnswer> {
  const answer = { data, savedAt: Date.now() };
  memory.set(key, answer);
  await database()
    .then(db => db?.put('answers', answer, key))
    .catch(() => undefined);
  return answer;
}

/** Forgets an answer that the server no longer gives. */
export async function forget(key: string): Promise<void> {
  memory.delete(key);
  await database()
    .then(db => db?.delete('answers', key))
    .catch(() => undefined);
}

/** Something was changed on the server: every screen asks again, but the one whose answer (by its key) was just saved. */
export function touch(fresh?: string): void {
  for (const watcher of changeWatchers) watcher(fresh);
}

/** Calls back after each change; the answer stops it. */
export function onTouch(watcher: (fresh?: string) => void): () => void {
  changeWatchers.add(watcher);
  return () => changeWatchers.delete(watcher);
}

onWipe(
  async () => {
    memory.clear();
    await database().then(db => db?.clear('answers'));
  },
  { whenEnded: true },
);
