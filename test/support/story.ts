import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest } from '@jest/globals';
import { Clock } from '../../src/platform/clock.js';
import * as during from './course.js';
import { contentOf, paper } from './meeting-papers.js';
import { CHECK_IN, CLOSE, INVITE, MARK, MEETING, OPEN, once, SCHEDULE } from './meetings.js';
import type { Loose, Person } from './person.js';
import { Phone } from './phones.js';
import { type Place, World } from './world.js';

/** Where the papers are put for somebody to look at; nowhere without it. */
const LOOK_AT = process.env['PAPERS_DIR'];

const MINUTE = 60_000;

/** A cell whose months a test plays, and the moment at which the story stands: the application's clock follows `now`. */
export interface Story {
  w: World;
  cell: Place;
  secretary: Person;
  recorder: Person;
  members: Person[];
  byHand: Person[];
  exempt: Person;
  follower: Person;
  phones: Map<Person, Phone>;
  now: Date;
}

/** The one of this test file; filled by `begin`. */
export const story = {} as Story;

/** The province's evening of a day: `at('2026-09-05', 19, 30)`. */
export const at = (day: string, hour: number, minute = 0): Date =>
  new Date(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+07:00`);
export const later = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE);
export const text = (instant: Date): string => instant.toISOString();
const everybody = () => [story.secretary, story.recorder, ...story.members, ...story.byHand];

/** Makes the cell: ten members, one on probation, one exempt, two without a phone. */
export async function begin(): Promise<void> {
  story.w = await World.create();
  jest.spyOn(story.w.get(Clock), 'now').mockImplementation(() => new Date(story.now));
  story.now = at('2026-09-01', 8);
  const committee = await story.w.organisation('Đảng bộ xã Tân Lĩnh', 'BASE_COMMITTEE');
  story.cell = await story.w.cell('Chi bộ bản Lùng', committee);
  story.secretary = await story.w.person('SECRETARY', story.cell, { name: 'Lò Thị Mai' });
  story.recorder = await story.w.person('MEMBER', story.cell, { name: 'Hoàng Văn Sính' });
  story.members = [];
  for (const name of ['Giàng A Páo', 'Nguyễn Thị Hòa', 'Vì Văn Ặc', 'Sùng Thị Dợ', 'Đặng Đức Thắng'])
    story.members.push(
      await story.w.person('MEMBER', story.cell, { name, kind: name.startsWith('Sùng') ? 'PROBATIONARY' : 'FULL' }),
    );
  story.byHand = [];
  for (const name of ['Cầm Văn Bun', 'Hà Thị Yến'])
    story.byHand.push(await story.w.person('MEMBER', story.cell, { name, reach: 'NONE', activated: false }));
  story.exempt = await story.w.person('MEMBER', story.cell, { name: 'Lường Văn Inh' });
  await story.w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [story.exempt.memberId]);
  story.follower = await story.w.person('FOLLOWER', story.cell, { name: 'Trần Quang Minh' });
  story.phones = new Map(everybody().map(person => [person, new Phone()]));
}

/** Ends the application. */
export async function end(): Promise<void> {
  jest.restoreAllMocks();
  await story.w?.end();
}

/** Plans and invites online, some days before. */
export async function invite(startsAt: Date, input: Record<string, unknown> = {}): Promise<Loose> {
  const month = text(later(startsAt, 7 * 60)).slice(0, 7);
  const { scheduleMeeting } = await story.secretary.ask(SCHEDULE, {
    input: {
      cellId: story.cell.id,
      kind: 'REGULAR',
      month,
      startsAt: text(startsAt),
      endsAt: text(later(startsAt, 120)),
      place: 'Nhà văn hóa bản Lùng',
      chairId: story.secretary.memberId,
      recorderId: story.recorder.memberId,
      agenda: [
        { title: 'Tuyên bố lý do, điểm danh', minutes: 10 },
        { title: 'Báo cáo kết quả tháng, phương hướng tháng tới', minutes: 40 },
        { title: 'Thảo luận, kết luận', minutes: 45 },
      ],
      clientMutationId: once(),
      ...input,
    },
  });
  return (await story.secretary.ask(INVITE, { id: scheduleMeeting.id, once: once() })).inviteToMeeting;
}

/** Opens at its time; those with a phone check in with the room's code, the others are called. */
export async function gather(meeting: Loose, absent: readonly Person[] = []): Promise<void> {
  story.now = new Date(meeting.startsAt);
  await story.secretary.ask(OPEN, { id: meeting.id, at: text(story.now) });
  story.now = later(story.now, 4);
  for (const person of [story.secretary, story.recorder, ...story.members].filter(one => !absent.includes(one))) {
    const { input } = (story.phones.get(person) as Phone).checkIn(meeting, person, story.now);
    await person.ask(CHECK_IN, { input: { ...input, sentAt: text(story.now) } });
  }
  const marks = [
    ...story.byHand.map(({ memberId }) => ({ memberId, state: 'PRESENT', at: text(story.now) })),
    ...absent.map(({ memberId }) => ({ memberId, state: 'EXCUSED', reason: 'Đi công tác', at: text(story.now) })),
  ];
  await story.secretary.ask(MARK, { id: meeting.id, marks, once: once() });
}

/** The course of a meeting: the agenda's clock, speakers, tasks, a vote by name; closed after `minutes`. */
export async function hold(meeting: Loose, minutes: number): Promise<Loose> {
  const opened = new Date(meeting.startsAt);
  for (const [index, item] of meeting.agenda.entries()) {
    story.now = later(opened, 5 + index * 25);
    await story.secretary.ask(during.START_ITEM, {
      meetingId: meeting.id,
      itemId: item.id,
      at: text(story.now),
      once: once(),
    });
  }
  for (const [index, person] of [story.secretary, story.recorder, ...story.members.slice(0, 4)].entries()) {
    story.now = later(opened, 60 + index * 3);
    await story.secretary.ask(during.NOTE_SPEECH, {
      input: {
        meetingId: meeting.id,
        agendaItemId: meeting.agenda.at(-1).id,
        memberId: person.memberId,
        opinion: `Nhất trí với báo cáo; đề nghị sửa đường vào bản trước Tết (ý kiến ${index + 1}).`,
        isCriticism: index === 1,
        spokenAt: text(story.now),
        clientMutationId: once(),
      },
    });
  }
  story.now = later(opened, 85);
  for (const [title, who] of [
    ['Hướng dẫn 10 hộ dùng dịch vụ công trực tuyến', story.members[0]],
    ['Vận động các hộ thu gom rác đúng nơi', story.members[1]],
  ] as const)
    await story.secretary.ask(during.GIVE_TASK, {
      input: {
        meetingId: meeting.id,
        title,
        assigneeId: who?.memberId,
        dueOn: text(later(opened, 25 * 1440)).slice(0, 10),
        clientMutationId: once(),
      },
    });
  await vote(meeting, 'Thông qua nghị quyết của chi bộ');
  story.now = later(opened, minutes);
  const { meeting: read } = await story.secretary.ask(MEETING, { id: meeting.id });
  const { minutes: drafted } = await story.secretary.ask(during.MINUTES, { id: meeting.id });
  const { closeMeeting } = await story.secretary.ask(CLOSE, {
    input: {
      meetingId: meeting.id,
      version: read.version,
      endedAt: text(story.now),
      minutes: drafted.draftText,
      conclusion: 'Chi bộ thống nhất các nhiệm vụ đã nêu; phân công đảng viên phụ trách.',
      clientMutationId: once(),
    },
  });
  return closeMeeting;
}

/** A vote by name: those with a phone cast it themselves, the others say it and are written down; nobody on probation. */
async function vote(meeting: Loose, question: string): Promise<Loose> {
  const { planVote } = await story.secretary.ask(during.PLAN_VOTE, {
    input: { meetingId: meeting.id, question, method: 'ROLL', clientMutationId: once() },
  });
  await story.secretary.ask(during.OPEN_VOTE, { id: planVote.id, once: once() });
  const own = [story.secretary, story.recorder, ...story.members].filter(person => person.name !== 'Sùng Thị Dợ');
  for (const person of own) {
    const cast = { id: planVote.id, choice: person === story.members[1] ? 'OTHER' : 'AGREE', once: once() };
    const [first, again] = await Promise.all([person.send(during.CAST, cast), person.send(during.CAST, cast)]);
    // Somebody who is missing that day does not vote.
    expect(again.errors?.[0]?.extensions.reason).toBe(first.errors?.[0]?.extensions.reason);
  }
  await story.secretary.ask(during.RECORD_BALLOTS, {
    id: planVote.id,
    ballots: story.byHand.map(({ memberId }) => ({ memberId, choice: 'AGREE' })),
    once: once(),
  });
  return (await story.secretary.ask(during.CLOSE_VOTE, { id: planVote.id, once: once() })).closeVote;
}

/** Recorder and chair sign what both saw; with the second signature it is sealed. */
export async function seal(meeting: Loose): Promise<Loose> {
  story.now = later(story.now, 30);
  const { minutes } = await story.secretary.ask(during.MINUTES, { id: meeting.id });
  const { contentHash } = minutes;
  await story.recorder.ask(during.SIGN, { id: meeting.id, role: 'RECORDER', contentHash, once: once() });
  return (await story.secretary.ask(during.SIGN, { id: meeting.id, role: 'CHAIR', contentHash, once: once() }))
    .signMinutes;
}

/** The resolution of a meeting, under the next number. */
export async function resolve(meeting: Loose): Promise<Loose> {
  const { draftResolution } = await story.secretary.ask(during.DRAFT_RESOLUTION, { id: meeting.id, once: once() });
  const { id, version } = draftResolution;
  const on = text(later(story.now, 7 * 60)).slice(0, 10);
  return (await story.secretary.ask(during.ISSUE_RESOLUTION, { id, version, on, once: once() })).issueResolution;
}

/** Every paper of a month in both forms, put where somebody can look at them. */
export async function papersOf(meeting: Loose, resolution: Loose): Promise<Map<string, Buffer>> {
  const made = new Map<string, Buffer>();
  for (const kind of ['MINUTES', 'RESOLUTION', 'ATTENDANCE', 'ASSESSMENT', 'ROLL_SHEET', 'PROGRAMME'])
    for (const format of ['PDF', 'DOCX'] as const) {
      const subject = kind === 'RESOLUTION' ? resolution.id : undefined;
      const one = await paper(story.w, story.secretary, meeting, kind, format, subject);
      expect({ kind, format, state: one.state, problem: one.problem }).toMatchObject({ state: 'READY' });
      const content = await contentOf(story.secretary, one);
      made.set(`${kind}.${format}`, content);
      if (!LOOK_AT) continue;
      mkdirSync(LOOK_AT, { recursive: true });
      writeFileSync(join(LOOK_AT, `${meeting.month}-${kind.toLowerCase()}.${format.toLowerCase()}`), content);
    }
  return made;
}

export const score = async (person: Person, scorer: string, meeting: Loose) => {
  const { assessment } = await person.ask(during.ASSESSMENT, { id: meeting.id });
  const asked = assessment.suggested.points.filter((part: Loose) => part.applies && part.suggested === null);
  const answers = asked.map((part: Loose) => ({ part: part.part, points: part.max }));
  return (
    await person.ask(during.SCORE, { input: { meetingId: meeting.id, scorer, answers, clientMutationId: once() } })
  ).scoreMeeting;
};
