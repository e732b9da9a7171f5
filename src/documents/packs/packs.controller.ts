import { Readable } from 'node:stream';
import { Controller, Get, Logger, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Refusal } from '../../errors.js';
import { ContentMissing, Storage } from '../../platform/files/storage.js';
import { describe, disposition, type Wanted, wantedOf } from '../../platform/http/content-reply.js';
import { PackHanding } from './pack-handing.service.js';
import { PackParts } from './pack-parts.service.js';
import { type PackKey, PackSigning } from './pack-signing.js';

/** How long a key may be remembered without asking, in seconds: a new one is announced a day before it signs (assumed). */
const KEYS_SECONDS = 3600;

/** Packs go out beside GraphQL: they are streams, and go on where they broke off. */
@Controller('packs')
export class PacksController {
  private readonly log = new Logger(PacksController.name);

  constructor(
    private readonly handing: PackHanding,
    private readonly signing: PackSigning,
    private readonly parts: PackParts,
    private readonly storage: Storage,
  ) {}

  /** The public keys by which any phone checks any pack: a JWK set (RFC 7517). For everybody. */
  @Get('keys')
  @Allow('everybody')
  keys(@Res({ passthrough: true }) reply: FastifyReply): { keys: PackKey[] } {
    reply.header('cache-control', `public, max-age=${KEYS_SECONDS}`);
    return { keys: this.signing.keys() };
  }

  /** One part by its hash, of a pack that names it. */
  @Get('parts/:sha256')
  @Allow('document.read')
  async part(
    @CurrentActor() actor: Actor,
    @Param('sha256') sha256: string,
    @Query('pack') version: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { key, size } = await this.handing.part(actor, String(version), sha256);
    const wanted = wantedOf(request.headers, `"${sha256}"`, size);
    const content = await this.contentOf(wanted, request, range => this.storage.open(key, range)).catch(async error => {
      if (!(error instanceof ContentMissing)) throw error;
      this.log.error(error.message);
      await this.parts.forget(key);
      throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 60 });
    });
    describe(reply, wanted, `"${sha256}"`, size);
    await this.send(reply, content, 'application/octet-stream', sha256);
  }

  /** The manifest, byte for byte as it was signed. */
  @Get(':version/manifest')
  @Allow('document.read')
  async manifest(
    @CurrentActor() actor: Actor,
    @Param('version') version: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { manifest, signature, keyId } = await this.handing.manifest(actor, version);
    const bytes = Buffer.from(manifest);
    const wanted = wantedOf(request.headers, `"${version}"`, bytes.length);
    const content = await this.contentOf(wanted, request, async (range = { start: 0, end: bytes.length - 1 }) =>
      Readable.from([bytes.subarray(range.start, range.end + 1)]),
    );
    describe(reply, wanted, `"${version}"`, bytes.length);
    reply.header('sotay-key-id', keyId).header('sotay-signature', signature);
    await this.send(reply, content, 'application/json; charset=utf-8', 'manifest.json');
  }

  /** The whole pack in one archive, or what a phone with `since` lacks. */
  @Get(':version')
  @Allow('document.read')
  async archive(
    @CurrentActor() actor: Actor,
    @Param('version') version: string,
    @Query('since') since: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { archive, etag } = await this.handing.archive(actor, version, since === undefined ? undefined : `${since}`);
    const wanted = wantedOf(request.headers, etag, archive.size);
    const content = await this.contentOf(wanted, request, async range => Readable.from(archive.stream(range)));
    describe(reply, wanted, etag, archive.size);
    await this.send(reply, content, 'application/x-tar', `so-tay-${version.slice(0, 8)}.tar`);
  }

  private async contentOf(
    wanted: Wanted,
    { method }: FastifyRequest,
    open: (range?: { start: number; end: number }) => Promise<Readable>,
  ): Promise<Readable | undefined> {
    if (wanted.status === 304 || wanted.status === 416) return undefined;
    // An empty stream leaves the length in the headers as it is.
    if (method === 'HEAD') return Readable.from([]);
    return open(wanted.status === 206 ? wanted.range : undefined);
  }

  private async send(reply: FastifyReply, content: Readable | undefined, type: string, name: string): Promise<void> {
    reply
      .header('content-type', type)
      .header('content-disposition', disposition('attachment', name))
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff');
    await reply.send(content);
  }
}
