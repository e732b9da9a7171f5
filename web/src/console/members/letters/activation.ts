/** Where the letter's QR code leads; the member's app reads `so` and `ma`. */
export function activationUrl(origin: string, cardNumber: string | null, code: string): string {
  const query = new URLSearchParams({ ...(cardNumber ? { so: cardNumber } : {}), ma: code });
  return `${origin}/kich-hoat?${query}`;
}
