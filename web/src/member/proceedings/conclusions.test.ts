import { expect, it } from 'vitest';
import type { OutboxEntry } from '../offline/outbox.js';
import { conclusionsWith } from './conclusions.js';

const noted = (id: string, conclusion: string | null, refusal: string | null = null, meetingId = 'm1') =>
  ({ id, kind: 'conclusion', variables: { meetingId, agendaItemId: 'a', conclusion }, refusal }) as OutboxEntry;
const server = [{ agendaItemId: 'a', conclusion: 'Thống nhất' }];

it('what was concluded without a network is shown, and the next text is written on it', () => {
  const shown = conclusionsWith('m1', server, [noted('1', 'Giao đồng chí An'), noted('2', 'Việc khác', null, 'm2')]);
  expect(shown.get('a')).toEqual({
    text: 'Giao đồng chí An',
    basedOn: 'Giao đồng chí An',
    waiting: true,
    refused: null,
  });
});

it('what was refused because somebody else was faster stays to be decided on, beside the text that counts', () => {
  expect(conclusionsWith('m1', server, [noted('1', 'Của tôi', 'đã được người khác sửa')]).get('a')).toEqual({
    text: 'Thống nhất',
    basedOn: 'Thống nhất',
    waiting: false,
    refused: { id: '1', text: 'Của tôi' },
  });
});

it('an item that the server does not know yet begins empty', () => {
  expect(conclusionsWith('m1', [], [noted('1', null)]).get('a')).toMatchObject({ text: '', basedOn: null });
});
