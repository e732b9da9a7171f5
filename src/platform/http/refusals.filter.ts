import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import { Refusal, type RefusalCode } from '../../errors.js';
import { refusalOf } from '../graphql/public-error.js';

const STATUS: Record<RefusalCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 422,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  RATE_LIMITED: 429,
  TOO_LARGE: 413,
  UNAVAILABLE: 503,
};

interface Reply {
  sent: boolean;
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

/** Answers a refused or broken HTTP request in the contract's words; in GraphQL it only keeps refusals out of the error log. */
@Catch()
export class RefusalsFilter implements ExceptionFilter {
  private readonly log = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') return error;
    const refusal = refusalOf(error);
    if (!refusal)
      this.log.error(
        error instanceof Error ? error.message : 'unknown',
        error instanceof Error ? error.stack : undefined,
      );
    const shown = refusal ?? new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 30 });
    const reply = host.switchToHttp().getResponse<Reply>();
    if (reply.sent) return;
    const { retryAfter } = shown.extensions as { retryAfter?: number };
    if (retryAfter) reply.header('retry-after', String(retryAfter));
    return reply.status(STATUS[shown.code]).send({ message: shown.message, ...shown.extensions });
  }
}

/** What Fastify itself does not understand, such as an address that is none, in the same words. */
export function refuseRequest(_error: Error, _request: unknown, reply: Reply): void {
  const refusal = new Refusal('REQUEST_INVALID');
  reply.status(400).send({ message: refusal.message, ...refusal.extensions });
}
