import { Clock } from '../../src/platform/clock.js';
import { CREATE_DOCUMENT, uploaded } from './documents.js';
import type { Loose, Person } from './person.js';
import type { World } from './world.js';

const RECORD = `query($id: ID!) { document(id: $id) { id title issuer number topics version kind state publishedAt withdrawnAt withdrawalReason
  bulletinMonth audience { id } audienceKinds audienceOffices files { id name version state url } versions { name version }
  replaces { id title } replacedBy { id title } } }`;
export const UPDATE_RECORD = `mutation($input: UpdateDocumentInput!) { updateDocument(input: $input) { title number topics version kind state } }`;
export const NEW_VERSION = `mutation($documentId: ID!, $fileId: ID!, $replaces: ID, $once: ID) {
  addFileVersion(documentId: $documentId, fileId: $fileId, replacesFileId: $replaces, clientMutationId: $once) {
    version files { id name version state } versions { id name version } } }`;
export const WITHDRAW = `mutation($id: ID!, $reason: String!, $once: ID) { withdrawDocument(id: $id, reason: $reason, clientMutationId: $once) {
  id title state withdrawnAt withdrawalReason files { id } } }`;
export const MATERIALS = `query($id: ID!) { meeting(id: $id) { documents { id title state number files { id } }
  materials { document { id title } publishedAt daysBefore hoursBefore filesChangedAt } } }`;
export const LIST = `query($search: String) { documents(search: $search) { totalCount edges { node { id } } } }`;
export const UNREAD = '{ home { unreadDocuments { id } } documentsUnread }';

/** A document's record as a person sees it. */
export const record = async (person: Person, id: string): Promise<Loose> => (await person.ask(RECORD, { id })).document;

/** The ids of a person's list. */
export const listed = async (person: Person): Promise<string[]> =>
  (await person.ask(LIST)).documents.edges.map((edge: Loose) => edge.node.id);

/** The accounts that were told of something. */
export const told = async (w: World, id: string): Promise<string[]> =>
  (await w.rows<{ account_id: string }>('select account_id from notifications where subject_id = $1', [id]))
    .map(({ account_id }) => account_id)
    .sort();

/** What the log says of something. */
export const audited = async (w: World, id: string): Promise<string[]> =>
  (await w.rows<{ action: string }>('select action from audit_entries where subject_id = $1 order by seq', [id])).map(
    ({ action }) => action,
  );

/** Why a person may not publish this to an organisation; null when it is published. */
export const refusalOfCreate = async (person: Person, audience: { id: string }, input: Record<string, unknown>) =>
  person.refusal(CREATE_DOCUMENT, {
    input: { title: 'Thử', audienceId: audience.id, fileIds: [await uploaded(person)], ...input },
  });

/** Does something so many hours from now. */
export async function at(w: World, hours: number, work: () => Promise<void>): Promise<void> {
  const clock = w.get(Clock);
  const { now } = clock;
  clock.now = () => new Date(Date.now() + hours * 3_600_000);
  try {
    await work();
  } finally {
    clock.now = now;
  }
}

/** A commune's committee with its officer, and one of its cells with the secretary and a member. */
export async function commune(w: World, memberName?: string) {
  const base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  const cell = await w.cell('Chi bộ bản Lùng', base);
  return {
    base,
    cell,
    officer: await w.person('COMMITTEE_OFFICER', base),
    secretary: await w.person('SECRETARY', cell),
    member: await w.person('MEMBER', cell, memberName ? { name: memberName } : {}),
  };
}
