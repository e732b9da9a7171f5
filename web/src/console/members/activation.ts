import type { MemberRowFragment } from '../../graphql/graphql.js';

/** Where the letter's QR code leads; the member's app reads `so` and `ma`. */
export function activationUrl(origin: string, cardNumber: string | null, code: string): string {
  const query = new URLSearchParams({ ...(cardNumber ? { so: cardNumber } : {}), ma: code });
  return `${origin}/kich-hoat?${query}`;
}

/** Who gets a letter when a whole cell's are printed: everybody with a smartphone who has not begun yet. */
export function needsLetter(member: Pick<MemberRowFragment, 'activatedAt' | 'reach' | 'status'>): boolean {
  return !member.activatedAt && member.reach === 'SMARTPHONE' && member.status !== 'ENDED';
}
