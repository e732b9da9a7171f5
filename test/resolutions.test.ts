import { describe, expect, it } from '@jest/globals';
import { CANCEL, inHours, once, opened, schedule } from './support/meetings.js';
import { givenTask, hashOf, heldBefore, heldVote } from './support/minutes.js';
import { cell, commune, inACommune, member, met, reasonOf, secretary, w } from './support/minuting.js';
import type { Loose, Person } from './support/person.js';
import {
  DRAFT,
  day,
  drafted,
  EDIT,
  ISSUE,
  issue,
  issued,
  OF_MEETING,
  RESOLUTION,
  RESOLUTIONS,
} from './support/resolutions.js';

inACommune({ ofTwo: true });

const today = day(0);
const year = Number(today.slice(0, 4));

const toldOf = async (person: Person) =>
  (
    await w.rows<{ title: string }>(
      `select title from notifications where account_id = $1 and kind = 'resolution-issued' order by id`,
      [person.accountId],
    )
  ).map(({ title }) => title);

describe('a draft', () => {
  it('is filled from what the meeting recorded, and is seen only by who prepares it', async () => {
    const meeting = await opened(secretary, cell);
    const last = await heldBefore(w, cell, meeting.month, 1);
    await givenTask(w, cell, last, { title: 'Việc tháng trước', progress: 80, createdAt: inHours(-30) });
    await givenTask(w, cell, meeting.id, { title: 'Vận động làm đường', assignee: member, dueOn: '2030-01-15' });
    const made = await drafted(secretary, meeting);
    expect(made).toMatchObject({
      version: 1,
      number: null,
      issuedOn: null,
      hash: null,
      progress: null,
      mayEdit: true,
      record: {
        cell: 'Chi bộ bản Lùng',
        parents: ['Đảng bộ xã Yên Bình', 'Đảng bộ tỉnh'],
        onBehalfOf: 'CELL',
        review: [{ title: 'Việc tháng trước', progress: 80 }],
        reviewProgress: 80,
        results: 'Nhiệm vụ tháng trước thực hiện đạt 80%; kết quả từng nhiệm vụ theo bảng dưới đây.',
        assignment: 'Giao 1 nhiệm vụ cho đảng viên thực hiện theo bảng dưới đây.',
        tasks: [{ title: 'Vận động làm đường', assignee: 'Hà Thị Bình', dueOn: '2030-01-15' }],
        recipients: ['Đảng bộ xã Yên Bình (để báo cáo)', 'Các đồng chí đảng viên', 'Lưu chi bộ'],
        signer: { fullName: 'Lò Văn An', office: 'SECRETARY' },
      },
    });
    expect(made.title).toMatch(/^Về nhiệm vụ tháng \d+ năm \d{4}$/);
    expect(await member.refusal(RESOLUTION, { id: made.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await member.ask(RESOLUTIONS, { cell: cell.id })).resolutions).toMatchObject({ totalCount: 0, edges: [] });
    expect((await member.ask(OF_MEETING, { id: meeting.id })).resolutionsOfMeeting).toEqual([]);
    expect((await secretary.ask(OF_MEETING, { id: meeting.id })).resolutionsOfMeeting).toEqual([{ id: made.id }]);
  });

  it('once for an id; not before the opening, of a cancelled meeting, or by the neighbours’ secretary', async () => {
    const meeting = await met();
    const variables = { id: meeting.id, once: once() };
    const answers = await Promise.all([1, 2].map(() => secretary.ask(DRAFT, variables)));
    expect(answers[0].draftResolution.id).toBe(answers[1].draftResolution.id);
    const planned = await schedule(secretary, cell);
    expect(await secretary.refusal(DRAFT, { id: planned.id, once: once() })).toMatchObject({
      reason: 'MEETING_NOT_OPEN',
    });
    await secretary.ask(CANCEL, { id: planned.id, reason: 'Mưa' });
    expect(await secretary.refusal(DRAFT, { id: planned.id, once: once() })).toMatchObject({
      reason: 'MEETING_CANCELLED',
    });
    const neighbour = await w.person('SECRETARY', await w.cell('Chi bộ khác', commune));
    expect(await neighbour.refusal(DRAFT, { id: meeting.id, once: once() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await member.refusal(DRAFT, { id: meeting.id, once: once() })).toMatchObject({ code: 'FORBIDDEN' });
    const { id, version } = answers[0].draftResolution;
    const own = { id, version, title: 'Của tôi', clientMutationId: once() };
    expect(await neighbour.refusal(EDIT, { input: own })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await neighbour.refusal(ISSUE, issue({ id, version }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is edited; of two edits at the same moment the later one gets what stands there', async () => {
    const made = await drafted(secretary, await met());
    const edit = (title: string) =>
      secretary.send(EDIT, { input: { id: made.id, version: 1, title, direction: title } });
    const answers = await Promise.all(['Một', 'Hai'].map(edit));
    const [kept] = answers.filter(answer => !answer.errors).map(answer => answer.data.editResolution);
    expect(kept).toMatchObject({ version: 2, record: { recipients: made.record.recipients } });
    expect(answers.flatMap(answer => answer.errors ?? []).map(error => error.extensions)).toMatchObject([
      { reason: 'STALE_VERSION', currentVersion: 2, current: { title: kept.title, direction: kept.title } },
    ]);
    for (const title of ['', 'a\u202eb', 'x'.repeat(501)])
      expect(await secretary.refusal(EDIT, { input: { id: made.id, version: 2, title } })).toMatchObject({
        reason: 'INPUT_INVALID',
      });
  });
});

describe('an issued resolution', () => {
  it('has number, hash and content that never change, its tasks, and is told to the members once', async () => {
    const meeting = await met();
    const task = await givenTask(w, cell, meeting.id, { title: 'Trồng cây', createdAt: meeting.openedAt });
    const other = await givenTask(w, cell, meeting.id, { title: 'Làm đường', createdAt: meeting.openedAt });
    const made = await drafted(secretary, meeting);
    const issuing = issue(made);
    const [first, second] = await Promise.all([secretary.ask(ISSUE, issuing), secretary.ask(ISSUE, issuing)]);
    expect(second).toEqual(first);
    const resolution = first.issueResolution;
    expect(resolution).toMatchObject({ number: '01-NQ/CB', year, issuedOn: today, progress: 0, mayEdit: false });
    expect(resolution.hash).toBe(hashOf(resolution.content));
    expect(JSON.parse(resolution.content)).toMatchObject(resolution.record);
    await w.rows(`update tasks set progress = 100 where id = $1`, [task]);
    await w.rows(`update tasks set title = 'Làm 2 km đường', progress = 25 where id = $1`, [other]);
    await w.rows(`update members set full_name = 'Tên khác' where id = $1`, [secretary.memberId]);
    const later = (await member.ask(RESOLUTION, { id: made.id })).resolution;
    expect(later).toMatchObject({ progress: 62.5, record: resolution.record, hash: resolution.hash });
    expect(later.tasks.map((one: Loose) => [one.title, one.progress]).sort()).toEqual([
      ['Làm 2 km đường', 25],
      ['Trồng cây', 100],
    ]);
    for (const person of [member, secretary]) expect(await toldOf(person)).toEqual(['Nghị quyết số 01-NQ/CB']);
    expect(await reasonOf(await secretary.send(ISSUE, issue({ ...made, version: 2 })))).toBe('RESOLUTION_ISSUED');
    expect(await secretary.refusal(EDIT, { input: { id: made.id, version: 2, title: 'Khác' } })).toMatchObject({
      reason: 'RESOLUTION_ISSUED',
    });
    for (const tampering of [
      `update resolutions set title = 'x' where id = $1`,
      `delete from resolutions where id = $1`,
    ]) {
      await expect(w.source.query(tampering, [made.id])).rejects.toThrow('Issued resolutions never change.');
      await expect(w.rows(tampering, [made.id])).rejects.toThrow('Issued resolutions never change.');
    }
    expect(
      await w.rows(`select details from audit_entries where action = 'resolution.issued' and subject_id = $1`, [
        made.id,
      ]),
    ).toEqual([{ details: { year, number: 1, hash: resolution.hash } }]);
  });

  it('a task belongs to the resolution that gave it first', async () => {
    const meeting = await met();
    const task = await givenTask(w, cell, meeting.id, { title: 'Trồng cây', createdAt: meeting.openedAt });
    const first = await issued(secretary, meeting);
    const second = await issued(secretary, meeting);
    expect([first.record.tasks, second.record.tasks]).toMatchObject([[{ taskId: task }], []]);
    expect([first.progress, second.progress]).toEqual([0, null]);
  });

  it('needs a closed meeting, a day from the meeting to today, something to say, and a vote that passed where one is named', async () => {
    const running = await drafted(secretary, await opened(secretary, cell));
    expect(reasonOf(await secretary.send(ISSUE, issue(running)))).toBe('MINUTES_NOT_YET');
    const meeting = await met();
    const made = await drafted(secretary, meeting);
    const onReason = async (on: string) => reasonOf(await secretary.send(ISSUE, issue(made, on)));
    expect([await onReason(day(1)), await onReason(day(-1))]).toEqual(['INPUT_INVALID', 'INPUT_INVALID']);
    const empty = (await secretary.ask(EDIT, { input: { id: made.id, version: 1, direction: '' } })).editResolution;
    expect(reasonOf(await secretary.send(ISSUE, issue(empty)))).toBe('RESOLUTION_EMPTY');
    const lost = await heldVote(w, meeting.id, { question: 'Thông qua?', agree: 1, base: 2 });
    const won = await heldVote(w, meeting.id, { question: 'Thông qua lại?', agree: 2, base: 2 });
    const foreign = await heldVote(w, (await met()).id, { question: 'Việc khác?', agree: 2, base: 2 });
    const withVote = (voteId: string, version: number) =>
      secretary.send(EDIT, { input: { id: made.id, version, direction: 'Làm đường', voteId } });
    expect(reasonOf(await withVote(foreign, 2))).toBe('INPUT_INVALID');
    const losing = (await withVote(lost, 2)).data.editResolution;
    expect(reasonOf(await secretary.send(ISSUE, issue(losing)))).toBe('RESOLUTION_NOT_PASSED');
    const winning = (await withVote(won, 3)).data.editResolution;
    expect((await secretary.ask(ISSUE, issue(winning))).issueResolution).toMatchObject({
      number: '01-NQ/CB',
      voteId: won,
    });
  });

  it('is read by the cell and its follower, by no officer, neighbour or former member', async () => {
    const { id, meetingId } = await issued(secretary, await met());
    for (const person of [member, await w.person('FOLLOWER', commune)])
      expect((await person.ask(RESOLUTION, { id })).resolution.number).toBe('01-NQ/CB');
    const neighbour = await w.person('SECRETARY', await w.cell('Chi bộ khác', commune));
    expect(await neighbour.refusal(RESOLUTION, { id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await neighbour.refusal(RESOLUTIONS, { cell: cell.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await neighbour.ask(OF_MEETING, { id: meetingId })).resolutionsOfMeeting).toEqual([]);
    const officer = await w.person('COMMITTEE_OFFICER', commune);
    expect(await officer.refusal(RESOLUTION, { id })).toMatchObject({ code: 'FORBIDDEN' });
    const former = await w.person('MEMBER', cell);
    await w.rows(`update grants set during = daterange('2000-01-01', '2020-01-01') where account_id = $1`, [
      former.accountId,
    ]);
    expect((await former.refusal(RESOLUTION, { id }))?.code).toMatch(/^(NOT_FOUND|FORBIDDEN)$/);
  });

  it('of the cell’s committee concerns only those on the roll of its meeting', async () => {
    const meeting = await opened(secretary, cell, { kind: 'COMMITTEE' });
    const made = await drafted(secretary, meeting);
    await w.rows(
      `update meetings set status = 'CLOSED', closed_at = now(), minutes = 'x', conclusion = 'y' where id = $1`,
      [meeting.id],
    );
    const edited = (await secretary.ask(EDIT, { input: { id: made.id, version: 1, direction: 'Chuẩn bị' } }))
      .editResolution;
    const { issueResolution } = await secretary.ask(ISSUE, issue(edited));
    expect(issueResolution.record.onBehalfOf).toBe('COMMITTEE');
    expect([await toldOf(secretary), await toldOf(member)]).toMatchObject([['Nghị quyết số 01-NQ/CB'], []]);
    expect(await member.refusal(RESOLUTION, { id: made.id })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
