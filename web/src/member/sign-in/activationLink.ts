/** What a printed letter's QR code fills in: `ma` is the activation code, `so` the identifier. After # it never reaches a server's log. */
export function activationFromLink(search: string, hash: string): { identifier: string; code: string } {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  const read = (name: string) => (fragment.get(name) ?? query.get(name) ?? '').trim().slice(0, 200);
  return { identifier: read('so'), code: read('ma') };
}

/** The address that a letter's QR code says. */
export function activationLink(origin: string, identifier: string, code: string): string {
  return `${origin}/kich-hoat#${new URLSearchParams({ ma: code, so: identifier })}`;
}
