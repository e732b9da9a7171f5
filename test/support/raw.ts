import { expect } from '@jest/globals';
import type { Person } from './person.js';
import type { World } from './world.js';

const CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'PRECONDITION_FAILED',
  'RATE_LIMITED',
  'TOO_LARGE',
  'UNAVAILABLE',
];

/** Words that only the inside of the house uses. */
const INSIDE =
  /QueryFailedError|TypeError|relation "|column "|syntax error|node_modules|\.ts:|at .*\(|select |postgres|Cannot (read|query)|Did you mean|Expected |Unknown (type|argument|field)|Variable "|must be|Syntax Error/i;

/** An answer as it came. */
export interface RawReply {
  status: number;
  text: string;
  json: ReturnType<typeof JSON.parse>;
}

/** An answer, read as text and, where it is some, as JSON. */
export async function read(reply: Response): Promise<RawReply> {
  const text = await reply.text();
  return { status: reply.status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

/** Posts any bytes to /graphql in a person's name. */
export async function post(
  w: World,
  person: Person,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<RawReply> {
  const reply = await fetch(`${w.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...person.headers, ...headers },
    body: body as string,
  });
  return read(reply);
}

/** A clear refusal: a code of the contract, its reason, a Vietnamese sentence, and nothing of the inside. */
export function expectRefused({ status, text, json }: RawReply, code?: string): void {
  expect(status).toBeLessThan(500);
  const refused = json?.errors
    ? json.errors.map((error: { message: string; extensions: object }) => ({
        message: error.message,
        ...error.extensions,
      }))
    : [json];
  expect(refused.length).toBeGreaterThan(0);
  for (const one of refused) {
    expect(CODES).toContain(one?.code);
    expect(one).toMatchObject({
      code: code ?? one.code,
      reason: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(/[ạ-ỹđ]/),
    });
  }
  expect(text).not.toMatch(INSIDE);
}
