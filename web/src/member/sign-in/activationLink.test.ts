import { expect, it } from 'vitest';
import { activationFromLink, activationLink } from './activationLink.js';

it('a letter’s QR code fills in number and code, after ? as well as after #', () => {
  const link = new URL(activationLink('https://sotay.example', '15 000/1002', 'HKTM-QX7P'));
  expect(link.search).toBe('');
  expect(activationFromLink(link.search, link.hash)).toEqual({ identifier: '15 000/1002', code: 'HKTM-QX7P' });
  expect(activationFromLink('?ma=HKTM-QX7P&so=150001002', '')).toEqual({ identifier: '150001002', code: 'HKTM-QX7P' });
  expect(activationFromLink('', '')).toEqual({ identifier: '', code: '' });
});
