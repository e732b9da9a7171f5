import { beforeEach, expect, it } from 'vitest';
import { signOut, startSession } from '../../shared/session.js';
import { type Asked, render, serve, sessionOf } from '../testing.js';
import { CalendarCard } from './CalendarCard.js';

type Feed = { createdAt: string; readAt: string | null; titles: string } | null;

let asked: Asked[];
let feed: Feed;

beforeEach(async () => {
  feed = null;
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    myCalendar: () => ({ data: { calendarFeed: feed } }),
    createCalendarFeed: ({ variables }) => {
      feed = { createdAt: '2026-12-01T00:00:00Z', readAt: null, titles: String(variables['titles']) };
      return { data: { createCalendarFeed: { url: 'https://sotay.example.vn/calendar/abc.ics', feed } } };
    },
    revokeCalendarFeed: () => {
      feed = null;
      return { data: { revokeCalendarFeed: true } };
    },
  });
  await signOut();
  await startSession();
});

const address = (element: HTMLElement) => element.querySelector<HTMLInputElement>('input[readonly]')?.value;

it('the address is shown once, neutral unless asked otherwise; the next time only that there is one', async () => {
  const screen = await render(<CalendarCard />);
  await screen.press('Tạo địa chỉ lịch');
  expect(address(screen.element)).toBe('https://sotay.example.vn/calendar/abc.ics');
  expect(asked.find(({ operation }) => operation === 'CreateCalendarFeed')?.variables['titles']).toBe('NEUTRAL');
  const later = await render(<CalendarCard />);
  expect(address(later.element)).toBeUndefined();
  expect(later.text()).toContain('Đang dùng một địa chỉ, tạo ngày 01/12/2026.');
});

it('revoked, it is gone from the screen at once', async () => {
  const screen = await render(<CalendarCard />);
  await screen.press('Tạo địa chỉ lịch');
  await screen.press('Thu hồi địa chỉ lịch');
  expect(address(screen.element)).toBeUndefined();
  expect(screen.text()).toContain('Tạo địa chỉ lịch');
});
