import { describe, expect, it } from '@jest/globals';
import { codeOf, halfMinuteOf, provenHalfMinute, qrOf, readCode, startOf } from './check-in-code.js';

const KEY = Buffer.alloc(32, 7);
const MEETING = '0199f1c2-0000-7000-8000-000000000001';
const at = (time: string) => new Date(`2026-12-05T${time}+07:00`);
const [FROM, TO] = [at('17:00:00'), at('23:59:00')];
const provenAt = (code: string, claimed: Date, from = FROM, to = TO) => {
  const found = provenHalfMinute(KEY, code, claimed, from, to);
  return found === null ? null : startOf(found);
};

describe('the code in the room', () => {
  it('is the same on every device that has the key', () => {
    // Worked out apart from this code, from HMAC-SHA256: other devices must give exactly this.
    expect(codeOf(KEY, 0)).toBe('BGFVGW');
    expect(codeOf(KEY, 59_660_280)).toBe('VJKPJA');
  });

  it('has six letters without I and O, and changes every half minute', () => {
    const codes = Array.from({ length: 2000 }, (_, index) => codeOf(KEY, index));
    expect(codes.every(code => /^[A-HJ-NP-Z]{6}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1990);
  });

  it('is read from letters in any case with blanks, and from the QR text of this meeting only', () => {
    expect(readCode(' abc def ', MEETING)).toEqual({ letters: 'ABCDEF', method: 'CODE' });
    expect(readCode('AB-CD-EF', MEETING)).toEqual({ letters: 'ABCDEF', method: 'CODE' });
    expect(readCode('ＡＢＣＤＥＦ', MEETING)).toEqual({ letters: 'ABCDEF', method: 'CODE' });
    expect(readCode(qrOf(MEETING, 'ABCDEF'), MEETING)).toEqual({ letters: 'ABCDEF', method: 'QR' });
    expect(readCode(qrOf(MEETING.toUpperCase(), 'abcdef'), MEETING)).toEqual({ letters: 'ABCDEF', method: 'QR' });
  });

  it.each([
    qrOf('0199f1c2-0000-7000-8000-000000000002', 'ABCDEF'),
    `${qrOf(MEETING, 'ABCDEF')}:x`,
    `https://sotay.example/${MEETING}/ABCDEF`,
    'javascript:alert(1)',
    'ABCDEI',
    'ABCDE0',
    'ABCDE',
    'ABCDEFG',
    '',
    'ẮBCDEF',
    'A'.repeat(5000),
  ])('is not read from %s', text => {
    expect(readCode(text, MEETING)).toBeNull();
  });

  it('proves its half minute, whatever the phone claims', () => {
    const code = codeOf(KEY, halfMinuteOf(at('19:05:10')));
    expect(provenAt(code, at('19:05:12'))).toEqual(at('19:05:00'));
    expect(provenAt(code, at('19:25:00'))).toEqual(at('19:05:00'));
    expect(provenAt(code, new Date(0))).toEqual(at('19:05:00'));
    expect(provenAt(code, new Date('2039-01-01T00:00:00Z'))).toEqual(at('19:05:00'));
  });

  it('counts only inside the time of the meeting', () => {
    const code = codeOf(KEY, halfMinuteOf(at('19:05:10')));
    expect(provenAt(code, at('19:05:12'), at('19:06:00'), TO)).toBeNull();
    expect(provenAt(code, at('19:05:12'), FROM, at('19:04:00'))).toBeNull();
    expect(provenAt(code, at('19:05:12'), at('19:05:20'), at('19:05:25'))).toEqual(at('19:05:00'));
  });
});
