import { type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { newId } from '../ids.js';

/** One JSON line an event. No names, no tokens, no queries: what a request is about is told by its operation's name and ids. */
export function createLog(level: string, stream?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      serializers: {
        req: (request: { method: string; url?: string; id: string }) => ({
          method: request.method,
          url: pathOf(request.url),
        }),
        res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
        err: (error: Error) => ({
          type: error.name,
          message: error.message.slice(0, 2000),
          stack: error.stack?.slice(0, 4000),
        }),
      },
    },
    stream ?? pino.destination({ fd: 1, sync: false }),
  );
}

/** A path without its query: tickets and codes travel there. A calendar's address is a secret itself. */
function pathOf(url = ''): string {
  return (url.split('?')[0] ?? '').replace(/^(\/calendar\/).*/, '$1…').slice(0, 200);
}

/** The id of a request: the caller's `x-request-id` when it is a harmless word, else our own. */
export function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId();
}

/** Nest's own lines through the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  private write(level: 'info' | 'warn' | 'error' | 'debug', message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const stack =
      level === 'error' && rest.length > 1 && typeof rest[0] === 'string' ? rest[0].slice(0, 4000) : undefined;
    this.sink[level]({ context, stack }, String(message).slice(0, 2000));
  }
}
