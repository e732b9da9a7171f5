import { Actor } from '../../src/access/actor.js';
import { Changes } from '../../src/audit/changes.js';
import { ContentTexts } from '../../src/documents/forms/content-texts.js';
import { publish } from './documents.js';
import type { Loose, Person } from './person.js';
import type { Place, World } from './world.js';

export const SEARCH = `query Search($search: String, $topic: String, $organisationId: ID, $kind: DocumentKind, $issuer: String, $year: Int,
  $first: Int, $after: String) {
  documents(search: $search, topic: $topic, organisationId: $organisationId, kind: $kind, issuer: $issuer, year: $year, first: $first, after: $after) {
    totalCount totalIsMore pageInfo { hasNextPage endCursor } edges { snippet page fileId node { id title files { id } } } } }`;

/** What a person finds, the best first. */
export async function found(person: Person, search: string, more: Record<string, unknown> = {}): Promise<Loose> {
  return (await person.ask(SEARCH, { search, ...more })).documents;
}

export const titles = (list: Loose): string[] => list.edges.map((edge: Loose) => edge.node.title);
export const marked = (snippet: string): string[] =>
  [...snippet.matchAll(/<mark>(.*?)<\/mark>/g)].map(match => match[1] ?? '');

/** An officer publishes to a branch a document whose file has these pages of text. */
export async function write(
  w: World,
  officer: Person,
  audience: Place,
  title: string,
  pages: string[],
  input: Record<string, unknown> = {},
): Promise<string> {
  const id = await publish(officer, audience, { title, ...input });
  await setPages(w, id, pages);
  return id;
}

/** The worker has read the text of a document's file. */
export async function setPages(w: World, documentId: string, pages: string[]): Promise<void> {
  const [file] = await w.rows<{ sha256: string }>(
    `select sha256 from document_files where document_id = $1 and replaced_by is null`,
    [documentId],
  );
  await w.get(Changes).make(Actor.system, change => w.get(ContentTexts).put(change, file?.sha256 ?? '', pages));
}
