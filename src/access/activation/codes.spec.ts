import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../platform/config/config.js';
import { Codes } from './codes.js';

const codes = new Codes({ codeSecret: Buffer.alloc(32, 7) } as unknown as Config);
const ACCOUNT = '01890000-0000-7000-8000-000000000001';

describe('an activation code', () => {
  it('follows from secret, account and nonce, and from nothing else', () => {
    const made = codes.derive(ACCOUNT, 'a');
    expect(codes.derive(ACCOUNT, 'a')).toBe(made);
    expect(codes.derive(ACCOUNT, 'b')).not.toBe(made);
    expect(codes.derive(`${ACCOUNT}a`, '')).not.toBe(made);
    expect(new Codes({ codeSecret: Buffer.alloc(32, 8) } as unknown as Config).derive(ACCOUNT, 'a')).not.toBe(made);
  });

  it('has ten signs of the 32, all of them in use: 50 bits', () => {
    const signs = new Set<string>();
    for (let i = 0; i < 500; i++) {
      const code = codes.derive(ACCOUNT, String(i));
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      for (const sign of code.replace('-', '')) signs.add(sign);
    }
    expect(signs.size).toBe(32);
  });

  it('fits only its own account, and nothing fits where no code is open', () => {
    const code = codes.derive(ACCOUNT, 'a');
    const stored = codes.hash(ACCOUNT, code);
    expect(codes.fits(ACCOUNT, code.toLowerCase(), stored)).toBe(true);
    expect(codes.fits(ACCOUNT.replace('1', '2'), code, stored)).toBe(false);
    expect(codes.fits(ACCOUNT, code, null)).toBe(false);
    expect(codes.fits(ACCOUNT, code, Buffer.alloc(0))).toBe(false);
  });
});
