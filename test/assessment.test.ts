import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ASSESSMENT, answersTo, held, partOf, SCORE, scored, sealed, spoke } from './support/assessment.js';
import { CANCEL, closed, invited, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let ward: Place;
let cell: Place;
let secretary: Person;
let member: Person;
let follower: Person;
let officer: Person;

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  ward = await w.organisation('Đảng bộ phường Yên Ninh', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ tổ 5', ward);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  follower = await w.person('FOLLOWER', cell);
  officer = await w.person('COMMITTEE_OFFICER', ward);
});

const assessmentOf = async (person: Person, meeting: Loose) =>
  (await person.ask(ASSESSMENT, { id: meeting.id })).assessment;
const scoring = async (meeting: Loose, extra: Loose = {}) => ({
  input: {
    meetingId: meeting.id,
    scorer: 'CELL',
    answers: answersTo(await assessmentOf(secretary, meeting)),
    clientMutationId: once(),
    ...extra,
  },
});

describe('who scores', () => {
  it('the secretary for the own cell, the follower of that cell beside it, each in the own column alone', async () => {
    const meeting = await held(secretary, cell);
    expect(await secretary.refusal(SCORE, await scoring(meeting, { scorer: 'FOLLOWER' }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await follower.refusal(SCORE, await scoring(meeting))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await assessmentOf(follower, meeting)).mayScore).toEqual(['FOLLOWER']);
    await scored(secretary, meeting.id);
    const both = await scored(follower, meeting.id, 'FOLLOWER');
    expect([both.cell.scorer, both.follower.scorer]).toEqual(['CELL', 'FOLLOWER']);
    expect(both.differences).toEqual([]);
  });

  it('nobody else: a member, an officer, who stands elsewhere, a secretary or follower of former days', async () => {
    const meeting = await held(secretary, cell);
    const next = await w.cell('Chi bộ tổ 6', ward);
    const people = [
      [member, 'FORBIDDEN'],
      [officer, 'FORBIDDEN'],
      [await w.person('SECRETARY', next), 'NOT_FOUND'],
      [await w.person('FOLLOWER', next), 'NOT_FOUND'],
    ] as const;
    const former = await w.person('SECRETARY', await w.cell('Chi bộ tổ 7', ward));
    await w.grant(former.accountId, 'SECRETARY', cell);
    await w.rows(
      `update grants set during = daterange('2020-01-01', '2021-01-01') where account_id = $1 and organisation_id = $2`,
      [former.accountId, cell.id],
    );
    for (const [person, code] of [...people, [former, 'NOT_FOUND'] as const])
      for (const scorer of ['CELL', 'FOLLOWER'])
        expect(await person.refusal(SCORE, await scoring(meeting, { scorer }))).toMatchObject({ code });
    expect((await assessmentOf(secretary, meeting)).cell).toBeNull();
  });
});

describe('when', () => {
  it('once the meeting is over: neither planned, running, called off, nor a meeting of the committee', async () => {
    const planned = await invited(secretary, cell);
    const running = await opened(secretary, cell);
    const answers = [{ part: 'praise', points: 1 }];
    const refusal = async (meeting: Loose, person = secretary, scorer = 'CELL') =>
      (
        await person.refusal(SCORE, {
          input: { meetingId: meeting.id, scorer, answers, clientMutationId: once() },
        })
      )?.reason;
    expect(await refusal(planned)).toBe('ASSESSMENT_TOO_EARLY');
    expect(await refusal(running)).toBe('ASSESSMENT_TOO_EARLY');
    expect(await refusal(running, follower, 'FOLLOWER')).toBe('ASSESSMENT_TOO_EARLY');
    expect(await assessmentOf(secretary, running)).toMatchObject({ mayScore: [], suggested: null });
    await secretary.ask(CANCEL, { id: planned.id, reason: 'Mưa lũ' });
    expect(await refusal(planned)).toBe('MEETING_CANCELLED');
    const committee = await closed(secretary, cell, { kind: 'COMMITTEE' });
    expect(await refusal(committee)).toBe('MEETING_NOT_ASSESSED');
    expect((await assessmentOf(secretary, committee)).mayScore).toEqual([]);
  });

  it('the score in the sealed minutes stays; one given after the sealing can be corrected, and the follower always scores', async () => {
    const before = await held(secretary, cell);
    await scored(secretary, before.id);
    await sealed(before.id, secretary);
    expect(await secretary.refusal(SCORE, await scoring(before, { version: 1 }))).toMatchObject({
      reason: 'ASSESSMENT_SEALED',
    });
    await scored(follower, before.id, 'FOLLOWER');
    await scored(follower, before.id, 'FOLLOWER', { praise: { points: 1 } }, 1);
    const after = await held(secretary, cell);
    await sealed(after.id, secretary);
    await scored(secretary, after.id);
    expect((await scored(secretary, after.id, 'CELL', { praise: { points: 1 } }, 1)).cell.version).toBe(2);
  });
});

describe('the edges, through the API', () => {
  it('50 of 90 minutes are half; a month without a thematic meeting is rescaled, and both figures stand', async () => {
    const meeting = await held(secretary, cell, { minutes: 50 });
    const { cell: own } = await scored(secretary, meeting.id);
    // Duration 2 of 5, no notice before the start, no materials: 95 - 3 - 1 - 2 - 1.
    expect(partOf(own, 'duration').points).toBe(2);
    expect(own).toMatchObject({ total: 88, reachable: 95, rescaled: 92.63, band: 'GOOD' });
  });
});

describe('a score is kept with its evidence', () => {
  it('as it was then: what is noted later changes neither points nor evidence', async () => {
    const [second, third] = [await w.person('MEMBER', cell), await w.person('MEMBER', cell)];
    const meeting = await held(secretary, cell);
    await spoke(meeting.id, member.memberId);
    const { cell: own } = await scored(secretary, meeting.id);
    expect(partOf(own, 'speakers')).toMatchObject({ points: 2, evidence: [{ value: 0.25 }] });
    await spoke(meeting.id, second.memberId);
    await spoke(meeting.id, third.memberId);
    const again = (await secretary.ask(ASSESSMENT, { id: meeting.id })).assessment;
    expect(again.cell).toEqual(own);
    expect(partOf(again.suggested, 'speakers').points).toBe(5);
    const { follower: theirs, differences } = await scored(follower, meeting.id, 'FOLLOWER', {
      praise: { points: 0.5 },
    });
    expect(partOf(theirs, 'speakers').points).toBe(5);
    expect(differences).toEqual([
      expect.objectContaining({ part: 'praise', criterion: 4, max: 2, cell: 2, follower: 0.5 }),
      expect.objectContaining({ part: 'speakers', criterion: 4, max: 5, cell: 2, follower: 5 }),
    ]);
    expect(
      await w.rows(
        `select details ->> 'scorer' as scorer from audit_entries where subject_id = $1 and action = 'meeting.scored' order by seq`,
        [meeting.id],
      ),
    ).toEqual([{ scorer: 'CELL' }, { scorer: 'FOLLOWER' }]);
  });

  it('what is known can be given otherwise with a reason; both figures and the reason stand', async () => {
    const meeting = await held(secretary, cell);
    const { cell: own } = await scored(secretary, meeting.id, 'CELL', {
      notice: { points: 1, note: 'Đã mời bằng giấy từ tuần trước' },
    });
    expect(partOf(own, 'notice')).toMatchObject({
      points: 1,
      suggested: 0,
      source: 'KNOWN',
      note: 'Đã mời bằng giấy từ tuần trước',
    });
    expect(
      await secretary.refusal(SCORE, {
        input: {
          meetingId: meeting.id,
          scorer: 'CELL',
          version: 1,
          answers: [{ part: 'notice', points: 1, note: 'a\u202eb' }],
          clientMutationId: once(),
        },
      }),
    ).toMatchObject({ reason: 'INPUT_INVALID' });
  });
});

describe('twice, stale, at the same moment', () => {
  it('sent twice it is one score, also at once', async () => {
    const meeting = await held(secretary, cell);
    const same = await scoring(meeting);
    const [one, two] = await Promise.all([secretary.ask(SCORE, same), secretary.ask(SCORE, same)]);
    expect(two).toEqual(one);
    expect(one.scoreMeeting.cell.version).toBe(1);
  });

  it('a correction names the version that it corrects; of two first scores by two people one is kept', async () => {
    const meeting = await held(secretary, cell);
    const deputy = await w.person('MEMBER', cell);
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const answers = await Promise.all([
      secretary.send(SCORE, await scoring(meeting)),
      deputy.send(SCORE, await scoring(meeting)),
    ]);
    expect(answers.filter(answer => answer.errors)).toHaveLength(1);
    expect(answers.flatMap(answer => answer.errors ?? [])[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_VERSION',
      currentVersion: 1,
    });
    for (const version of [null, 2, 0])
      expect(await secretary.refusal(SCORE, await scoring(meeting, { version }))).toMatchObject({
        reason: 'STALE_VERSION',
      });
    const corrections = await Promise.all(
      [secretary, deputy].map(async person => person.send(SCORE, await scoring(meeting, { version: 1 }))),
    );
    expect(corrections.filter(answer => answer.errors)).toHaveLength(1);
    expect((await assessmentOf(secretary, meeting)).cell.version).toBe(2);
  });

  it('two followers at once: one first score is kept, the other is told', async () => {
    const meeting = await held(secretary, cell);
    const another = await w.person('FOLLOWER', ward);
    const answers = await Promise.all(
      [follower, another].map(async person => person.send(SCORE, await scoring(meeting, { scorer: 'FOLLOWER' }))),
    );
    expect(answers.filter(answer => answer.errors).map(answer => answer.errors?.[0]?.extensions.reason)).toEqual([
      'STALE_VERSION',
    ]);
    expect(await w.rows(`select 1 from assessments where meeting_id = $1`, [meeting.id])).toHaveLength(1);
  });

  it('an incomplete or impossible score is refused by its parts, and nothing is kept', async () => {
    const meeting = await held(secretary, cell);
    const { errors } = await secretary.send(
      SCORE,
      await scoring(meeting, {
        answers: [
          { part: 'content', points: 4 },
          { part: 'thematicContent', points: 5 },
          { part: 'notice', points: 1 },
          { part: 'duration; drop table', points: 1 },
        ],
      }),
    );
    const fields = errors?.[0]?.extensions['fields'] as { path: string; reason: string }[];
    expect(fields.slice(0, 5)).toEqual([
      { path: 'input.answers.content', reason: 'Điểm từ 0 đến 3, mỗi bậc 0,5.' },
      { path: 'input.answers.thematicContent', reason: 'Tháng này không chấm mục này.' },
      { path: 'input.answers.notice', reason: 'Cần ghi lý do khi chấm khác điểm hệ thống tính.' },
      { path: 'input.answers.duration; drop table', reason: 'Mẫu chấm điểm không có mục này.' },
      { path: 'input.answers.discussionLead', reason: 'Mục này chưa được chấm.' },
    ]);
    expect((await assessmentOf(secretary, meeting)).cell).toBeNull();
  });
});
