/** The files of the document aliased `d` as a JSON list, in their order. `url` is left to the resolver. */
export function filesJson(d = 'd'): string {
  return `(select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'mimeType', f.mime_type, 'size', f.size,
    'sha256', f.sha256) order by f.position), '[]') from document_files f where f.document_id = ${d}.id)`;
}

/** How far a member has read the document aliased `d`; `member` is a bound parameter (`$2`) holding the member's id or null. */
export function progressSql(member: string, d = 'd'): string {
  return `(select r.progress from readings r where r.document_id = ${d}.id and r.member_id = ${member}::uuid)`;
}

/**
 * The Document aliased `d` as JSON, with files and the reader's progress: for the one statement of a hot screen. `wants` tells
 * whether a field was asked for; everything when it is left out.
 */
export function documentJson(member: string, d = 'd', wants: (field: string) => boolean = () => true): string {
  return `json_build_object('id', ${d}.id, 'title', ${d}.title, 'issuer', ${d}.issuer, 'number', ${d}.number,
    'issuedOn', ${d}.issued_on, 'topics', ${d}.topics, 'publishedAt', ${d}.published_at
    ${wants('files') ? `, 'files', ${filesJson(d)}` : ''}${wants('myProgress') ? `, 'myProgress', ${progressSql(member, d)}` : ''})`;
}
