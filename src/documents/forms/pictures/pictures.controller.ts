import { Readable } from 'node:stream';
import { Controller, Get, Logger, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Actor } from '../../../access/actor.js';
import { Allow, CurrentActor } from '../../../access/allow.js';
import { Refusal } from '../../../errors.js';
import { ContentMissing, Storage } from '../../../platform/files/storage.js';
import { describe, type Wanted, wantedOf } from '../../../platform/http/content-reply.js';
import { FilesService } from '../../files/files.service.js';
import { TicketOrBearerGuard } from '../../files/ticket-or-bearer.guard.js';
import { WIDTHS } from './pictures.js';
import { coverOf, pageImageOf, type StoredImage } from './pictures.read.js';

/** The widest picture that may be asked for, in pixels; the widest that there is answers it. */
const WIDEST = 10_000;

/** Pictures of a file's pages, for whoever may read the file: by bearer token or by the ticket of the file's address. */
@Controller('files')
export class PicturesController {
  private readonly log = new Logger(PicturesController.name);

  constructor(
    private readonly source: DataSource,
    private readonly files: FilesService,
    private readonly storage: Storage,
  ) {}

  /** A page's picture, at least `width` pixels wide where there is one (960 unless said). */
  @Get(':id/pages/:page')
  @Allow('everybody')
  @UseGuards(TicketOrBearerGuard)
  async page(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('page') page: string,
    @Query('width') width: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { sha256 } = await this.files.find(actor, id);
    const [number, wide] = [numberOf(page, 100_000), width === undefined ? WIDTHS[0] : numberOf(width, WIDEST)];
    if (!number) throw new Refusal('NOT_FOUND');
    if (!wide) throw Refusal.field('width', `Chiều rộng ảnh là số điểm ảnh, từ 1 đến ${WIDEST}.`);
    await this.send(await pageImageOf(this.source, sha256, number, wide), request, reply);
  }

  /** A small picture of the first page. */
  @Get(':id/cover')
  @Allow('everybody')
  @UseGuards(TicketOrBearerGuard)
  async cover(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { sha256 } = await this.files.find(actor, id);
    await this.send(await coverOf(this.source, sha256), request, reply);
  }

  private async send(image: StoredImage | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!image) throw new Refusal('NOT_FOUND');
    // The key ends in the hash of the picture.
    const etag = `"${image.storageKey.slice(image.storageKey.lastIndexOf('/') + 1)}"`;
    const wanted = wantedOf(request.headers, etag, image.size);
    const content = await this.contentOf(image, wanted, request.method);
    describe(reply, wanted, etag, image.size);
    reply
      .header('content-type', 'image/webp')
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox");
    await reply.send(content);
  }

  /** Opened before the headers are written: a picture that is gone is then an error, not half an answer. */
  private async contentOf(image: StoredImage, wanted: Wanted, method: string): Promise<Readable | undefined> {
    if (wanted.status === 304 || wanted.status === 416) return undefined;
    if (method === 'HEAD') return Readable.from([]);
    try {
      return await this.storage.open(image.storageKey, wanted.status === 206 ? wanted.range : undefined);
    } catch (error) {
      if (!(error instanceof ContentMissing)) throw error;
      this.log.error(error.message);
      throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 600 });
    }
  }
}

/** A whole number from 1 to `most`, or null. */
function numberOf(text: unknown, most: number): number | null {
  const number = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : null;
}
