import { act } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { signOut, startSession } from '../../shared/session.js';
import { flush, submit } from '../offline/outbox.js';
import { render, serve, sessionOf, settled } from '../testing.js';
import { Home } from './Home.js';

const plan = {
  id: '019a0000-0000-7000-8000-000000000001',
  cellId: 'c1',
  kind: 'REGULAR' as const,
  month: '2026-12',
  title: 'Sinh hoạt ngoài vùng sóng',
  startsAt: '2026-12-03T12:30:00Z',
  agenda: [],
};
const NOTHING = { upcomingMeetings: [], unreadDocuments: [], unreadNotifications: 0 };

let isLost: boolean;
let upcoming: unknown[];

beforeEach(async () => {
  isLost = true;
  upcoming = [];
  serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    home: () => ({ data: { home: { ...NOTHING, upcomingMeetings: upcoming } } }),
    scheduleMeeting: () => (isLost ? 'no network' : { data: { scheduleMeeting: { ...plan, status: 'DRAFT' } } }),
  });
  await signOut();
  await startSession();
});

it('a meeting that was made without a network stands on the first page, marked as waiting, until it has been sent', async () => {
  const screen = await render(<Home />);
  expect(screen.text()).toContain('Chưa có buổi sinh hoạt nào sắp tới.');
  await act(async () => {
    expect(await submit('schedule', plan)).toBe('waiting');
  });
  expect(screen.text()).toContain(plan.title);
  expect(screen.text()).toContain('đang chờ gửi');
  expect(screen.element.querySelector('.chip')?.textContent).toBe('Chờ gửi');
  expect(screen.text()).not.toContain('Chưa có buổi sinh hoạt nào sắp tới.');
  expect(screen.element.querySelector(`a[href="/sinh-hoat/${plan.id}"]`)).not.toBeNull();
  [isLost, upcoming] = [false, [{ ...plan, endsAt: null, place: null, status: 'DRAFT', myAttendance: null }]];
  await act(flush);
  await settled();
  expect(screen.text()).not.toContain('đang chờ gửi');
});
