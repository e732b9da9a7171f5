import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { wantedOf } from '../../platform/http/content-reply.js';
import { FeedsService } from './feeds.service.js';

/** `GET /calendar/{token}.ics`: what a phone's calendar asks by itself. The address is the secret: no sign-in, and not in the log. */
@Controller('calendar')
export class CalendarController {
  constructor(private readonly feeds: FeedsService) {}

  @Get(':file')
  @Allow('everybody')
  async read(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('x-robots-tag', 'noindex, nofollow').header('cache-control', 'private, no-cache');
    const { text, etag } = await this.feeds.read(/^(.*)\.ics$/.exec(file)?.[1] ?? '', request.ip);
    reply.header('etag', etag).header('x-content-type-options', 'nosniff');
    if (wantedOf({ 'if-none-match': request.headers['if-none-match'] }, etag, text.length).status === 304)
      return void (await reply.status(304).send());
    await reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="lich-hop.ics"')
      .send(text);
  }
}
