import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import { loader } from '../../platform/graphql/loader.js';
import { isId } from '../../platform/ids.js';
import { DocumentsService } from '../documents.service.js';
import type { Note, SaveNoteInput } from './note.types.js';

/** A UUID of version 7. */
const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** How many notes a person has in a document at most (assumed: one a sentence of a long resolution). */
const MOST = 500;

/** No document has more pages. */
const MOST_PAGES = 100_000;

/** How many saves of a note are known again (assumed: no phone keeps more unsent). */
const REMEMBERED = 20;

const FIELDS = `n.id, n.document_id as "documentId", n.file_id as "fileId", n.page, n.text, n.colour,
  n.created_at as "createdAt", n.updated_at as "updatedAt", n.version`;

/** What was highlighted is the document's own text: it goes with it when the document is withdrawn. */
const PLACE = ['quote', 'prefix', 'suffix']
  .map(field => `case when d.withdrawn_at is null then n.${field} end as "${field}"`)
  .join(', ');

interface Saved extends Note {
  saves: Buffer[];
  deletedAt: Date | null;
}

/**
 * Private notes. The table shows the application only the rows of the account that a transaction has named (row level security), so
 * that no other statement of any room, and no forgotten condition, can bring somebody else's.
 */
@Injectable()
export class Notes {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly documents: DocumentsService,
  ) {}

  /**
   * Saves a note as the device has it. A repeated save changes nothing; one that is based on an older version is refused with both
   * texts (NOTE_CHANGED), one of a deleted note with NOTE_DELETED: the device still has its own.
   */
  save(actor: Actor, input: SaveNoteInput): Promise<Note> {
    const note = tidied(input);
    return this.changes.make(actor, async change => {
      await nameWriter(change.manager, actor);
      const before = await change.row<Saved>(
        `select ${FIELDS}, n.quote, n.prefix, n.suffix, n.saves, n.deleted_at as "deletedAt" from notes n
         where n.account_id = $1 and n.id = $2 for update`,
        [actor.accountId, note.id],
      );
      const made = before ? null : await this.insert(change, actor, note);
      if (!made) await this.rewrite(change, actor, note, before ?? (await this.again(change, actor, note.id)));
      const saved = await readOne(change.manager, actor, note.id);
      if (!saved) throw new Refusal('NOT_FOUND');
      return saved;
    });
  }

  /** Deletes a note with its texts, for good; harmless when repeated. False when there was none. */
  remove(actor: Actor, id: string): Promise<boolean> {
    return this.changes.make(actor, async change => {
      if (!isId(id)) return false;
      await nameWriter(change.manager, actor);
      const removed = await change.run(
        `update notes set deleted_at = $3, text = '', quote = null, prefix = null, suffix = null, colour = null, saves = '{}',
           version = version + 1, updated_at = $3 where account_id = $1 and id = $2 and deleted_at is null`,
        [actor.accountId, id, change.now],
      );
      if (removed > 0) await change.record('note.deleted', null, id);
      return removed > 0;
    });
  }

  /** One's own notes in a document, in the order of the pages. */
  async of(request: object, actor: Actor, documentId: string): Promise<Note[]> {
    return (await this.ofDocuments(request).load(`${actor.accountId}/${documentId}`))?.notes ?? [];
  }

  private readonly ofDocuments = loader(
    (keys: readonly string[]) => {
      const account = keys[0]?.split('/')[0] ?? '';
      return this.source.transaction(async manager => {
        await nameWriter(manager, { accountId: account });
        const found = await rows<Note>(
          manager,
          `select ${FIELDS}, ${PLACE} from notes n join documents d on d.id = n.document_id
           where n.account_id = $1 and n.document_id = any($2::uuid[]) and n.deleted_at is null
           order by n.page nulls first, n.created_at, n.id`,
          [account, keys.map(key => key.split('/')[1])],
        );
        return keys.map(key => ({ key, notes: found.filter(({ documentId }) => key === `${account}/${documentId}`) }));
      });
    },
    ({ key }: { key: string }) => key,
  );

  /** A new note needs a document that one may read, or could when the device was offline. */
  private async insert(change: Change, actor: Actor, note: Tidied): Promise<boolean> {
    const known = await this.documents.known(change.manager, actor, [note.documentId]);
    if (!known.has(note.documentId)) throw new Refusal('NOT_FOUND');
    if (note.fileId) await mustBelong(change, note.documentId, note.fileId);
    const made = await change.rows(
      `insert into notes (account_id, id, document_id, file_id, page, quote, prefix, suffix, text, colour, saves, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, array[$11]::bytea[], $12, $12) on conflict do nothing returning 1`,
      [actor.accountId, note.id, note.documentId, note.fileId, ...texts(note), hashOf(note), change.now],
    );
    if (made.length === 0) return false;
    const kept = await change.row<{ count: number }>(
      `select count(*)::int as count from notes where account_id = $1 and document_id = $2 and deleted_at is null`,
      [actor.accountId, note.documentId],
    );
    if ((kept?.count ?? 0) > MOST) throw new Refusal('TOO_MANY_NOTES');
    await change.record('note.saved', null, note.id, { version: 1 });
    return true;
  }

  /** The same note came from this account at the same moment. */
  private async again(change: Change, actor: Actor, id: string): Promise<Saved> {
    const found = await change.row<Saved>(
      `select ${FIELDS}, n.quote, n.prefix, n.suffix, n.saves, n.deleted_at as "deletedAt" from notes n
       where n.account_id = $1 and n.id = $2 for update`,
      [actor.accountId, id],
    );
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  private async rewrite(change: Change, actor: Actor, note: Tidied, before: Saved): Promise<void> {
    if (before.deletedAt) throw new Refusal('NOTE_DELETED');
    if (before.documentId !== note.documentId) throw new Refusal('ID_TAKEN');
    const hash = hashOf(note);
    if (before.saves.some(save => save.equals(hash)) || isSame(before, note)) return;
    if (note.version !== before.version) throw conflictOf(before, note);
    if (note.fileId && note.fileId !== before.fileId) await mustBelong(change, note.documentId, note.fileId);
    await change.run(
      `update notes set file_id = $3, page = $4, quote = $5, prefix = $6, suffix = $7, text = $8, colour = $9, version = version + 1,
         saves = (array[$10]::bytea[] || saves)[1:${REMEMBERED}], updated_at = $11 where account_id = $1 and id = $2`,
      [actor.accountId, note.id, note.fileId, ...texts(note), hash, change.now],
    );
    await change.record('note.saved', null, note.id, { version: before.version + 1 });
  }
}

