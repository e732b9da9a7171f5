import { describe, expect, it } from '@jest/globals';
import { cardOf, emailOf, meaningsOf, phoneOf } from './identifiers.js';

describe('what people sign in with', () => {
  it.each([
    ['0912 345 678', '0912345678'],
    ['+84 (912) 345-678', '0912345678'],
    ['84912345678', '0912345678'],
    ['0084.912.345.678', '0912345678'],
    ['+840912345678', '0912345678'],
    ['912345678', '0912345678'],
    ['０９１２３４５６７８', '0912345678'],
    ['0216 3852 147', '02163852147'],
    ['+49 151 12345678', '+4915112345678'],
    ['0912345', null],
    ['15.001.004', '15001004'],
    ['chưa có', null],
    ['', null],
  ])('the phone number %s', (typed, stored) => {
    expect(phoneOf(typed)).toBe(stored);
  });

  it('a card number is read without what stands between its signs', () => {
    expect(cardOf(' 15.012-345/a ')).toBe('15012345A');
    expect(cardOf(' .- ')).toBeNull();
  });

  it('an e-mail address is read without case and however its accents are typed', () => {
    expect(emailOf(' Hà@TỈNH.vn '.normalize('NFD'))).toBe('hà@tỉnh.vn');
    expect(emailOf('hà@')).toBeNull();
    expect(emailOf('a@b@c')).toBeNull();
  });

  it('digits may be a card number or a phone, a text with @ only an e-mail address', () => {
    expect(meaningsOf('84912345678')).toEqual([
      { kind: 'CARD', value: '84912345678' },
      { kind: 'PHONE', value: '0912345678' },
    ]);
    expect(meaningsOf('a@b.vn')).toEqual([{ kind: 'EMAIL', value: 'a@b.vn' }]);
    expect(meaningsOf('...')).toEqual([]);
  });
});
