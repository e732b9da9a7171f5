import { t } from '@lingui/core/macro';

/** The contract's codes, and NETWORK for an answer that never came. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'RATE_LIMITED'
  | 'TOO_LARGE'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'NETWORK';

interface Extensions {
  code?: string;
  reason?: string;
  fields?: { path: string; reason: string }[];
  /** Seconds. */
  retryAfter?: number;
  currentVersion?: number;
  [key: string]: unknown;
}

/** A refusal of the server, or no answer at all. `message` is a Vietnamese sentence for the person. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly fields: readonly { path: string; reason: string }[];
  readonly retryAfter: number | undefined;
  readonly currentVersion: number | undefined;
  /** Everything that came with the refusal, as it came: some carry more (the checks of a gate). */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, extensions: Extensions = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = (extensions.code ?? 'INTERNAL') as ErrorCode;
    this.reason = extensions.reason;
    this.fields = extensions.fields ?? [];
    this.retryAfter = extensions.retryAfter;
    this.currentVersion = extensions.currentVersion;
    this.details = extensions;
  }

  /** Nobody refused: the same request may succeed later as it is. */
  get passing(): boolean {
    return this.code === 'NETWORK' || this.code === 'UNAVAILABLE' || this.code === 'RATE_LIMITED';
  }
}

/** No answer: offline, a lost connection, or a time-out. */
export function networkError(): ApiError {
  return new ApiError('', { code: 'NETWORK' });
}

/** The refusals in the chosen language where that is not the server's own; null: its sentences are shown as they come. */
let translated: Readonly<Record<string, string>> | null = null;

/** Sets the sentences by Reason that stand in for the server's Vietnamese ones. */
export function translateReasons(table: Readonly<Record<string, string>> | null): void {
  translated = table;
}

/** What a person reads about an error, and what to do next. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t`Có lỗi ngoài dự kiến. Đồng chí hãy thử lại.`;
  if (error.code === 'NETWORK') return t`Không kết nối được. Đồng chí hãy kiểm tra mạng rồi thử lại.`;
  if (error.code === 'RATE_LIMITED' && error.retryAfter) {
    const minutes = Math.ceil(error.retryAfter / 60);
    return t`Đã thử quá nhiều lần. Đồng chí hãy chờ ${minutes} phút rồi thử lại.`;
  }
  return (
    translated?.[error.reason ?? ''] || error.message || t`Hệ thống chưa làm được việc này. Đồng chí hãy thử lại sau.`
  );
}

/** The first of a GraphQL answer's errors as an ApiError. */
export function fromGraphql(errors: readonly { message: string; extensions?: object | undefined }[]): ApiError {
  const [first] = errors;
  return new ApiError(first?.message ?? '', first?.extensions as Extensions | undefined);
}

/** An error answer of the plain HTTP routes: JSON of the same shape where the server wrote it, a proxy's page otherwise. */
export function fromHttp(status: number, body: string): ApiError {
  const codes: Record<number, ErrorCode> = {
    401: 'UNAUTHENTICATED',
    403: 'FORBIDDEN',
    404: 'NOT_FOUND',
    409: 'CONFLICT',
    413: 'TOO_LARGE',
    429: 'RATE_LIMITED',
  };
  const code = codes[status] ?? (status >= 500 ? 'UNAVAILABLE' : 'BAD_USER_INPUT');
  try {
    const made = JSON.parse(body) as { message?: string; code?: string; extensions?: Extensions } & Extensions;
    const { message, extensions, ...flat } = made;
    return new ApiError(typeof message === 'string' ? message : '', { code, ...flat, ...extensions });
  } catch {
    return new ApiError('', { code });
  }
}
