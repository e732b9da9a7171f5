/** Six of these letters are a check-in code: no I and no O, which are read as digits. */
const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 6;
/** A code is good for one half minute. */
export const CODE_SECONDS = 30;

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, letter => letter.charCodeAt(0));
}

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** A new key for a meeting's codes, for one that is planned without a network and shows codes before the server hears of it. */
export function newCheckInSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * The code that the room shows at an instant, from Meeting.checkInSecret (base64url): HMAC-SHA256 over the number of the half
 * minute since 1970 as eight bytes, first six bytes, modulo 24^6, in CODE_LETTERS. The server computes the same, so the roll
 * call needs no network. Needs a secure page (https or localhost); throws elsewhere.
 */
export async function checkInCode(secret: string, at: number): Promise<string> {
  const moment = new DataView(new ArrayBuffer(8));
  moment.setBigUint64(0, BigInt(Math.floor(at / 1000 / CODE_SECONDS)));
  const key = await crypto.subtle.importKey('raw', fromBase64Url(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, moment.buffer));
  let value = (mac.getUint32(0) * 0x10000 + mac.getUint16(4)) % CODE_LETTERS.length ** LENGTH;
  let code = '';
  for (let i = 0; i < LENGTH; i++) {
    code = CODE_LETTERS.charAt(value % CODE_LETTERS.length) + code;
    value = Math.floor(value / CODE_LETTERS.length);
  }
  return code;
}

/** Seconds until the code changes, 1 to 30. */
export function secondsLeft(at: number): number {
  return CODE_SECONDS - (Math.floor(at / 1000) % CODE_SECONDS);
}

/** What the QR code says. */
export function qrText(meetingId: string, code: string): string {
  return `SOTAY:${meetingId}:${code}`;
}

/** The meeting and the code of a scanned text; null when it is some other QR code. */
export function readQr(text: string): { meetingId: string; code: string } | null {
  const [, meetingId, code] = /^SOTAY:([0-9a-f-]{36}):([A-Z]{6})$/i.exec(text.trim()) ?? [];
  return meetingId && code ? { meetingId, code: code.toUpperCase() } : null;
}

/** What was typed, as a code: capital letters only, at most six; digits 0 and 1 and the letters I and O are not in any code. */
export function typedCode(text: string): string {
  return [...text.toUpperCase()]
    .filter(letter => CODE_LETTERS.includes(letter))
    .join('')
    .slice(0, LENGTH);
}
