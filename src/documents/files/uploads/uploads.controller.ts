import { PassThrough, Readable } from 'node:stream';
import {
  Controller,
  Delete,
  Get,
  Logger,
  type OnModuleInit,
  Options,
  Param,
  Patch,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Server } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '../../../access/actor.js';
import { Allow, CurrentActor } from '../../../access/allow.js';
import { type ReasonKey, Refusal } from '../../../errors.js';
import { cutOffWhenRefused } from '../../../platform/http/one-file.js';
import { newId } from '../../../platform/ids.js';
import { LARGEST_FILE } from '../files.service.js';
import { UploadParts } from './upload-parts.js';
import { UploadStore } from './upload-store.js';
import { Uploads } from './uploads.service.js';

/** The media type of a part (tus 1.0.0). */
const PART_TYPE = 'application/offset+octet-stream';

/** What the library answers by number, in the contract's words; everything else is REQUEST_INVALID. */
const REASONS: Record<number, ReasonKey> = {
  404: 'NOT_FOUND',
  409: 'UPLOAD_OFFSET_WRONG',
  410: 'NOT_FOUND',
  413: 'FILE_TOO_LARGE',
};

/** Of two requests for one upload the rows decide (UploadParts), in whatever process they run: a lock here would be one process's. */
const NO_LOCKS = { newLock: () => ({ lock: async () => undefined, unlock: async () => undefined }) };

/**
 * Resumable uploads by the tus protocol 1.0.0, for weak lines. The reply to the last part and a HEAD afterwards carry the file's id as
 * `Upload-File`; GET tells what POST /files tells. Refusals are as everywhere.
 */
@Controller('uploads')
export class UploadsController implements OnModuleInit {
  private readonly log = new Logger(UploadsController.name);

  constructor(
    private readonly uploads: Uploads,
    private readonly parts: UploadParts,
    private readonly adapter: HttpAdapterHost,
  ) {}

  /** Parts go by as streams. */
  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter?.getInstance<FastifyInstance>();
    fastify?.addContentTypeParser(PART_TYPE, (_request, content, done) => done(null, content));
  }

  @Options()
  @Allow('everybody')
  options(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.speak(Actor.system, request, reply);
  }

  @Post()
  @Allow('file.upload')
  create(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.speak(actor, request, reply);
  }

  @Patch(':id')
  @Allow('file.upload')
  append(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.speak(actor, request, reply);
  }

  @Delete(':id')
  @Allow('file.upload')
  remove(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.speak(actor, request, reply);
  }

  /** How far an upload is, and the file that it became; HEAD is the protocol's own question. */
  @Get(':id')
  @Allow('file.upload')
  async look(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.uploads.finish(actor, id);
    if (file) reply.header('upload-file', file.id);
    if (request.method === 'HEAD') return this.speak(actor, request, reply);
    const { size, received } = await this.uploads.one(actor, id);
    await reply.header('cache-control', 'no-store').send({ size, offset: received, file });
  }

  /** Lets the library answer, for this actor only. */
  private async speak(actor: Actor, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    cutOffWhenRefused(request, reply);
    reply.header('tus-resumable', '1.0.0').header('tus-version', '1.0.0');
    let thrown: unknown;
    const store = new UploadStore(actor, this.uploads, this.parts);
    const server = new Server({
      path: '/uploads',
      datastore: store,
      locker: NO_LOCKS,
      maxSize: LARGEST_FILE,
      relativeLocation: true,
      allowedOrigins: () => false,
      namingFunction: () => newId(),
      onUploadFinish: async (_, { id }) => ({
        headers: { 'Upload-File': (await this.uploads.finish(actor, id))?.id ?? '' },
      }),
      onResponseError: (_, error) => {
        if (error instanceof Error) thrown = error;
        return undefined;
      },
    });
    const answer = await server.handleWeb(webRequest(request));
    if (store.refusal ?? thrown) throw store.refusal ?? thrown;
    if (answer.status >= 400) throw this.refusal(answer.status);
    reply.status(answer.status);
    for (const [name, value] of answer.headers) reply.header(name, value);
    await reply.send(answer.body === null ? undefined : await answer.text());
  }

  private refusal(status: number): Refusal {
    this.log.debug(`tus answered ${status}`);
    const reason = REASONS[status] ?? 'REQUEST_INVALID';
    return new Refusal(reason, reason === 'FILE_TOO_LARGE' ? { maxBytes: LARGEST_FILE } : {});
  }
}

/** The request as the library reads it. Its body goes by as a stream that can be let go of, so that a refused sender is heard out. */
function webRequest({ raw, url, headers }: FastifyRequest): Request {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given.set(name, String(value));
  const init = { method: raw.method, headers: given };
  if (raw.method !== 'POST' && raw.method !== 'PATCH') return new Request(new URL(url, 'http://uploads'), init);
  const body = raw.pipe(new PassThrough());
  body.on('error', () => undefined); // whoever reads it is told
  raw.once('close', () => {
    if (!raw.readableEnded) body.destroy(new Error('the line broke'));
  });
  const streamed = { body: Readable.toWeb(body), duplex: 'half' };
  return new Request(new URL(url, 'http://uploads'), { ...init, ...streamed } as RequestInit);
}
