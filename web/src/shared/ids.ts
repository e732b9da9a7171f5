let lastTime = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562): sorts by the time it was made, also within one millisecond (the twelve bits after the version count).
 * Also made on pages without https, where crypto.randomUUID is absent.
 */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  sequence = now > lastTime ? ((bytes[6] ?? 0) << 3) | ((bytes[7] ?? 0) >> 5) : sequence + 1;
  lastTime = Math.max(now, lastTime) + (sequence > 0xfff ? 1 : 0);
  sequence &= 0xfff;
  let time = lastTime;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (sequence >> 8);
  bytes[7] = sequence & 0xff;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
