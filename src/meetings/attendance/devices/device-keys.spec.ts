import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { deviceIdOf, isSignedBy, readDeviceKey, signedText } from './device-keys.js';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
const raw = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
const device = readDeviceKey(raw.toString('base64url'));
const text = signedText('A0', 'B1', 'ABCDEF', new Date(Date.UTC(2026, 11, 5, 12, 0, 7, 45)));
const signed = (what: string) => sign('sha256', Buffer.from(what), { key: privateKey, dsaEncoding: 'ieee-p1363' });

describe('the key of a phone', () => {
  it('gives the same id to everybody who has it, and another one to another key', () => {
    expect(device?.id).toBe(deviceIdOf(raw));
    expect(device?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // Worked out apart from this code, from SHA-256: phones must come to exactly this.
    expect(deviceIdOf(Buffer.alloc(65, 4))).toBe('9bda95bd-a1ef-8f1b-a1f6-d47223f4a119');
  });

  it.each([
    ['nothing', ''],
    ['a point beside the curve', Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url')],
    ['a compressed point', Buffer.concat([Buffer.from([2]), raw.subarray(1, 33)]).toString('base64url')],
    ['one byte too many', Buffer.concat([raw, Buffer.from([0])]).toString('base64url')],
    ['another alphabet', raw.toString('hex')],
    ['a long text', 'A'.repeat(100_000)],
  ])('is not read from %s', (_, wrong) => {
    expect(readDeviceKey(wrong)).toBeNull();
  });
});

describe('a signature', () => {
  it('stands for one meeting, one member, one code and one moment', () => {
    if (!device) throw new Error('No key.');
    expect(text).toBe('sotay-check-in:1:a0:b1:ABCDEF:2026-12-05T12:00:07.045Z');
    const signature = signed(text).toString('base64url');
    expect(isSignedBy(device, text, signature)).toBe(true);
    expect(isSignedBy(device, text.replace('a0', 'a1'), signature)).toBe(false);
    expect(isSignedBy(device, text.replace('ABCDEF', 'ABCDEG'), signature)).toBe(false);
  });

  it.each([
    ['of another form', sign('sha256', Buffer.from(text), privateKey).toString('base64url')],
    ['cut off', signed(text).subarray(1).toString('base64url')],
    ['of zeros', Buffer.alloc(64).toString('base64url')],
    ['empty', ''],
  ])('%s is none', (_, signature) => {
    if (!device) throw new Error('No key.');
    expect(isSignedBy(device, text, signature)).toBe(false);
  });
});
