import { narrowingHolds } from './audience.sql.js';

/** What readers see of a document's files: what is checked, in the newest version. The condition on the file aliased `f`. */
export const SHOWN_FILE = `f.state = 'READY' and f.replaced_by is null`;

/** What the publisher sees in their place: the newest of each place, also while it is checked or when it was refused. */
const NEWEST_FILE = `not exists (select 1 from document_files n where n.document_id = f.document_id and n.position = f.position
  and n.version > f.version)`;

const FILE = `json_build_object('id', f.id, 'name', f.name, 'mimeType', f.mime_type, 'size', f.size, 'sha256', f.sha256,
  'version', f.version, 'state', f.state, 'refusal', f.refusal)`;

/** The files of the document aliased `d` that its readers see, as a JSON list in their order. `url` is left to the resolver. */
export function filesJson(d = 'd'): string {
  return `(select coalesce(json_agg(${FILE} order by f.position), '[]') from document_files f
    where f.document_id = ${d}.id and ${SHOWN_FILE})`;
}

/** The same for its publisher. */
function newestFilesJson(d = 'd'): string {
  return `(select coalesce(json_agg(${FILE} order by f.position), '[]') from document_files f
    where f.document_id = ${d}.id and ${NEWEST_FILE})`;
}

/** Every version of every file of the document aliased `d`, the newest of each place first. */
export function versionsJson(d = 'd'): string {
  return `(select coalesce(json_agg(${FILE} order by f.position, f.version desc), '[]') from document_files f where f.document_id = ${d}.id)`;
}

/** How far a member has read the document aliased `d`; `member` is a bound parameter (`$2`) holding the member's id or null. */
export function progressSql(member: string, d = 'd'): string {
  return `(select r.progress from readings r where r.document_id = ${d}.id and r.member_id = ${member}::uuid)`;
}

/** The condition that the document aliased `d` has come before its readers, and was not withdrawn. `now` is a bound instant. */
export function isOpen(now: string, d = 'd'): string {
  return `(${d}.published_at <= ${now} and ${d}.waits_for is null and ${d}.withdrawn_at is null)`;
}

/** The same for one that was withdrawn later: who had it learns that and why, and reads nothing more of it. */
export function isOrWasOpen(now: string, d = 'd'): string {
  return `(${d}.published_at <= ${now} and ${d}.waits_for is null and (${d}.withdrawn_at is null or ${d}.published_at <= ${d}.withdrawn_at))`;
}

/**
 * The condition under which a document aliased `d` that lies before people through something else, such as a meeting, is shown to the
 * account: it is open, or `isPreparing` holds for those who prepare that thing; and what is addressed to some only stays theirs.
 */
export function liesBefore(account: string, now: string, isPreparing: string, d = 'd'): string {
  return `((${isOrWasOpen(now, d)} or ${isPreparing}) and (not ${d}.is_narrowed or ${d}.created_by = ${account}
    or ${narrowingHolds(account, now, d)}))`;
}

/** Fields that a withdrawn document no longer shows. */
const CONTENT: Record<string, [column: string, otherwise: string]> = {
  issuer: ['issuer', 'null'],
  number: ['number', 'null'],
  issuedOn: ['issued_on', 'null'],
  topics: ['topics', `'{}'`],
  audienceKinds: ['audience_kinds', `'{}'`],
  audienceOffices: ['audience_offices', `'{}'`],
};

/** Fields that stay, with their columns. */
const PLAIN: Record<string, string> = {
  version: 'version',
  kind: 'kind',
  bulletinMonth: 'bulletin_month',
  withdrawnAt: 'withdrawn_at',
  withdrawalReason: 'withdrawal_reason',
};

/**
 * The Document aliased `d` as JSON, with files and the reader's progress: for the one statement of a hot screen. `wants` tells
 * whether a field was asked for; everything when it is left out. A withdrawn one shows its title and why.
 */
export function documentJson(member: string, d = 'd', wants: (field: string) => boolean = () => true): string {
  const parts = [
    `'id', ${d}.id, 'title', ${d}.title, 'publishedAt', case when ${d}.waits_for is null then ${d}.published_at end`,
  ];
  const add = (field: string, value: string) => wants(field) && parts.push(`'${field}', ${value}`);
  for (const [field, [column, otherwise]] of Object.entries(CONTENT))
    add(field, `case when ${d}.withdrawn_at is null then ${d}.${column} else ${otherwise} end`);
  for (const [field, column] of Object.entries(PLAIN)) add(field, `${d}.${column}`);
  // What the state follows from is brought together.
  if (wants('state') && !wants('withdrawnAt')) parts.push(`'withdrawnAt', ${d}.withdrawn_at`);
  if (wants('audience')) parts.push(`'audienceId', ${d}.audience_id`);
  add('files', `case when ${d}.withdrawn_at is null then ${filesJson(d)} else '[]' end`);
  add('myProgress', progressSql(member, d));
  return `json_build_object(${parts.join(', ')})`;
}

/** The same fields as columns, for a list or one document. `isShown` is the condition under which the content may be seen. */
export function documentColumns(isShown: string, isPublisher: string): string {
  const shown = (value: string, otherwise: string) => `case when ${isShown} then ${value} else ${otherwise} end`;
  const content = Object.entries(CONTENT).map(([field, [column, otherwise]]) => {
    const value = field === 'issuedOn' ? 'd.issued_on::text' : `d.${column}`;
    return `${shown(value, otherwise)} as "${field}"`;
  });
  const plain = Object.entries(PLAIN).map(([field, column]) => `d.${column} as "${field}"`);
  return `d.id, d.title, case when d.waits_for is null then d.published_at end as "publishedAt", d.audience_id as "audienceId",
    ${[...content, ...plain].join(', ')}, ${isPublisher} as "isPublisher",
    case when ${isPublisher} then ${newestFilesJson()} when ${isShown} then ${filesJson()} else '[]' end as files`;
}
