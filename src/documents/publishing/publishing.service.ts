import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { PERMISSIONS } from '../../access/permissions.js';
import type { Role } from '../../access/roles.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { dayOf, monthOf } from '../../platform/clock.js';
import { isId, newId } from '../../platform/ids.js';
import { type Document, DocumentKind } from '../document.types.js';
import type { CreateDocumentInput } from '../documents.inputs.js';
import { DocumentsService } from '../documents.service.js';
import { SearchIndex } from '../search/search-index.js';
import { announceSoon } from './announcements.jobs.js';
import { Attaching } from './attaching.js';
import { instantOf, topicsOf } from './publishing-rules.js';
import { takeFiles } from './taking-files.js';

/** How many documents one replaces at most (assumed). */
const MOST_REPLACED = 20;

interface Audience {
  id: string;
  path: string;
  kind: string;
}

/** Publishing documents. */
@Injectable()
export class Publishing {
  constructor(
    private readonly changes: Changes,
    private readonly documents: DocumentsService,
    private readonly attaching: Attaching,
    private readonly search: SearchIndex,
  ) {}

  /** Publishes now or at a coming time, to the audience's branch or to some there, with files that the actor has uploaded within a day. */
  async create(actor: Actor, input: CreateDocumentInput): Promise<Document> {
    const { clientMutationId, ...content } = input;
    if (input.isNotSecret === false) throw new Refusal('FILE_CLASSIFIED');
    const id = await this.changes.once(
      actor,
      { operation: 'createDocument', clientMutationId, input: content },
      change => this.insert(change, actor, input),
    );
    return this.documents.one(actor, id);
  }

  private async insert(change: Change, actor: Actor, input: CreateDocumentInput): Promise<string> {
    const topics = topicsOf(input.topics);
    const publishedAt = instantOf(input.publishAt, change.now);
    const kind = input.kind ?? DocumentKind.MATERIAL;
    const bulletinMonth = bulletinMonthOf(kind, input.bulletinMonth, publishedAt);
    const audience = await audienceOf(change, actor, input.audienceId);
    const id = newId();
    const made = await change.rows(
      `insert into documents (id, title, issuer, number, issued_on, topics, audience_id, issuer_id, created_by, published_at, created_at,
         kind, audience_kinds, audience_offices, bulletin_month)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       on conflict (issuer_id, bulletin_month) where kind = 'BULLETIN' and withdrawn_at is null do nothing returning id`,
      [
        id,
        input.title,
        input.issuer || null,
        input.number || null,
        input.issuedOn ?? null,
        topics,
        audience.id,
        issuerOf(actor, audience),
        actor.accountId,
        publishedAt,
        change.now,
        kind,
        [...new Set(input.audienceKinds ?? [])],
        [...new Set(input.audienceOffices ?? [])],
        bulletinMonth,
      ],
    );
    if (made.length === 0) throw new Refusal('BULLETIN_TAKEN');
    const files = await takeFiles(change, actor, id, input.fileIds);
    await this.replace(change, actor, id, input.replacesIds ?? []);
    await change.record('document.published', audience.id, id, { kind, files, publishedAt });
    if (input.meetingId) await this.attaching.attach(change, actor, input.meetingId, id);
    await this.search.put(change, [id]);
    if (publishedAt <= change.now) announceSoon(change, id, audience.kind);
    return id;
  }

  /** Only what the actor has published too: nobody declares another's directive out of date. */
  private async replace(change: Change, actor: Actor, id: string, replacesIds: readonly string[]): Promise<void> {
    const ids = [...new Set(replacesIds.map(replaced => replaced.toLowerCase()))];
    if (ids.length === 0) return;
    if (ids.length > MOST_REPLACED)
      throw Refusal.field('input.replacesIds', `Một tài liệu thay thế nhiều nhất ${MOST_REPLACED} tài liệu.`);
    if ((await this.documents.known(change.manager, actor, ids)).size !== ids.length) throw new Refusal('NOT_FOUND');
    if ((await this.documents.published(change.manager, actor, ids)).size !== ids.length)
      throw new Refusal('NOT_ALLOWED');
    await change.run(
      `insert into document_replacements (document_id, replaced_id) select $1, replaced from unnest($2::uuid[]) replaced`,
      [id, ids],
    );
    for (const replaced of ids) await change.record('document.replaced', null, replaced, { by: id });
  }
}

/** A bulletin is one of a month; nothing else is. */
function bulletinMonthOf(kind: DocumentKind, month: string | null | undefined, publishedAt: Date): string | null {
  if (kind === DocumentKind.BULLETIN) return month ?? monthOf(publishedAt);
  if (month) throw Refusal.field('input.bulletinMonth', 'Chỉ bản tin mới có tháng.');
  return null;
}

/** The organisation addressed: seen by the actor (in the own branch or above it), standing today, and theirs to publish to. */
async function audienceOf(change: Change, actor: Actor, id: string): Promise<Audience> {
  const found = isId(id)
    ? await change.row<Audience>(
        `select id, path::text as path, kind from organisations
         where id = $1 and (path <@ any($2::ltree[]) or path @> any($2::ltree[])) and (valid_to is null or valid_to > $3)`,
        [id, actor.roots('organisation.read'), dayOf(change.now)],
      )
    : undefined;
  if (!found) throw new Refusal('NOT_FOUND');
  actor.must('document.publish', found.path);
  return found;
}

/** In whose name: the organisation of the nearest grant that lets the actor publish there. */
function issuerOf(actor: Actor, audience: Audience): string {
  const roles: readonly Role[] = PERMISSIONS['document.publish'];
  const [nearest] = actor.grants
    .filter(({ role, path }) => roles.includes(role) && `${audience.path}.`.startsWith(`${path}.`))
    .sort((a, b) => b.path.length - a.path.length);
  return nearest?.organisationId ?? audience.id;
}
