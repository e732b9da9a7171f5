import { createHmac, webcrypto } from 'node:crypto';
import { beforeAll, expect, it, vi } from 'vitest';
import { checkInCode, qrText, readQr, secondsLeft, typedCode } from './checkInCode.js';

beforeAll(() => {
  if (!globalThis.crypto?.subtle) vi.stubGlobal('crypto', webcrypto);
});

/** The rule written a second time, with whole numbers instead of floating point. */
function byTheRule(secret: string, unixSeconds: number): string {
  const n = Buffer.alloc(8);
  n.writeBigUInt64BE(BigInt(Math.floor(unixSeconds / 30)));
  const h = createHmac('sha256', Buffer.from(secret, 'base64url')).update(n).digest();
  let v = BigInt(`0x${h.subarray(0, 6).toString('hex')}`) % 24n ** 6n;
  let code = '';
  for (let i = 0; i < 6; i++) {
    code = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.charAt(Number(v % 24n)) + code;
    v /= 24n;
  }
  return code;
}

it('the screen shows the code that the server expects, for many half minutes and secrets', async () => {
  for (let i = 0; i < 200; i++) {
    const secret = Buffer.alloc(32, i + 1).toString('base64url');
    const seconds = 1_796_300_000 + i * 977;
    expect(await checkInCode(secret, seconds * 1000)).toBe(byTheRule(secret, seconds));
  }
});

it('a code lasts one half minute', async () => {
  const secret = Buffer.alloc(32, 7).toString('base64url');
  const start = 1_796_299_980_000;
  expect(await checkInCode(secret, start + 29_999)).toBe(await checkInCode(secret, start));
  expect(await checkInCode(secret, start + 30_000)).not.toBe(await checkInCode(secret, start));
  expect([secondsLeft(start), secondsLeft(start + 29_000)]).toEqual([30, 1]);
});

it('the QR text is read back, and other QR codes are not taken for one', () => {
  const id = '0199d2a4-7b1c-7def-8a12-3456789abcde';
  expect(readQr(qrText(id, 'HKTMQX'))).toEqual({ meetingId: id, code: 'HKTMQX' });
  expect(readQr('https://example.vn')).toBeNull();
});

it('typing is forgiving: small letters, spaces and digits', () => {
  expect(typedCode(' hk-tm qx0IO')).toBe('HKTMQX');
});
