import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.js';
import { Actors } from '../access/actors.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { EventStreams } from '../platform/http/events.js';
import { MeetingRead } from './meeting.read.js';

/** The live screen of a meeting: nudges to ask again, under the same permissions (contract, head). */
@Controller('events/meetings')
export class MeetingsEventsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly actors: Actors,
    private readonly read: MeetingRead,
  ) {}

  @Get(':id')
  @Allow('meeting.see')
  watch(
    @CurrentActor() { accountId, sessionId }: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const isAllowed = async () => {
      const actor = await this.actors.ofSession(accountId, sessionId ?? '');
      return actor !== null && this.read.isSeen(actor, id);
    };
    return this.streams.serve(request, reply, {
      topic: `meetings/${id.toLowerCase()}`,
      sessionId: sessionId ?? '',
      isAllowed,
    });
  }
}
