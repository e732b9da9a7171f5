import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApplication } from '../src/app.module.js';
import { newId } from '../src/platform/ids.js';
import { LiveEvents } from '../src/platform/push/live-events.js';
import { CHECK_IN, checkInWith, codeAt, MARK, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

/** A live screen: what it was told, and how it ended. */
class Screen {
  readonly versions: number[] = [];
  isOver = false;
  private constructor(
    readonly status: number,
    readonly headers: Headers,
    private readonly abort: AbortController,
  ) {}

  static async open(url: string, headers: Record<string, string>): Promise<Screen> {
    const abort = new AbortController();
    const reply = await fetch(url, { headers, signal: abort.signal });
    const screen = new Screen(reply.status, reply.headers, abort);
    if (reply.status === 200) void screen.listen(reply);
    else await reply.text();
    return screen;
  }

  private async listen(reply: Response): Promise<void> {
    let text = '';
    try {
      for await (const chunk of reply.body ?? []) {
        text += Buffer.from(chunk as Uint8Array).toString();
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const event = /^data: (.*)$/m.exec(text.slice(0, end));
          if (event) this.versions.push((JSON.parse(event[1] ?? '') as { version: number }).version);
          text = text.slice(end + 2);
        }
      }
    } catch {
      // Closed by the test.
    }
    this.isOver = true;
  }

  close(): void {
    this.abort.abort();
  }
}

/** Waits until something holds; fails after some seconds. */
async function until(holds: () => boolean, seconds = 10): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Nothing happened within ${seconds} s.`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let meeting: Loose;
let screens: Screen[] = [];
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  meeting = await opened(secretary, cell);
});
afterEach(() => {
  for (const screen of screens) screen.close();
  screens = [];
});

async function watch(person: Person, path = `/events/meetings/${meeting.id}`, base = w.url): Promise<Screen> {
  const screen = await Screen.open(`${base}${path}`, person.headers);
  screens.push(screen);
  return screen;
}
const checkIn = () => member.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret)));
const callRoll = () =>
  secretary.ask(MARK, { id: meeting.id, marks: [{ memberId: member.memberId, state: 'PRESENT' }], once: once() });

describe('the live screen of a meeting', () => {
  it('starts with a version at once and hears of every change as a rising number, nothing else', async () => {
    const screen = await watch(secretary);
    expect(screen.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(screen.headers.get('cache-control')).toContain('no-store');
    expect(screen.headers.get('x-accel-buffering')).toBe('no');
    await until(() => screen.versions.length > 0);
    // The opening before may still be on its way.
    await new Promise(resolve => setTimeout(resolve, 300));
    const heard = screen.versions.length;
    await checkIn();
    await until(() => screen.versions.length > heard);
    expect([...screen.versions].sort((a, b) => a - b)).toEqual(screen.versions);
    expect(new Set(screen.versions).size).toBe(screen.versions.length);
  });

  it('is refused without a token, in the address, and to those who may not know of the meeting', async () => {
    const path = `/events/meetings/${meeting.id}`;
    expect((await fetch(`${w.url}${path}`)).status).toBe(401);
    expect((await fetch(`${w.url}${path}?access_token=${secretary.token}`)).status).toBe(401);
    expect((await fetch(`${w.url}${path}`, { headers: { cookie: `token=${secretary.token}` } })).status).toBe(401);
    const stranger = await w.person('MEMBER', await w.cell());
    const admin = await w.person('ADMINISTRATOR', w.province);
    expect((await watch(stranger)).status).toBe(404);
    expect((await watch(admin)).status).toBe(403);
    for (const id of [newId(), 'x', '%00', "';drop table meetings;--"])
      expect((await watch(secretary, `/events/meetings/${encodeURIComponent(id)}`)).status).toBe(404);
    const rollouts = await watch(secretary, `/events/rollouts/${newId()}`);
    expect(rollouts.status).toBe(403);
    expect((await watch(admin, `/events/rollouts/${newId()}`)).status).toBe(404);
  });

  it('ends within five seconds when the session ends', async () => {
    const screen = await watch(member);
    await until(() => screen.versions.length > 0);
    await member.ask('mutation { signOut }');
    await until(() => screen.isOver, 5);
  });

  it('ends instead of telling on when the permission goes', async () => {
    const screen = await watch(member);
    await until(() => screen.versions.length > 0);
    await w.rows(`update grants set during = daterange('2000-01-01', current_date - 1) where account_id = $1`, [
      member.accountId,
    ]);
    // What a session may do is remembered for five seconds.
    await new Promise(resolve => setTimeout(resolve, 5100));
    const heard = screen.versions.length;
    await callRoll();
    await until(() => screen.isOver);
    expect(screen.versions.length).toBe(heard);
  });

  it('has at most five for one session, and places are given back', async () => {
    const open = await Promise.all(Array.from({ length: 12 }, () => watch(member)));
    expect(open.filter(screen => screen.status === 200)).toHaveLength(5);
    expect(open.filter(screen => screen.status === 429)).toHaveLength(7);
    expect(open.find(screen => screen.status === 429)?.headers.get('retry-after')).toBe('20');
    expect((await watch(secretary)).status).toBe(200);
    for (const screen of open) screen.close();
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await watch(member)).status).toBe(200);
  });

  it('a burst of changes is few nudges, and the last one arrives', async () => {
    const screen = await watch(secretary);
    await until(() => screen.versions.length > 0);
    await Promise.all(Array.from({ length: 20 }, () => callRoll()));
    const after = await w.get(LiveEvents).version();
    await callRoll();
    await until(() => (screen.versions.at(-1) ?? 0) > after);
    expect(screen.versions.length).toBeLessThan(20);
  });

  // Last of all: a second application in this process takes over the sign-in check of the first.
  it('hears of what happens in another process, which does not wait for it when it stops', async () => {
    const other = await createApplication({ ...w.config, port: 0 });
    await other.listen(0, '127.0.0.1');
    const base = (await other.getUrl()).replace('[::1]', '127.0.0.1');
    const screen = await watch(secretary, `/events/meetings/${meeting.id}`, base);
    await until(() => screen.versions.length > 0);
    await new Promise(resolve => setTimeout(resolve, 300));
    const heard = screen.versions.length;
    await checkIn();
    await until(() => screen.versions.length > heard);

    const began = Date.now();
    await other.close();
    await until(() => screen.isOver);
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});
