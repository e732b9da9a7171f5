/** A role as in the contract. */
export type Role = 'MEMBER' | 'SECRETARY' | 'FOLLOWER' | 'COMMITTEE_OFFICER' | 'ADMINISTRATOR';

/** Any JSON, read as the test states: `data.meeting.agenda[0].title`. */
export type Loose = ReturnType<typeof JSON.parse>;

/** An answer of the API. `data` is loosely typed: each test says what it expects. */
export interface Answer {
  status: number;
  data: Loose;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown> & { code: string; reason: string };
  }[];
}

/** Somebody who uses the product over HTTP, signed in or not. */
export class Person {
  constructor(
    private readonly url: string,
    readonly accountId: string,
    readonly memberId: string,
    readonly sessionId: string,
    readonly name: string,
    readonly card: string,
    public token: string | null,
  ) {}

  /** Somebody who is not signed in. */
  static stranger(url: string): Person {
    return new Person(url, '', '', '', '', '', null);
  }

  get headers(): Record<string, string> {
    return this.token ? { authorization: `Bearer ${this.token}` } : {};
  }

  /** Sends an operation. */
  async send(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const reply = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: reply.status, ...((await reply.json()) as Omit<Answer, 'status'>) };
  }

  /** Sends an operation that must succeed, and gives its data. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer['data']> {
    const answer = await this.send(query, variables);
    if (answer.errors) throw new Error(`Refused: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** The reason with which an operation is refused, or null when it is not. */
  async refusal(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<{ code: string; reason: string } | null> {
    const { errors } = await this.send(query, variables);
    return errors?.[0] ? { code: errors[0].extensions.code, reason: errors[0].extensions.reason } : null;
  }

  /** A plain HTTP request under this person's token. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { ...this.headers, ...(init.headers as Record<string, string>) },
    });
  }

  /** Uploads a file: `POST /files`. */
  async upload(
    name: string,
    content: Uint8Array,
    type = 'application/octet-stream',
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const form = new FormData();
    form.append('file', new Blob([Buffer.from(content)], { type }), name);
    const reply = await this.fetch('/files', { method: 'POST', body: form });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  }
}
