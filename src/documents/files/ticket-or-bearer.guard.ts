import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../errors.js';
import { FileTickets } from './file-tickets.js';

/** Lets in whoever has a bearer token, or the ticket that the file's address carries. */
@Injectable()
export class TicketOrBearerGuard extends AuthGuard('jwt') {
  constructor(private readonly tickets: FileTickets) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: unknown }>();
    const { ticket } = request.query as { ticket?: unknown };
    if (ticket === undefined) {
      await super.canActivate(context);
      return true;
    }
    const { id } = request.params as { id: string };
    request.user = await this.tickets.actorOf(String(ticket), id);
    return true;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) throw new Refusal('SIGN_IN_NEEDED');
    return user;
  }
}
