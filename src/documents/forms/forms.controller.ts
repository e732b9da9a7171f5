import { createHash } from 'node:crypto';
import { type Duplex, PassThrough, Readable, Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Refusal } from '../../errors.js';
import { wantedOf } from '../../platform/http/content-reply.js';
import { TicketOrBearerGuard } from '../files/ticket-or-bearer.guard.js';
import { Forms } from './forms.service.js';
import { FRAME, frameOf, PAGE_POLICY, remarksOf } from './reading-page.js';

/** No content has more pages. */
const MOST_PAGES = 100_000;

/** The forms of a file that are fetched by address, under the same rights as the file itself. */
@Controller('files')
export class FormsController {
  constructor(private readonly forms: Forms) {}

  /** The reflowable HTML: a complete page, or with `?part=body` the bare fragment of sections. */
  @Get(':id/html')
  @Allow('everybody')
  @UseGuards(TicketOrBearerGuard)
  async html(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('part') part: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { file, key, facts, problem, madeAt } = await this.forms.html(actor, id);
    const pictures = facts?.isScanned ? await this.forms.picturedPages(file.sha256) : [];
    const etag = etagOf([
      file.sha256,
      file.name,
      madeAt.toISOString(),
      facts,
      pictures,
      part === 'body' ? 'body' : FRAME,
    ]);
    if (isKnown(request, etag)) return void (await head(reply, etag).status(304).send());
    const [before, after] = part === 'body' ? ['', ''] : frameOf(file.name, facts, remarksOf(facts, problem));
    const content = await this.forms.open(key);
    const { ticket } = request.query as { ticket?: unknown };
    const address = (page: number, width: number) =>
      `/files/${file.id}/pages/${page}?width=${width}${ticket === undefined ? '' : `&amp;ticket=${encodeURIComponent(String(ticket))}`}`;
    const shown = pictures.length > 0 ? content.pipe(withPictures(pictures, address)) : content;
    head(reply, etag).header('content-type', 'text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY);
    await send(request, reply, Readable.from(framed(before, shown, after)));
  }

  /** The text of a page, or of all pages with a form feed between them. */
  @Get(':id/text')
  @Allow('everybody')
  @UseGuards(TicketOrBearerGuard)
  async text(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('page') page: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = pageOf(page);
    const { file, pages, madeAt } = await this.forms.text(actor, id, wanted);
    const etag = etagOf([file.sha256, madeAt.toISOString(), wanted]);
    if (isKnown(request, etag)) return void (await head(reply, etag).status(304).send());
    head(reply, etag)
      .header('content-type', 'text/plain; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; sandbox");
    await send(request, reply, Readable.from([Buffer.from(pages.map(({ text }) => text).join('\n\f'))]));
  }
}

/** A number of a page from 1; null for all of them. */
function pageOf(given: unknown): number | null {
  if (given === undefined) return null;
  const page = typeof given === 'string' && /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (page < 1 || page > MOST_PAGES) throw Refusal.field('page', 'Số trang không đúng.');
  return page;
}

function etagOf(parts: unknown[]): string {
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`;
}

function isKnown(request: FastifyRequest, etag: string): boolean {
  return wantedOf({ 'if-none-match': request.headers['if-none-match'] }, etag, 1).status === 304;
}

function head(reply: FastifyReply, etag: string): FastifyReply {
  return reply
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'private, no-cache')
    .header('x-content-type-options', 'nosniff');
}

/** Over a weak line every byte counts: compressed for whoever takes it. */
async function send(request: FastifyRequest, reply: FastifyReply, content: Readable): Promise<void> {
  const [name, packing] = packingOf(request);
  if (name) reply.header('content-encoding', name);
  content.once('error', error => packing.destroy(error));
  await reply.send(request.method === 'HEAD' ? Readable.from([]) : content.pipe(packing));
}

function packingOf({ headers }: FastifyRequest): [string | null, Duplex] {
  const accepted = String(headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) return ['br', createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })];
  if (/\bgzip\b/.test(accepted)) return ['gzip', createGzip()];
  return [null, new PassThrough()];
}

async function* framed(before: string, content: AsyncIterable<unknown>, after: string): AsyncGenerator<Buffer> {
  if (before) yield Buffer.from(before);
  for await (const piece of content) yield piece as Buffer;
  if (after) yield Buffer.from(after);
}

/** Puts the picture of each page behind the beginning of its section: a scan is read by its pictures. */
function withPictures(
  pictures: readonly { page: number; width: number; height: number }[],
  address: (page: number, width: number) => string,
): Transform {
  const byPage = new Map(pictures.map(picture => [picture.page, picture]));
  let kept = '';
  const put = (text: string) =>
    text.replace(/<section id="trang-(\d+)"[^>]*>/g, (start, number: string) => {
      const picture = byPage.get(Number(number));
      if (!picture) return start;
      const { page, width, height } = picture;
      return `${start}<img class="anh-trang" src="${address(page, width)}" width="${width}" height="${height}" loading="lazy" alt="&#7842;nh trang ${page}">`;
    });
  return new Transform({
    // Bytes are carried as Latin-1, so that no letter is torn. A tag may be cut in two: what follows the last whole one waits.
    transform(piece: Buffer, _encoding, done) {
      const text = kept + piece.toString('latin1');
      const end = text.lastIndexOf('>') + 1;
      kept = text.slice(end);
      done(null, Buffer.from(put(text.slice(0, end)), 'latin1'));
    },
    flush(done) {
      done(null, Buffer.from(kept, 'latin1'));
    },
  });
}
