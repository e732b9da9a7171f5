import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Logger, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Refusal } from '../../errors.js';
import { ContentMissing, Storage } from '../../platform/files/storage.js';
import { describe, disposition, type Wanted, wantedOf } from '../../platform/http/content-reply.js';
import { oneFile } from '../../platform/http/one-file.js';
import { isShown } from './file-kinds.js';
import { type FileRow, FilesService, LARGEST_FILE, type UploadedFile } from './files.service.js';
import { TicketOrBearerGuard } from './ticket-or-bearer.guard.js';

/** What a file that is shown in a window of its own may do: nothing. */
const HARMLESS =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/** Files in and out, beside GraphQL: both are streams. */
@Controller('files')
export class FilesController {
  private readonly log = new Logger(FilesController.name);

  constructor(
    private readonly files: FilesService,
    private readonly storage: Storage,
  ) {}

  /** A form with one file, of the kinds of the allow list, up to 50 MB. */
  @Post()
  @HttpCode(201)
  @Allow('file.upload')
  async upload(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadedFile> {
    return this.files.take(actor, await oneFile(request, reply, LARGEST_FILE));
  }

  /** A file's content by bearer token or by the ticket of its address, whole or a stretch of it. */
  @Get(':id')
  @Allow('everybody')
  @UseGuards(TicketOrBearerGuard)
  async download(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.find(actor, id);
    const etag = `"${file.sha256}"`;
    const wanted = wantedOf(request.headers, etag, file.size);
    const content = await this.contentOf(file, wanted, request.method);
    describe(reply, wanted, etag, file.size);
    reply
      .header('content-type', file.mimeType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mimeType)
      .header('content-disposition', disposition(isShown(file.mimeType) ? 'inline' : 'attachment', file.name))
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', HARMLESS);
    await reply.send(content);
  }

  /** Opened before the headers are written: a content that is gone is then an error, not half an answer. */
  private async contentOf({ storageKey }: FileRow, wanted: Wanted, method: string): Promise<Readable | undefined> {
    if (wanted.status === 304 || wanted.status === 416) return undefined;
    // An empty stream leaves the length in the headers as it is.
    if (method === 'HEAD') return Readable.from([]);
    try {
      return await this.storage.open(storageKey, wanted.status === 206 ? wanted.range : undefined);
    } catch (error) {
      if (!(error instanceof ContentMissing)) throw error;
      this.log.error(error.message);
      throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 600 });
    }
  }
}
