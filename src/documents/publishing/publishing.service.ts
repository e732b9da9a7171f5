import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { PERMISSIONS } from '../../access/permissions.js';
import type { Role } from '../../access/roles.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { dayOf } from '../../platform/clock.js';
import { isId, newId } from '../../platform/ids.js';
import type { Document } from '../document.types.js';
import type { CreateDocumentInput } from '../documents.inputs.js';
import { DocumentsService } from '../documents.service.js';
import { LOOSE_MS } from '../files/loose-files.sweep.js';

const MINUTE = 60_000;
const YEAR = 366 * 24 * 60 * MINUTE;

/** How many topics and files a document has at most (assumed). */
const MOST = 20;

interface Audience {
  id: string;
  path: string;
}

/** Publishing documents. */
@Injectable()
export class Publishing {
  constructor(
    private readonly changes: Changes,
    private readonly documents: DocumentsService,
  ) {}

  /** Publishes now or at a coming time, to the audience's whole branch, with files that the actor has uploaded within a day. */
  async create(actor: Actor, input: CreateDocumentInput): Promise<Document> {
    const { clientMutationId, ...content } = input;
    const id = await this.changes.once(
      actor,
      { operation: 'createDocument', clientMutationId, input: content },
      change => this.insert(change, actor, input),
    );
    return this.documents.one(actor, id);
  }

  private async insert(change: Change, actor: Actor, input: CreateDocumentInput): Promise<string> {
    const fileIds = [...new Set(input.fileIds.map(id => id.toLowerCase()))];
    const topics = [...new Set(input.topics ?? [])];
    if (fileIds.length === 0)
      throw new Refusal('DOCUMENT_WITHOUT_FILES', { fields: [{ path: 'input.fileIds', reason: 'Cần có tệp.' }] });
    if (fileIds.length > MOST) throw Refusal.field('input.fileIds', `Nhiều nhất ${MOST} tệp.`);
    if (topics.length > MOST) throw Refusal.field('input.topics', `Nhiều nhất ${MOST} chủ đề.`);
    const publishedAt = instantOf(input.publishAt, change.now);
    const audience = await audienceOf(change, actor, input.audienceId);
    const id = newId();
    await change.run(
      `insert into documents (id, title, issuer, number, issued_on, topics, audience_id, issuer_id, created_by, published_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
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
      ],
    );
    await takeFiles(change, actor, id, fileIds);
    await change.record('document.published', audience.id, id, { files: fileIds.length, publishedAt });
    if (publishedAt <= change.now) change.enqueue('documents.announce', { documentId: id }, { id: `announce-${id}` });
    return id;
  }
}

/** A phone's clock may run a little behind; what is meant to be long past is refused. */
function instantOf(asked: Date | null | undefined, now: Date): Date {
  if (!asked) return now;
  const ahead = asked.getTime() - now.getTime();
  if (ahead < -5 * MINUTE) throw Refusal.field('input.publishAt', 'Thời điểm đăng đã qua.');
  if (ahead > YEAR) throw Refusal.field('input.publishAt', 'Chỉ hẹn đăng trong vòng một năm.');
  return ahead > 0 ? asked : now;
}

/** The organisation addressed: seen by the actor (in the own branch or above it), standing today, and theirs to publish to. */
async function audienceOf(change: Change, actor: Actor, id: string): Promise<Audience> {
  const found = isId(id)
    ? await change.row<Audience>(
        `select id, path::text as path from organisations
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

/** Only the actor's own files that no document has and that the sweep is not about to take. Any other looks unknown. */
async function takeFiles(change: Change, actor: Actor, documentId: string, fileIds: string[]): Promise<void> {
  if (!fileIds.every(isId)) throw new Refusal('NOT_FOUND');
  const taken = await change.run(
    `update document_files f set document_id = $1, position = a.position
     from unnest($2::uuid[]) with ordinality a(id, position)
     where f.id = a.id and f.document_id is null and f.uploader_id = $3 and f.created_at > $4`,
    [documentId, fileIds, actor.accountId, new Date(change.now.getTime() - LOOSE_MS)],
  );
  if (taken !== fileIds.length) throw new Refusal('NOT_FOUND');
}
