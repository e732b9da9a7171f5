import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { monthAfter } from '../src/platform/clock.js';
import { newId } from '../src/platform/ids.js';
import * as during from './support/course.js';
import { ANSWER, CHECK_IN, CLOSE, MARK, MEETING, once, SCHEDULE } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import type { Phone } from './support/phones.js';
import {
  at,
  begin,
  end,
  gather,
  hold,
  invite,
  later,
  papersOf,
  resolve,
  score,
  seal,
  story,
  text,
} from './support/story.js';

const ADOPTION = `query($id: ID!, $month: YearMonth!) { adoption(organisationId: $id, month: $month) { cellsUsingPlatform checkedIn attendanceRate } }`;

beforeAll(begin);
afterAll(end);

describe('three months of a cell', () => {
  let [september, october, november]: Loose[] = [];

  it('the first month is held with a network: invited, checked in, discussed, voted, signed, sealed, resolved, scored', async () => {
    story.now = at('2026-09-01', 9);
    september = await invite(at('2026-09-05', 19, 30));
    await story.members[0]?.ask(ANSWER, { id: september.id, attending: true, once: once() });
    await gather(september);
    september = await hold(september, 100);
    expect(september.attendanceSummary).toMatchObject({ entitled: 9, present: 9, exempt: 1, rate: 1 });
    expect(await score(story.secretary, 'CELL', september)).toBeTruthy();
    expect(await seal(september)).toMatchObject({ seal: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await score(story.follower, 'FOLLOWER', september)).toBeTruthy();
    expect(await resolve(september)).toMatchObject({ number: '01-NQ/CB' });
  });

  it('tasks of the first month are reported before the next', async () => {
    story.now = at('2026-09-28', 20);
    const { tasks } = await story.secretary.ask(during.TASKS, { cellId: story.cell.id });
    expect(tasks.totalCount).toBe(2);
    for (const [index, { node }] of tasks.edges.entries())
      await story.secretary.ask(during.REPORT_TASK, { id: node.id, progress: index === 0 ? 100 : 80, once: once() });
    expect(
      (await story.secretary.ask(during.TASK_PROGRESS, { cellId: story.cell.id, month: '2026-10' })).taskProgress
        .average,
    ).toBe(90);
  });

  it('the second month is held without any network and comes twelve days later, in disorder and twice', async () => {
    story.now = at('2026-10-18', 8);
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
            cellId: story.cell.id,
            kind: 'REGULAR',
            month: '2026-10',
            startsAt: text(startsAt),
            endsAt: text(later(startsAt, 120)),
            place: 'Nhà văn hóa bản Lùng',
            chairId: story.secretary.memberId,
            recorderId: story.recorder.memberId,
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
    expect(await story.secretary.refusal(...(steps[2] as [string, Loose]))).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'PREDECESSOR_MISSING',
    });
    expect(await story.secretary.refusal(...(steps[1] as [string, Loose]))).toMatchObject({
      reason: 'PREDECESSOR_MISSING',
    });
    for (const [query, variables] of [...steps, ...steps]) await story.secretary.ask(query, variables);

    const shown = later(startsAt, 3);
    const room = { id, checkInSecret };
    const missing = story.members[4] as Person;
    const commuting: (() => Promise<unknown>)[] = [
      ...[story.secretary, story.recorder, ...story.members.slice(0, 4)].map(person => async () => {
        const { input } = (story.phones.get(person) as Phone).checkIn(room, person, shown);
        await person.ask(CHECK_IN, { input: { ...input, sentAt: text(story.now) } });
      }),
      () =>
        story.secretary.ask(MARK, {
          id,
          once: once(),
          marks: story.byHand.map(({ memberId }) => ({ memberId, state: 'PRESENT', at: text(shown) })),
        }),
      () =>
        story.secretary.ask(MARK, {
          id,
          once: once(),
          marks: [{ memberId: missing.memberId, state: 'UNEXCUSED', at: text(shown) }],
        }),
      () =>
        story.secretary.ask(MARK, {
          id,
          once: once(),
          marks: [{ memberId: missing.memberId, state: 'EXCUSED', reason: 'Ốm', at: text(later(shown, 20)) }],
        }),
    ];
    for (const deliver of [...commuting].reverse()) await deliver();
    for (const deliver of commuting) await deliver();

    october = (await story.secretary.ask(MEETING, { id })).meeting;
    expect(october.attendanceSummary).toMatchObject({ entitled: 9, present: 8, excused: 1, unexcused: 0, expected: 0 });
    october = (
      await story.secretary.ask(CLOSE, {
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
    await score(story.secretary, 'CELL', october);
    await seal(october);
    expect(await resolve(october)).toMatchObject({ number: '02-NQ/CB' });
  });

  it('the third month holds the thematic meeting in the same session, and answers what a member proposed', async () => {
    story.now = at('2026-11-01', 8);
    const { giveOpinion } = await (story.members[1] as Person).ask(during.GIVE_OPINION, {
      input: {
        cellId: story.cell.id,
        kind: 'PROPOSAL',
        text: 'Đề nghị sửa mái nhà văn hóa trước Tết.',
        clientMutationId: once(),
      },
    });
    november = await invite(at('2026-11-05', 19, 30), { includesThematic: true });
    expect(JSON.stringify(november.agenda)).toContain('đề xuất');
    await gather(november, [story.members[2] as Person]);
    november = await hold(november, 125);
    await story.secretary.ask(during.ANSWER_OPINION, {
      input: {
        id: giveOpinion.id,
        version: giveOpinion.version,
        answer: 'Chi ủy giao đồng chí Páo lập dự toán.',
        clientMutationId: once(),
      },
    });
    const cellScore = await score(story.secretary, 'CELL', november);
    expect(cellScore).toBeTruthy();
    await seal(november);
    expect(await resolve(november)).toMatchObject({ number: '03-NQ/CB' });
    const { assessmentUnder } = await story.secretary.ask(during.ASSESSMENT_UNDER, { id: november.id, form: 'B' });
    expect(assessmentUnder).toBeTruthy();
  });

  it('every month counts as held on the platform, with its check-ins', async () => {
    for (const [index, checkedIn] of [7, 6, 6].entries()) {
      const { adoption } = await story.secretary.ask(ADOPTION, {
        id: story.cell.id,
        month: monthAfter('2026-09', index),
      });
      expect({ index, ...adoption }).toMatchObject({ index, cellsUsingPlatform: 1, checkedIn });
    }
  });

  it('the papers of the three months come out as PDF and DOCX, the same bytes when asked again', async () => {
    for (const meeting of [september, october, november]) {
      const { resolutionsOfMeeting } = await story.secretary.ask(during.RESOLUTIONS_OF, { id: meeting.id });
      const first = await papersOf(meeting, resolutionsOfMeeting[0]);
      expect(first.size).toBe(12);
      for (const [name, content] of first)
        expect({ name, head: content.subarray(0, 2).toString() }).toMatchObject({
          head: name.endsWith('PDF') ? '%P' : 'PK',
        });
    }
  });
});
