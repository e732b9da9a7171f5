import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Clock, monthAfter } from '../src/platform/clock.js';
import { newId } from '../src/platform/ids.js';
import * as during from './support/course.js';
import { contentOf, paper } from './support/meeting-papers.js';
import { ANSWER, CHECK_IN, CLOSE, INVITE, MARK, MEETING, OPEN, once, SCHEDULE } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { Phone } from './support/phones.js';
import { type Place, World } from './support/world.js';

/** Where the papers are put for somebody to look at; nowhere without it. */
const LOOK_AT = process.env['PAPERS_DIR'];

const MINUTE = 60_000;
const ADOPTION = `query($id: ID!, $month: YearMonth!) { adoption(organisationId: $id, month: $month) { cellsUsingPlatform checkedIn attendanceRate } }`;

let w: World;
let cell: Place;
let secretary: Person;
let recorder: Person;
let members: Person[];
let byHand: Person[];
let exempt: Person;
let follower: Person;
let phones: Map<Person, Phone>;
let now: Date;

/** The province's evening of a day: `at('2026-09-05', 19, 30)`. */
const at = (day: string, hour: number, minute = 0): Date =>
  new Date(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+07:00`);
const later = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE);
const text = (instant: Date): string => instant.toISOString();
const everybody = () => [secretary, recorder, ...members, ...byHand];

beforeAll(async () => {
  w = await World.create();
  jest.spyOn(w.get(Clock), 'now').mockImplementation(() => new Date(now));
  now = at('2026-09-01', 8);
  const committee = await w.organisation('Đảng bộ xã Tân Lĩnh', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', committee);
  secretary = await w.person('SECRETARY', cell, { name: 'Lò Thị Mai' });
  recorder = await w.person('MEMBER', cell, { name: 'Hoàng Văn Sính' });
  members = [];
  for (const name of ['Giàng A Páo', 'Nguyễn Thị Hòa', 'Vì Văn Ặc', 'Sùng Thị Dợ', 'Đặng Đức Thắng'])
    members.push(await w.person('MEMBER', cell, { name, kind: name.startsWith('Sùng') ? 'PROBATIONARY' : 'FULL' }));
  byHand = [];
  for (const name of ['Cầm Văn Bun', 'Hà Thị Yến'])
    byHand.push(await w.person('MEMBER', cell, { name, reach: 'NONE', activated: false }));
  exempt = await w.person('MEMBER', cell, { name: 'Lường Văn Inh' });
  await w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [exempt.memberId]);
  follower = await w.person('FOLLOWER', cell, { name: 'Trần Quang Minh' });
  phones = new Map(everybody().map(person => [person, new Phone()]));
});
afterAll(async () => {
  jest.restoreAllMocks();
  await w?.end();
});

/** Plans and invites online, some days before. */
async function invite(startsAt: Date, input: Record<string, unknown> = {}): Promise<Loose> {
  const month = text(later(startsAt, 7 * 60)).slice(0, 7);
  const { scheduleMeeting } = await secretary.ask(SCHEDULE, {
    input: {
      cellId: cell.id,
      kind: 'REGULAR',
      month,
      startsAt: text(startsAt),
      endsAt: text(later(startsAt, 120)),
      place: 'Nhà văn hóa bản Lùng',
      chairId: secretary.memberId,
      recorderId: recorder.memberId,
      agenda: [
        { title: 'Tuyên bố lý do, điểm danh', minutes: 10 },
        { title: 'Báo cáo kết quả tháng, phương hướng tháng tới', minutes: 40 },
        { title: 'Thảo luận, kết luận', minutes: 45 },
      ],
      clientMutationId: once(),
      ...input,
    },
  });
  return (await secretary.ask(INVITE, { id: scheduleMeeting.id, once: once() })).inviteToMeeting;
}

/** Opens at its time; those with a phone check in with the room's code, the others are called. */
async function gather(meeting: Loose, absent: readonly Person[] = []): Promise<void> {
  now = new Date(meeting.startsAt);
  await secretary.ask(OPEN, { id: meeting.id, at: text(now) });
  now = later(now, 4);
  for (const person of [secretary, recorder, ...members].filter(one => !absent.includes(one))) {
    const { input } = (phones.get(person) as Phone).checkIn(meeting, person, now);
    await person.ask(CHECK_IN, { input: { ...input, sentAt: text(now) } });
  }
  const marks = [
    ...byHand.map(({ memberId }) => ({ memberId, state: 'PRESENT', at: text(now) })),
    ...absent.map(({ memberId }) => ({ memberId, state: 'EXCUSED', reason: 'Đi công tác', at: text(now) })),
  ];
  await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
}

/** The course of a meeting: the agenda's clock, speakers, tasks, a vote by name; closed after `minutes`. */
async function hold(meeting: Loose, minutes: number): Promise<Loose> {
  const opened = new Date(meeting.startsAt);
  for (const [index, item] of meeting.agenda.entries()) {
    now = later(opened, 5 + index * 25);
    await secretary.ask(during.START_ITEM, { meetingId: meeting.id, itemId: item.id, at: text(now), once: once() });
  }
  for (const [index, person] of [secretary, recorder, ...members.slice(0, 4)].entries()) {
    now = later(opened, 60 + index * 3);
    await secretary.ask(during.NOTE_SPEECH, {
      input: {
        meetingId: meeting.id,
        agendaItemId: meeting.agenda.at(-1).id,
        memberId: person.memberId,
        opinion: `Nhất trí với báo cáo; đề nghị sửa đường vào bản trước Tết (ý kiến ${index + 1}).`,
        isCriticism: index === 1,
        spokenAt: text(now),
        clientMutationId: once(),
      },
    });
  }
  now = later(opened, 85);
  for (const [title, who] of [
    ['Hướng dẫn 10 hộ dùng dịch vụ công trực tuyến', members[0]],
    ['Vận động các hộ thu gom rác đúng nơi', members[1]],
  ] as const)
    await secretary.ask(during.GIVE_TASK, {
      input: {
        meetingId: meeting.id,
        title,
        assigneeId: who?.memberId,
        dueOn: text(later(opened, 25 * 1440)).slice(0, 10),
        clientMutationId: once(),
      },
    });
  await vote(meeting, 'Thông qua nghị quyết của chi bộ');
  now = later(opened, minutes);
  const { meeting: read } = await secretary.ask(MEETING, { id: meeting.id });
  const { minutes: drafted } = await secretary.ask(during.MINUTES, { id: meeting.id });
  const { closeMeeting } = await secretary.ask(CLOSE, {
    input: {
      meetingId: meeting.id,
      version: read.version,
      endedAt: text(now),
      minutes: drafted.draftText,
      conclusion: 'Chi bộ thống nhất các nhiệm vụ đã nêu; phân công đảng viên phụ trách.',
      clientMutationId: once(),
    },
  });
  return closeMeeting;
}

/** A vote by name: those with a phone cast it themselves, the others say it and are written down; nobody on probation. */
async function vote(meeting: Loose, question: string): Promise<Loose> {
  const { planVote } = await secretary.ask(during.PLAN_VOTE, {
    input: { meetingId: meeting.id, question, method: 'ROLL', clientMutationId: once() },
  });
  await secretary.ask(during.OPEN_VOTE, { id: planVote.id, once: once() });
  const own = [secretary, recorder, ...members].filter(person => person.name !== 'Sùng Thị Dợ');
  for (const person of own) {
    const cast = { id: planVote.id, choice: person === members[1] ? 'OTHER' : 'AGREE', once: once() };
    const [first, again] = await Promise.all([person.send(during.CAST, cast), person.send(during.CAST, cast)]);
    // Somebody who is missing that day does not vote.
    expect(again.errors?.[0]?.extensions.reason).toBe(first.errors?.[0]?.extensions.reason);
  }
  await secretary.ask(during.RECORD_BALLOTS, {
    id: planVote.id,
    ballots: byHand.map(({ memberId }) => ({ memberId, choice: 'AGREE' })),
    once: once(),
  });
  return (await secretary.ask(during.CLOSE_VOTE, { id: planVote.id, once: once() })).closeVote;
}

/** Recorder and chair sign what both saw; with the second signature it is sealed. */
async function seal(meeting: Loose): Promise<Loose> {
  now = later(now, 30);
  const { minutes } = await secretary.ask(during.MINUTES, { id: meeting.id });
  const { contentHash } = minutes;
  await recorder.ask(during.SIGN, { id: meeting.id, role: 'RECORDER', contentHash, once: once() });
  return (await secretary.ask(during.SIGN, { id: meeting.id, role: 'CHAIR', contentHash, once: once() })).signMinutes;
}

/** The resolution of a meeting, under the next number. */
async function resolve(meeting: Loose): Promise<Loose> {
  const { draftResolution } = await secretary.ask(during.DRAFT_RESOLUTION, { id: meeting.id, once: once() });
  const { id, version } = draftResolution;
  const on = text(later(now, 7 * 60)).slice(0, 10);
  return (await secretary.ask(during.ISSUE_RESOLUTION, { id, version, on, once: once() })).issueResolution;
}

/** Every paper of a month in both forms, put where somebody can look at them. */
async function papersOf(meeting: Loose, resolution: Loose): Promise<Map<string, Buffer>> {
  const made = new Map<string, Buffer>();
  for (const kind of ['MINUTES', 'RESOLUTION', 'ATTENDANCE', 'ASSESSMENT', 'ROLL_SHEET', 'PROGRAMME'])
    for (const format of ['PDF', 'DOCX'] as const) {
      const subject = kind === 'RESOLUTION' ? resolution.id : undefined;
      const one = await paper(w, secretary, meeting, kind, format, subject);
      expect({ kind, format, state: one.state, problem: one.problem }).toMatchObject({ state: 'READY' });
      const content = await contentOf(secretary, one);
      made.set(`${kind}.${format}`, content);
      if (!LOOK_AT) continue;
      mkdirSync(LOOK_AT, { recursive: true });
      writeFileSync(join(LOOK_AT, `${meeting.month}-${kind.toLowerCase()}.${format.toLowerCase()}`), content);
    }
  return made;
}

const score = async (person: Person, scorer: string, meeting: Loose) => {
  const { assessment } = await person.ask(during.ASSESSMENT, { id: meeting.id });
  const asked = assessment.suggested.points.filter((part: Loose) => part.applies && part.suggested === null);
  const answers = asked.map((part: Loose) => ({ part: part.part, points: part.max }));
  return (
    await person.ask(during.SCORE, { input: { meetingId: meeting.id, scorer, answers, clientMutationId: once() } })
  ).scoreMeeting;
};

describe('three months of a cell', () => {
  let [september, october, november]: Loose[] = [];

  it('the first month is held with a network: invited, checked in, discussed, voted, signed, sealed, resolved, scored', async () => {
    now = at('2026-09-01', 9);
    september = await invite(at('2026-09-05', 19, 30));
    await members[0]?.ask(ANSWER, { id: september.id, attending: true, once: once() });
    await gather(september);
    september = await hold(september, 100);
    expect(september.attendanceSummary).toMatchObject({ entitled: 9, present: 9, exempt: 1, rate: 1 });
    expect(await score(secretary, 'CELL', september)).toBeTruthy();
    expect(await seal(september)).toMatchObject({ seal: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await score(follower, 'FOLLOWER', september)).toBeTruthy();
    expect(await resolve(september)).toMatchObject({ number: '01-NQ/CB' });
  });

  it('tasks of the first month are reported before the next', async () => {
    now = at('2026-09-28', 20);
    const { tasks } = await secretary.ask(during.TASKS, { cellId: cell.id });
    expect(tasks.totalCount).toBe(2);
    for (const [index, { node }] of tasks.edges.entries())
      await secretary.ask(during.REPORT_TASK, { id: node.id, progress: index === 0 ? 100 : 80, once: once() });
    expect(
      (await secretary.ask(during.TASK_PROGRESS, { cellId: cell.id, month: '2026-10' })).taskProgress.average,
    ).toBe(90);
  });

  it('the second month is held without any network and comes twelve days later, in disorder and twice', async () => {
    now = at('2026-10-18', 8);
    const startsAt = at('2026-10-06', 19, 30);
    const checkInSecret = Buffer.alloc(32, 7).toString('base64url');
    const id = newId();
    const [scheduled, invitedId, openedId] = [once(), once(), once()];
    const item = newId();
    const steps: [string, Record<string, unknown>][] = [
      [
        SCHEDULE,
        {
          input: {
            id,
            cellId: cell.id,
            kind: 'REGULAR',
            month: '2026-10',
            startsAt: text(startsAt),
            endsAt: text(later(startsAt, 120)),
            place: 'Nhà văn hóa bản Lùng',
            chairId: secretary.memberId,
            recorderId: recorder.memberId,
            agenda: [{ id: item, title: 'Báo cáo, thảo luận, kết luận', minutes: 90 }],
            checkInSecret,
            clientMutationId: scheduled,
          },
        },
      ],
      [during.INVITE_AFTER, { id, once: invitedId, after: scheduled }],
      [during.OPEN_AFTER, { id, at: text(startsAt), once: openedId, after: invitedId }],
    ];
    // Out of order: what waits for its predecessor is told so, and nothing is lost.
    expect(await secretary.refusal(...(steps[2] as [string, Loose]))).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'PREDECESSOR_MISSING',
    });
    expect(await secretary.refusal(...(steps[1] as [string, Loose]))).toMatchObject({ reason: 'PREDECESSOR_MISSING' });
    for (const [query, variables] of [...steps, ...steps]) await secretary.ask(query, variables);

    const shown = later(startsAt, 3);
    const room = { id, checkInSecret };
    const missing = members[4] as Person;
    const commuting: (() => Promise<unknown>)[] = [
      ...[secretary, recorder, ...members.slice(0, 4)].map(person => async () => {
        const { input } = (phones.get(person) as Phone).checkIn(room, person, shown);
        await person.ask(CHECK_IN, { input: { ...input, sentAt: text(now) } });
      }),
      () =>
        secretary.ask(MARK, {
          id,
          once: once(),
          marks: byHand.map(({ memberId }) => ({ memberId, state: 'PRESENT', at: text(shown) })),
        }),
      () =>
        secretary.ask(MARK, {
          id,
          once: once(),
          marks: [{ memberId: missing.memberId, state: 'UNEXCUSED', at: text(shown) }],
        }),
      () =>
        secretary.ask(MARK, {
          id,
          once: once(),
          marks: [{ memberId: missing.memberId, state: 'EXCUSED', reason: 'Ốm', at: text(later(shown, 20)) }],
        }),
    ];
    for (const deliver of [...commuting].reverse()) await deliver();
    for (const deliver of commuting) await deliver();

    october = (await secretary.ask(MEETING, { id })).meeting;
    expect(october.attendanceSummary).toMatchObject({ entitled: 9, present: 8, excused: 1, unexcused: 0, expected: 0 });
    october = (
      await secretary.ask(CLOSE, {
        input: {
          meetingId: id,
          version: october.version,
          endedAt: text(later(startsAt, 95)),
          minutes: 'Chi bộ họp khi bản mất sóng; ghi bằng máy của bí thư, gửi khi có mạng.',
          conclusion: 'Thống nhất phương hướng tháng 10.',
          clientMutationId: once(),
        },
      })
    ).closeMeeting;
    expect(october).toMatchObject({ status: 'CLOSED', openedAt: text(startsAt), endedAt: text(later(startsAt, 95)) });
    await score(secretary, 'CELL', october);
    await seal(october);
    expect(await resolve(october)).toMatchObject({ number: '02-NQ/CB' });
  });

  it('the third month holds the thematic meeting in the same session, and answers what a member proposed', async () => {
    now = at('2026-11-01', 8);
    const { giveOpinion } = await (members[1] as Person).ask(during.GIVE_OPINION, {
      input: {
        cellId: cell.id,
        kind: 'PROPOSAL',
        text: 'Đề nghị sửa mái nhà văn hóa trước Tết.',
        clientMutationId: once(),
      },
    });
    november = await invite(at('2026-11-05', 19, 30), { includesThematic: true });
    expect(JSON.stringify(november.agenda)).toContain('đề xuất');
    await gather(november, [members[2] as Person]);
    november = await hold(november, 125);
    await secretary.ask(during.ANSWER_OPINION, {
      input: {
        id: giveOpinion.id,
        version: giveOpinion.version,
        answer: 'Chi ủy giao đồng chí Páo lập dự toán.',
        clientMutationId: once(),
      },
    });
    const cellScore = await score(secretary, 'CELL', november);
    expect(cellScore).toBeTruthy();
    await seal(november);
    expect(await resolve(november)).toMatchObject({ number: '03-NQ/CB' });
    const { assessmentUnder } = await secretary.ask(during.ASSESSMENT_UNDER, { id: november.id, form: 'B' });
    expect(assessmentUnder).toBeTruthy();
  });

  it('every month counts as held on the platform, with its check-ins', async () => {
    for (const [index, checkedIn] of [7, 6, 6].entries()) {
      const { adoption } = await secretary.ask(ADOPTION, { id: cell.id, month: monthAfter('2026-09', index) });
      expect({ index, ...adoption }).toMatchObject({ index, cellsUsingPlatform: 1, checkedIn });
    }
  });

  it('the papers of the three months come out as PDF and DOCX, the same bytes when asked again', async () => {
    for (const meeting of [september, october, november]) {
      const { resolutionsOfMeeting } = await secretary.ask(during.RESOLUTIONS_OF, { id: meeting.id });
      const first = await papersOf(meeting, resolutionsOfMeeting[0]);
      expect(first.size).toBe(12);
      for (const [name, content] of first)
        expect({ name, head: content.subarray(0, 2).toString() }).toMatchObject({
          head: name.endsWith('PDF') ? '%P' : 'PK',
        });
    }
  });
});
