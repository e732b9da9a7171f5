import { expect, it } from 'vitest';
import type { MemberFactsFragment } from '../../graphql/graphql.js';
import { changes, type MemberDraft } from './changes/fields.js';
import { activationUrl } from './letters/activation.js';

const member = {
  id: 'm1',
  fullName: 'Lò Thị Mai',
  cardNumber: '15.000001',
  phone: '+84912345678',
  reach: 'SMARTPHONE',
  kind: 'FULL',
} as MemberFactsFragment;
const draft: MemberDraft = {
  fullName: 'Lò Thị Mai',
  cardNumber: '15.000001',
  phone: '0912345678',
  reach: 'SMARTPHONE',
  kind: 'FULL',
  admittedOn: '',
  fullSince: '',
};

it('only what was changed is sent, so that two people do not undo each other', () => {
  expect(changes(member, draft)).toEqual({});
  expect(changes(member, { ...draft, phone: ' 0987654321 ' })).toEqual({ phone: '0987654321' });
});

it('an emptied phone number is taken away', () => {
  expect(changes(member, { ...draft, phone: '' })).toEqual({ phone: '' });
});

it('the letter’s QR code opens the activation page with number and code', () => {
  expect(activationUrl('https://sotay.example', '15.000001', 'KH7T-9QWM')).toBe(
    'https://sotay.example/kich-hoat?so=15.000001&ma=KH7T-9QWM',
  );
  expect(activationUrl('https://sotay.example', null, 'KH7T')).toBe('https://sotay.example/kich-hoat?ma=KH7T');
});
