import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import ICAL from 'ical.js';
import { itIs } from './support/duties.js';
import { closed, INVITE, inHours, invited, once, schedule, UPDATE } from './support/meetings.js';
import type { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const CREATE = `mutation($titles: CalendarTitles, $once: ID!) { createCalendarFeed(titles: $titles, clientMutationId: $once) { url feed { createdAt readAt titles } } }`;
const REVOKE = `mutation { revokeCalendarFeed }`;
const OWN = `{ calendarFeed { createdAt readAt titles } }`;
const CANCEL = `mutation($id: ID!) { cancelMeeting(meetingId: $id, reason: "Bão") { id } }`;
const POSTPONE = `mutation($input: PostponeMeetingInput!) { postponeMeeting(input: $input) { id } }`;

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
beforeAll(async () => {
  w = await World.create({ env: { PUBLIC_URL: 'https://sotay.example.vn' } });
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** A new address of a person: the path of it. */
async function address(person: Person = member, titles = 'NEUTRAL', key = once()): Promise<string> {
  const { createCalendarFeed } = await person.ask(CREATE, { titles, once: key });
  return new URL(createCalendarFeed.url).pathname;
}
/** What a calendar gets from an address, without any sign-in. */
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${w.url}${path}`, { headers });
const textOf = async (path: string) => {
  const reply = await get(path);
  expect(reply.status).toBe(200);
  return reply.text();
};
/** The events by an independent reader. */
function eventsIn(text: string): Map<string, ICAL.Event> {
  const events = new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]]).getAllSubcomponents('vevent');
  return new Map(events.map(event => new ICAL.Event(event)).map(event => [event.uid, event]));
}
const values = (event: ICAL.Event | undefined) => ({
  summary: event?.summary,
  location: event?.location ?? null,
  start: event?.startDate.toJSDate().toISOString(),
  status: event?.component.getFirstPropertyValue('status'),
  sequence: event?.sequence,
});

describe('the address', () => {
  it('is shown once, is 256 bits long, and only a keyed hash of it is kept', async () => {
    expect((await member.ask(OWN)).calendarFeed).toBeNull();
    const { createCalendarFeed } = await member.ask(CREATE, { once: once() });
    expect(createCalendarFeed.url).toMatch(/^https:\/\/sotay\.example\.vn\/calendar\/[\w-]{43}\.ics$/);
    expect(createCalendarFeed.feed).toMatchObject({ titles: 'NEUTRAL', readAt: null });
    expect((await member.ask(OWN)).calendarFeed).toEqual(createCalendarFeed.feed);
    const token = createCalendarFeed.url.slice(-47, -4);
    const kept = await w.rows<{ all: string }>(
      `select string_agg(f::text, ' ') || (select string_agg(r::text, ' ') from repeated_mutations r) || (select string_agg(e::text, ' ') from audit_entries e) as all from calendar_feeds f`,
    );
    expect(kept[0]?.all).not.toContain(token);
    expect(kept[0]?.all).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });

  it('asked for twice with one id is one address, also at the same moment; a new one ends the old one', async () => {
    const key = once();
    const [first, again] = await Promise.all([address(member, 'NEUTRAL', key), address(member, 'NEUTRAL', key)]);
    expect(again).toBe(first);
    await Promise.all([1, 2, 3].map(() => address()));
    expect(
      await w.rows(`select 1 from calendar_feeds where account_id = $1 and revoked_at is null`, [member.accountId]),
    ).toHaveLength(1);
    expect((await get(first)).status).toBe(404);
    // The answer that was lost is no use any more: its address is dead.
    expect(await member.refusal(CREATE, { titles: 'NEUTRAL', once: key })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await member.refusal(CREATE, { titles: 'FULL', once: key })).toMatchObject({ code: 'CONFLICT' });
  });

  it('revoked, unknown, misspelt and of a shut account answer alike', async () => {
    const revoked = await address();
    expect((await member.ask(REVOKE)).revokeCalendarFeed).toBe(true);
    expect((await member.ask(REVOKE)).revokeCalendarFeed).toBe(true);
    expect((await member.ask(OWN)).calendarFeed).toBeNull();
    const shut = await address(secretary);
    await w.rows(`update accounts set disabled_at = now() where id = $1`, [secretary.accountId]);
    const unknown = `/calendar/${'A'.repeat(43)}.ics`;
    const alive = await address();
    const paths = [
      revoked,
      shut,
      unknown,
      '/calendar/x.ics',
      alive.replace('.ics', ''),
      alive.replace('.ics', '.html'),
      '/calendar/%00.ics',
    ];
    const answers = await Promise.all(
      paths.map(async path => [(await get(path)).status, await (await get(path)).text()]),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.[0]).toBe(404);
  });

  it('asked for too often it has to wait, as has who guesses; others from the same place do not', async () => {
    await w.rows(`delete from attempts`);
    const [own, others] = [await address(), await address(secretary)];
    const statuses = async (path: () => string, times: number) => {
      const found: Record<number, number> = {};
      for (let i = 0; i < times; i++) {
        const { status } = await get(path());
        found[status] = (found[status] ?? 0) + 1;
      }
      return found;
    };
    expect(await statuses(() => own, 62)).toEqual({ 200: 60, 429: 2 });
    const reply = await get(own);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(reply.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect(await statuses(() => `/calendar/${randomBytes(32).toString('base64url')}.ics`, 101)).toEqual({
      404: 100,
      429: 1,
    });
    expect((await get(others)).status).toBe(200);
    await w.rows(`update attempts set at = array(select t - interval '16 minutes' from unnest(at) t)`);
    expect((await get(own)).status).toBe(200);
  });

  it('is nobody’s business but the person’s: another member’s is not seen, made or ended by anybody else', async () => {
    const own = await address();
    expect((await secretary.ask(OWN)).calendarFeed).toBeNull();
    await secretary.ask(REVOKE);
    expect((await get(own)).status).toBe(200);
  });
});

describe('the calendar', () => {
  it('is neutral: it says when, and no word from which others would know what kind of meeting it is', async () => {
    const meeting = await invited(secretary, cell, {
      startsAt: '2026-12-05T12:30:00Z',
      endsAt: '2026-12-05T14:00:00Z',
      title: 'Sinh hoạt chi bộ tháng 12',
      onlineUrl: 'https://hop.example.vn/bi-mat',
    });
    const reply = await get(await address());
    expect(
      Object.fromEntries(
        ['content-type', 'cache-control', 'x-robots-tag', 'x-content-type-options'].map(name => [
          name,
          reply.headers.get(name),
        ]),
      ),
    ).toEqual({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
    });
    const text = await reply.text();
    const event = eventsIn(text).get(meeting.id);
    expect(values(event)).toEqual({
      summary: 'Lịch họp',
      location: null,
      start: '2026-12-05T12:30:00.000Z',
      status: 'CONFIRMED',
      sequence: 1,
    });
    expect(event?.endDate.toJSDate().toISOString()).toBe('2026-12-05T14:00:00.000Z');
    expect(event?.description).toBe(`Xem chi tiết: https://sotay.example.vn/hop/${meeting.id}`);
    expect(text).not.toMatch(/đảng|chi bộ|sinh hoạt|sinh-hoat|dang vien|Nhà văn hóa|bi-mat/i);
  });

  it('with full titles survives hostile texts, in lines of 75 octets that end in CRLF, as another reader reads them', async () => {
    const title = `Họp; bàn "3 việc", a\\b \\n :đường sá 😀👨‍👩‍👧 ${'ộ'.repeat(90)} BEGIN:VEVENT`;
    const place = 'Nhà văn hóa, xã A; phòng 2\\';
    const meeting = await invited(secretary, cell, { title, place });
    const text = await textOf(await address(member, 'FULL'));
    expect(values(eventsIn(text).get(meeting.id))).toMatchObject({ summary: title.normalize('NFC'), location: place });
    const lines = text.split('\r\n');
    expect(lines.filter(line => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(text.trimEnd()).toMatch(/END:VCALENDAR$/);
    expect(lines.filter(line => line === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(text).toMatch(/\r\nDTSTART:\d{8}T\d{6}Z\r\n/);
    expect(text).toMatch(/\r\nDTSTAMP:\d{8}T\d{6}Z?\r\n/);
    expect(text).toMatch(/\r\nPRODID:-\/\/So tay\/\/Lich hop\/\/VI\r\n/);
  });

  it('is the same to the byte until something changes; then the event keeps its id and rises in sequence', async () => {
    const meeting = await invited(secretary, cell, { startsAt: inHours(100) });
    const path = await address();
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    const again = await get(path, { 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    await secretary.ask(UPDATE, { input: { id: meeting.id, version: 1, startsAt: inHours(120) } });
    const later = await get(path, { 'if-none-match': etag });
    expect(later.status).toBe(200);
    expect(values(eventsIn(await later.text()).get(meeting.id))).toMatchObject({
      sequence: 2,
      start: expect.stringContaining(inHours(120).slice(0, 13)),
    });
    await secretary.ask(POSTPONE, { input: { id: meeting.id, version: 2, startsAt: inHours(140), reason: 'Lũ' } });
    await secretary.ask(CANCEL, { id: meeting.id });
    expect(values(eventsIn(await textOf(path)).get(meeting.id))).toMatchObject({ sequence: 4, status: 'CANCELLED' });
  });

  it('holds what the person was invited to, half a year back and all ahead, under the rights of today', async () => {
    const path = await address();
    const draft = await schedule(secretary, cell);
    const committee = await invited(secretary, cell, { kind: 'COMMITTEE' });
    const held = await closed(secretary, cell);
    const ids = async () => [...eventsIn(await textOf(path)).keys()];
    expect(await ids()).toEqual([held.id]);
    await secretary.ask(INVITE, { id: draft.id, once: once() });
    expect((await ids()).sort()).toEqual([draft.id, held.id].sort());
    expect(eventsIn(await textOf(await address(secretary))).has(committee.id)).toBe(true);
    itIs(w, new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10));
    expect(await ids()).toEqual([]);
    jest.restoreAllMocks();
    // A former member's calendar is empty as soon as the grant has ended.
    await w.rows(`update grants set during = daterange('2000-01-01', '2020-01-01') where account_id = $1`, [
      member.accountId,
    ]);
    expect(await ids()).toEqual([]);
  });

  it('an empty one is still a calendar, and reading it is noted to the hour', async () => {
    const path = await address();
    const text = await textOf(path);
    expect(eventsIn(text).size).toBe(0);
    const { readAt } = (await member.ask(OWN)).calendarFeed;
    expect(readAt).not.toBeNull();
    await textOf(path);
    expect((await member.ask(OWN)).calendarFeed.readAt).toBe(readAt);
  });
});
