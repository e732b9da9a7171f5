/** How many tokens are remembered at a time; the oldest goes first. */
const REMEMBERED = 10_000;

/** What a good token said, as long as it is good. */
export interface KnownToken {
  accountId: string;
  sessionId: string;
  /** Seconds since 1970. */
  expiresAt: number;
}

/**
 * Tokens whose signature this process has checked: a phone sends the same one with each of its questions, and checking it costs more than
 * everything else that is done to it. Only the signature is remembered: whether the session lives is asked as always.
 */
export class KnownTokens {
  private readonly known = new Map<string, KnownToken>();

  remember(token: string, said: KnownToken): void {
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= REMEMBERED) this.known.delete(oldest);
    this.known.set(token, said);
  }

  /** What the token said; undefined when it was not seen, or is over. */
  find(token: string): KnownToken | undefined {
    const said = this.known.get(token);
    if (!said || said.expiresAt > Date.now() / 1000) return said;
    this.known.delete(token);
    return undefined;
  }
}