interface Tidied {
  id: string;
  documentId: string;
  fileId: string | null;
  page: number | null;
  quote: string | null;
  prefix: string | null;
  suffix: string | null;
  text: string;
  colour: Note['colour'];
  version: number | null;
}

function tidied(input: SaveNoteInput): Tidied {
  const note = {
    id: input.id.toLowerCase(),
    documentId: input.documentId.toLowerCase(),
    fileId: input.fileId?.toLowerCase() ?? null,
    page: input.page ?? null,
    quote: input.quote || null,
    prefix: input.prefix || null,
    suffix: input.suffix || null,
    text: input.text ?? '',
    colour: input.colour ?? null,
    version: input.version ?? null,
  };
  if (!UUIDV7.test(note.id)) throw Refusal.field('input.id', 'Mã ghi chú phải là UUIDv7.');
  if (!note.text && !note.quote) throw Refusal.field('input.text', 'Ghi chú cần có chữ, hoặc một đoạn được tô.');
  if (note.page !== null && (note.page < 1 || note.page > MOST_PAGES))
    throw Refusal.field('input.page', 'Số trang không đúng.');
  return note;
}

/** In the order of the statements above. */
function texts({ page, quote, prefix, suffix, text, colour }: Tidied): unknown[] {
  return [page, quote, prefix, suffix, text, colour];
}

/** What a save says and on what it is based: the same from the same device, whenever it arrives. */
function hashOf({ id, documentId, version, ...content }: Tidied): Buffer {
  return createHash('sha256')
    .update(
      JSON.stringify([id, documentId, version, content.fileId, ...texts({ id, documentId, version, ...content })]),
    )
    .digest();
}

function isSame(before: Saved, note: Tidied): boolean {
  const fields = ['fileId', 'page', 'quote', 'prefix', 'suffix', 'text', 'colour'] as const;
  return fields.every(field => before[field] === note[field]);
}

/** Both texts, so that the writer can put them together. */
function conflictOf(before: Saved, note: Tidied): Refusal {
  const shown = ({ text, quote, colour, page }: Saved | Tidied) => ({ text, quote, colour, page });
  return new Refusal('NOTE_CHANGED', { currentVersion: before.version, current: shown(before), given: shown(note) });
}

/** Names the account whose notes this transaction may see. */
async function nameWriter(db: Db, { accountId }: Pick<Actor, 'accountId'>): Promise<void> {
  await rows(db, `select set_config('sotay.account', $1, true)`, [accountId]);
}

function readOne(db: Db, { accountId }: Actor, id: string): Promise<Note | undefined> {
  return row(
    db,
    `select ${FIELDS}, ${PLACE} from notes n join documents d on d.id = n.document_id where n.account_id = $1 and n.id = $2`,
    [accountId, id],
  );
}

async function mustBelong(change: Change, documentId: string, fileId: string): Promise<void> {
  const found = isId(fileId)
    ? await change.row(`select 1 from document_files where id = $1 and document_id = $2`, [fileId, documentId])
    : undefined;
  if (!found) throw new Refusal('NOT_FOUND');
}
