import { HttpException, Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type FieldProblem, Refusal, type RefusalCode } from '../../errors.js';

const log = new Logger('GraphQL');

const BY_STATUS: Record<number, ConstructorParameters<typeof Refusal>[0]> = {
  400: 'REQUEST_INVALID',
  401: 'SIGN_IN_NEEDED',
  403: 'NOT_ALLOWED',
  404: 'NOT_FOUND',
  413: 'REQUEST_TOO_LARGE',
  429: 'TOO_MANY_ATTEMPTS',
};

/** What a lost connection or an exhausted pool looks like: the person may try again. */
const PASSING =
  /^(57P0[1-3]|08(?!P01)\w{3}|53\w{3}|57014|55P03|40001|40P01|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/;

/** PostgreSQL refuses these texts itself: a NUL, a broken encoding, a number or a day out of range. */
const BAD_TEXT = /^(22021|22P05|22P02|22003|22007|22008|22001)$/;

interface Cause {
  code?: unknown;
  message?: unknown;
  driverError?: { code?: unknown };
}

/** Any thrown thing as a refusal, or null when it is a defect of ours. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof HttpException) {
    const body = error.getResponse() as { fields?: FieldProblem[] } | string;
    const fields = typeof body === 'object' ? body.fields : undefined;
    if (fields) return new Refusal('INPUT_INVALID', { fields });
    return new Refusal(BY_STATUS[error.getStatus()] ?? 'REQUEST_INVALID');
  }
  const cause = error as Cause | null;
  const code = String(cause?.driverError?.code ?? cause?.code ?? '');
  if (
    PASSING.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      String(cause?.message),
    )
  ) {
    return new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 5 });
  }
  if (BAD_TEXT.test(code)) return new Refusal('REQUEST_INVALID');
  return null;
}

function extensionsOf(refusal: Refusal): GraphQLFormattedError['extensions'] {
  return refusal.extensions;
}

/**
 * What the client sees of an error: the contract's code, the reason, a Vietnamese sentence; never an SQL text or a stack.
 * A defect is logged here, without variables, and shown as UNAVAILABLE.
 */
export function publicError(error: GraphQLError): GraphQLFormattedError {
  const place = {
    ...(error.path ? { path: error.path } : {}),
    ...(error.locations ? { locations: error.locations } : {}),
  };
  const refusal = refusalOf(error.originalError ?? error);
  if (refusal) return { message: refusal.message, ...place, extensions: extensionsOf(refusal) };

  // Bad variables and null in a non-null field come from the compiler without a code; a bad variable has no path.
  const code = error.extensions?.code as RefusalCode | 'INTERNAL_SERVER_ERROR' | string | undefined;
  if (code && REQUEST_CODES.has(code)) return badRequest();
  log.error(
    `Defect in ${error.path?.join('.') ?? 'a request'}: ${(error.originalError ?? error).message}`,
    (error.originalError ?? error).stack,
  );
  const hidden = new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 30 });
  return { message: hidden.message, ...place, extensions: extensionsOf(hidden) };
}

const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** A request that is not understood at all: no word of it is repeated, so that nobody learns the schema from refusals. */
export function badRequest(): GraphQLFormattedError {
  const refusal = new Refusal('REQUEST_INVALID');
  return { message: refusal.message, extensions: extensionsOf(refusal) };
}
