import { Readable } from 'node:stream';
import { Controller, Get, Logger, Param, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { TicketOrBearerGuard } from '../../documents/files/ticket-or-bearer.guard.js';
import { Refusal } from '../../errors.js';
import { ContentMissing, Storage } from '../../platform/files/storage.js';
import { describe, disposition, type Wanted, wantedOf } from '../../platform/http/content-reply.js';
import { PaperFormat, PaperState } from './paper.types.js';
import { PapersJobs } from './papers.jobs.js';
import { type PaperRow, PapersService } from './papers.service.js';

const TYPES: Record<PaperFormat, string> = {
  [PaperFormat.PDF]: 'application/pdf',
  [PaperFormat.DOCX]: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Papers go out beside GraphQL, under the rights of the moment of each request. */
@Controller('papers')
export class PapersController {
  private readonly log = new Logger(PapersController.name);

  constructor(
    private readonly papers: PapersService,
    private readonly jobs: PapersJobs,
    private readonly storage: Storage,
  ) {}

  /** A paper's content by bearer token or by the ticket of its address, whole or a stretch of it; always to be saved, never shown in place. */
  @Get(':id')
  @Allow('everybody')
  @UseGuards(TicketOrBearerGuard)
  async download(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const paper = await this.papers.find(actor, id);
    if (paper.state === PaperState.WAITING) throw new Refusal('PAPER_BEING_MADE', { retryAfter: 5 });
    if (paper.state === PaperState.FAILED) throw new Refusal('PAPER_NOT_MADE');
    const [etag, size] = [`"${paper.sha256}"`, paper.size ?? 0];
    const wanted = wantedOf(request.headers, etag, size);
    const content = await this.contentOf(paper, wanted, request.method);
    describe(reply, wanted, etag, size);
    reply
      .header('content-type', TYPES[paper.format])
      .header('content-disposition', disposition('attachment', paper.name))
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox");
    await reply.send(content);
  }

  /** Opened before the headers are written: a content that is gone is then an error, not half an answer. */
  private async contentOf({ id, storageKey }: PaperRow, wanted: Wanted, method: string): Promise<Readable | undefined> {
    if (wanted.status === 304 || wanted.status === 416) return undefined;
    // An empty stream leaves the length in the headers as it is.
    if (method === 'HEAD') return Readable.from([]);
    try {
      return await this.storage.open(storageKey ?? '', wanted.status === 206 ? wanted.range : undefined);
    } catch (error) {
      if (!(error instanceof ContentMissing)) throw error;
      this.log.error(error.message);
      await this.jobs.lose(id);
      throw new Refusal('PAPER_NOT_MADE');
    }
  }
}
