/** What a check found. `warning` is worth knowing and stops nothing. */
export interface Finding {
  state: 'ok' | 'warning' | 'failure';
  /** What was looked at, Vietnamese. */
  subject: string;
  /** What was found; with a failure, the cause. */
  found: string;
  /** What to do about it; absent when all is well. */
  cure?: string;
}

export function ok(subject: string, found: string): Finding {
  return { state: 'ok', subject, found };
}

export function warning(subject: string, found: string, cure: string): Finding {
  return { state: 'warning', subject, found, cure };
}

export function failure(subject: string, found: string, cure: string): Finding {
  return { state: 'failure', subject, found, cure };
}

/** The code (ECONNREFUSED, 28P01, …) and text of an error, for a person. An AggregateError has its code only inside. */
export function causeOf(error: unknown): { code: string; text: string } {
  const { code, errors, message } = error as { code?: string; errors?: { code?: string }[]; message?: string };
  const found = code ?? errors?.[0]?.code ?? '';
  return { code: found, text: [found, message].filter(Boolean).join(': ') || String(error) };
}
