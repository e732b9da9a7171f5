import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { FileTickets } from '../../documents/files/file-tickets.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { row, rows } from '../../platform/database/statements.js';
import { isId, newId } from '../../platform/ids.js';
import { type Paper, type PaperChoice, PaperKind, PaperState } from './paper.types.js';
import { mayHave, type PaperRights, rightsOn } from './paper-rights.js';
import { PaperSources } from './paper-sources.js';
import type { AskPaperArgs } from './papers.inputs.js';
import { LAYOUT } from './setting/sheet.js';

/** A paper with what only this room knows of it. */
export interface PaperRow extends Omit<Paper, 'url'> {
  meetingId: string;
  storageKey: string | null;
  /** The secretary's alone. */
  isPrivate: boolean;
}

const FIELDS = `id, kind, format, state, name, is_final as "isFinal", is_private as "isPrivate", size::float8 as size, encode(sha256, 'hex') as sha256,
  asked_at as "askedAt", made_at as "madeAt", problem, subject_id as "subjectId", meeting_id as "meetingId", storage_key as "storageKey"`;

/** Papers as they are asked for and seen. */
@Injectable()
export class PapersService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly sources: PaperSources,
    private readonly tickets: FileTickets,
  ) {}

  /**
   * Asks for a paper and gives its id. What was made of the same data in the same layout is that paper, and nothing is made again;
   * one that failed is tried anew. Refuses PAPER_WITHOUT_CONTENT where there is nothing to put on it yet.
   */
  ask(actor: Actor, { clientMutationId, ...input }: AskPaperArgs): Promise<string> {
    return this.changes.once(actor, { operation: 'askPaper', clientMutationId, input }, async change => {
      const rights = await rightsOn(change.manager, actor, input.meetingId, change.now);
      const { meetingId } = rights;
      const { kind, format } = input;
      if (!mayHave(rights, kind, false)) throw new Refusal('NOT_ALLOWED');
      const asked = { meetingId, kind, subjectId: kind === PaperKind.RESOLUTION ? (input.subjectId ?? null) : null };
      const source = await this.sources.of(change.manager, asked, { withReasons: rights.manages });
      const { sheet, name, isFinal, isPrivate } = source;
      // To somebody who may only have what is sealed, the rest is not there.
      if (!mayHave(rights, kind, isPrivate)) throw new Refusal('NOT_FOUND');
      const { subjectId } = asked;
      const content = JSON.stringify(sheet);
      const hash = createHash('sha256')
        .update(JSON.stringify([LAYOUT, kind, subjectId, content]))
        .digest();
      await change.run(
        `insert into papers (id, meeting_id, subject_id, kind, format, name, source_hash, source, is_final, is_private, next_at, asked_by, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $12, $11, $10, $11) on conflict (meeting_id, kind, format, source_hash) do nothing`,
        [
          newId(),
          meetingId,
          subjectId,
          kind,
          format,
          `${name}.${format.toLowerCase()}`,
          hash,
          content,
          isFinal,
          actor.accountId,
          change.now,
          isPrivate,
        ],
      );
      const paper = await change.row<{ id: string; state: PaperState; attempts: number }>(
        `update papers set asked_at = $5, source = case when state = 'READY' then null else $6 end,
           state = case when state = 'FAILED' then 'WAITING' else state end, problem = null,
           next_at = case when state = 'FAILED' then $5 else next_at end
         where meeting_id = $1 and kind = $2 and format = $3 and source_hash = $4 returning id, state, attempts`,
        [meetingId, kind, format, hash, change.now, content],
      );
      if (!paper) throw new Error('A paper that was just written is gone.');
      await change.record('paper.asked', rights.cellId, paper.id, { meetingId, kind, format });
      if (paper.state !== PaperState.READY)
        change.enqueue('papers.make', { paperId: paper.id }, { id: `papers-${paper.id}-${paper.attempts}` });
      return paper.id;
    });
  }

  /** One paper, as long as the actor may have it. */
  async one(actor: Actor, id: string): Promise<Paper> {
    return this.seen(actor, await this.find(actor, id));
  }

  /** The same with where it is kept, for handing it out. */
  async find(actor: Actor, id: string): Promise<PaperRow> {
    const paper = isId(id)
      ? await row<PaperRow>(this.source, `select ${FIELDS} from papers where id = $1`, [id])
      : undefined;
    if (!paper) throw new Refusal('NOT_FOUND');
    const rights = await rightsOn(this.source, actor, paper.meetingId, this.clock.now());
    if (!mayHave(rights, paper.kind, paper.isPrivate)) throw new Refusal('NOT_FOUND');
    return paper;
  }

  /** What the actor may ask for of a meeting now, and what was asked for last of each. */
  async choices(actor: Actor, meetingId: string): Promise<PaperChoice[]> {
    const rights = await rightsOn(this.source, actor, meetingId, this.clock.now());
    const offered = (await this.sources.offered(this.source, rights.meetingId)).filter(({ kind, isFinal }) =>
      mayHave(rights, kind, !isFinal),
    );
    const last = await this.last(rights);
    return offered.map(choice => ({
      ...choice,
      papers: last
        .filter(({ kind, subjectId }) => kind === choice.kind && subjectId === choice.subjectId)
        .map(paper => this.seen(actor, paper)),
    }));
  }

  private async last(rights: PaperRights): Promise<PaperRow[]> {
    const found = await rows<PaperRow>(
      this.source,
      `select distinct on (kind, subject_id, format, is_private) ${FIELDS} from papers where meeting_id = $1
       order by kind, subject_id, format, is_private, asked_at desc`,
      [rights.meetingId],
    );
    return found.filter(({ kind, isPrivate }) => mayHave(rights, kind, isPrivate));
  }

  private seen(actor: Actor, { meetingId: _, storageKey: __, isPrivate: ___, ...paper }: PaperRow): Paper {
    return { ...paper, url: paper.state === PaperState.READY ? this.tickets.url(actor, paper.id, 'papers') : null };
  }
}
