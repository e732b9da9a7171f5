import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A raw uncompressed point of P-256: 04, x, y. */
const POINT_BYTES = 65;

/** The two halves of a signature (IEEE P1363). */
const SIGNATURE_BYTES = 64;

const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** A device's public key, as its phone gives it. */
export interface DeviceKey {
  /** Made from the key: the phone knows it without asking. */
  id: string;
  raw: Buffer;
  key: KeyObject;
}

/** Reads a public key (ECDSA P-256, raw uncompressed, base64url), or null where it is none. */
export function readDeviceKey(text: string): DeviceKey | null {
  const raw = bytesOf(text, POINT_BYTES);
  if (raw?.[0] !== 4) return null;
  try {
    const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map(half => half.toString('base64url'));
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    return { id: deviceIdOf(raw), raw, key };
  } catch {
    return null; // a point that does not lie on the curve
  }
}

/** The device's id: a UUID of version 8 (RFC 9562) out of the key's SHA-256. */
export function deviceIdOf(raw: Buffer): string {
  const hash = createHash('sha256').update(raw).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What a phone signs when its owner checks in: which meeting, who, which six letters, and when by its own clock (RFC 3339 with milliseconds, UTC). */
export function signedText(meetingId: string, memberId: string, letters: string, at: Date): string {
  return `sotay-check-in:1:${meetingId.toLowerCase()}:${memberId.toLowerCase()}:${letters}:${at.toISOString()}`;
}

/** Whether the signature (ECDSA with SHA-256, IEEE P1363, base64url) over the text is the device's own. */
export function isSignedBy(device: DeviceKey, text: string, signature: string): boolean {
  const bytes = bytesOf(signature, SIGNATURE_BYTES);
  return bytes !== null && verify('sha256', Buffer.from(text), { key: device.key, dsaEncoding: 'ieee-p1363' }, bytes);
}

function bytesOf(text: string, length: number): Buffer | null {
  if (!BASE64URL.test(text) || text.length > 2 * length) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === length ? bytes : null;
}
