import type { CreateDocumentInput, DocumentKind, Office, OrganisationKind } from '../../../graphql/graphql.js';
import { fromInputs } from '../../../shared/format.js';
import type { PickedDocument } from './PickDocuments.js';
import { topicsOf } from './publishing.js';

/** A document as it is being filled in; dates and times as their fields hold them. */
export interface Draft {
  kind: DocumentKind;
  title: string;
  issuer: string;
  number: string;
  issuedOn: string;
  topics: string;
  /** Of a bulletin: "2026-12". */
  month: string;
  replaces: PickedDocument[];
  audience: { id: string; name: string } | null;
  /** Empty: places of every kind. */
  kinds: OrganisationKind[];
  /** Empty: everybody. */
  offices: Office[];
  later: boolean;
  day: string;
  hour: string;
  /** The declaration that nothing of it is a state secret. */
  open: boolean;
}

/** A document that nobody has filled in yet. */
export function blank(audience: Draft['audience']): Draft {
  return {
    kind: 'MATERIAL',
    title: '',
    issuer: '',
    number: '',
    issuedOn: '',
    topics: '',
    month: '',
    replaces: [],
    audience,
    kinds: [],
    offices: [],
    later: false,
    day: '',
    hour: '08:00',
    open: false,
  };
}

/** What is sent; null while something is missing: the audience, the declaration, a file, the time of a later publication. */
export function inputOf(draft: Draft, fileIds: string[]): CreateDocumentInput | null {
  const publishAt = draft.later ? fromInputs(draft.day, draft.hour) : null;
  if (!draft.audience || !draft.open || fileIds.length === 0 || !draft.title.trim()) return null;
  if (draft.later && !publishAt) return null;
  return {
    kind: draft.kind,
    title: draft.title.trim(),
    issuer: draft.issuer.trim() || null,
    number: draft.number.trim() || null,
    issuedOn: draft.issuedOn || null,
    topics: topicsOf(draft.topics),
    fileIds,
    publishAt,
    audienceId: draft.audience.id,
    audienceKinds: draft.kinds.length > 0 ? draft.kinds : null,
    audienceOffices: draft.offices.length > 0 ? draft.offices : null,
    replacesIds: draft.replaces.length > 0 ? draft.replaces.map(({ id }) => id) : null,
    bulletinMonth: draft.kind === 'BULLETIN' && draft.month ? draft.month : null,
    isNotSecret: true,
  };
}
