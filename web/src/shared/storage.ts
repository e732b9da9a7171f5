/** Reads a small value that this device remembers; null when absent, unreadable, or storage is switched off. */
export function recall<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(`sotay.${key}`);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Remembers a small value on this device; null forgets it. */
export function remember(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(`sotay.${key}`);
    else localStorage.setItem(`sotay.${key}`, JSON.stringify(value));
  } catch {
    // A private window or a full disk: the value lives as long as the page does.
  }
}
