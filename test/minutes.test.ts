import { describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { ATTACH, inHours, invited, MARK, once, opened, publish } from './support/meetings.js';
import {
  CONCLUDE,
  closeNow,
  EDIT_MINUTES,
  givenTask,
  heldBefore,
  heldVote,
  MINUTES,
  minuted,
  minutesOf,
  reported,
} from './support/minutes.js';
import { cell, commune, edit, inACommune, member, recorder, secretary, w } from './support/minuting.js';
import type { Loose } from './support/person.js';

inACommune();

describe('the minutes write themselves', () => {
  it('from the roll, the guests, the agenda, the speakers, the votes and the tasks of the meeting', async () => {
    const probationary = await w.person('MEMBER', cell, { name: 'Vàng A Dìn', kind: 'PROBATIONARY' });
    const exempt = await w.person('MEMBER', cell, { name: 'Nông Thị Lụa' });
    await w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [exempt.memberId]);
    const away = await w.person('MEMBER', cell, { name: 'Ma Văn Khoa' });
    const elsewhere = await w.cell();
    const visitor = await w.person('MEMBER', elsewhere, { name: 'Trần Văn Tạm' });
    for (const [person, place] of [
      [away, elsewhere],
      [visitor, cell],
    ] as const)
      await w.rows(
        `insert into memberships (id, member_id, cell_id, kind, status, during) values ($1, $2, $3, 'TEMPORARY', 'TEMPORARY', daterange('2020-01-01', null))`,
        [newId(), person.memberId, place.id],
      );
    const document = await publish(secretary, cell, { title: 'Báo cáo tháng 10', number: '12-BC/CB' });
    const meeting = await opened(secretary, cell, {
      recorderId: recorder.memberId,
      agenda: [{ title: 'Báo cáo tháng' }, { title: 'Thảo luận', presenter: 'Bí thư' }],
    });
    await secretary.ask(ATTACH, { id: meeting.id, documents: [document] });
    const [report, discussion] = meeting.agenda;
    await w.rows(
      `insert into agenda_runs (id, meeting_id, agenda_item_id, started_at, ended_at) values ($1, $2, $3, '2026-01-01T12:00:00Z', '2026-01-01T12:15:30Z')`,
      [newId(), meeting.id, report.id],
    );
    const guest = newId();
    await w.rows(
      `insert into guests (id, meeting_id, full_name, title, created_at) values ($1, $2, 'Nguyễn Văn Khách', 'Trưởng bản', now())`,
      [guest, meeting.id],
    );
    const speak = (memberId: string | null, opinion: string, itemId: string | null, removed: boolean) =>
      w.rows(
        `insert into speeches (id, meeting_id, agenda_item_id, member_id, guest_id, opinion, spoken_at, removed_at)
         values ($1, $2, $3, $4, $5, $6, now(), $7)`,
        [newId(), meeting.id, itemId, memberId, memberId ? null : guest, opinion, removed ? new Date() : null],
      );
    await speak(member.memberId, 'Nhất trí với báo cáo', discussion.id, false);
    await speak(member.memberId, 'Ghi nhầm', discussion.id, true);
    await speak(null, 'Cảm ơn chi bộ', null, false);
    await heldVote(w, meeting.id, { question: 'Thông qua nghị quyết?', agree: 3, base: 4, itemId: discussion.id });
    await heldVote(w, meeting.id, { question: 'Bỏ dở?', agree: 0, base: 0, status: 'CANCELLED' });
    await givenTask(w, cell, meeting.id, {
      title: 'Vận động làm đường',
      assignee: member,
      dueOn: '2030-01-15',
      itemId: discussion.id,
    });
    await secretary.ask(CONCLUDE, {
      input: {
        meetingId: meeting.id,
        agendaItemId: discussion.id,
        conclusion: 'Thống nhất làm đường',
        clientMutationId: once(),
      },
    });
    const states: Record<string, [string, string?]> = {
      [member.memberId]: ['EXCUSED', 'Đi viện'],
      [probationary.memberId]: ['UNEXCUSED'],
    };
    const marks = meeting.attendance
      .filter((row: Loose) => row.member.id !== exempt.memberId)
      .map((row: Loose) => {
        const [state, reason] = states[row.member.id] ?? ['PRESENT'];
        return { memberId: row.member.id, state, reason };
      });
    await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
    await closeNow(secretary, meeting);

    const { record, draftText } = await minutesOf(secretary, meeting.id);
    expect(record).toMatchObject({
      cell: 'Chi bộ bản Lùng',
      parents: ['Đảng bộ xã Yên Bình', 'Đảng bộ tỉnh'],
      kind: 'REGULAR',
      place: 'Nhà văn hóa',
      chair: { memberId: secretary.memberId, fullName: 'Lò Văn An', office: 'SECRETARY' },
      recorder: { memberId: recorder.memberId, office: null },
      counts: { total: 6, full: 5, probationary: 1, temporary: 1, exempt: 1, sentElsewhere: 1 },
      present: { total: 2, full: 2, probationary: 0, temporary: 1, exempt: 0, sentElsewhere: 0 },
      entitled: 5,
      rate: 0.6,
      excused: [{ fullName: 'Đinh Văn Cường', reason: 'Đi viện' }],
      unexcused: [{ fullName: 'Vàng A Dìn' }],
      exempt: [{ fullName: 'Nông Thị Lụa' }],
      notCalled: [],
      guests: [{ fullName: 'Nguyễn Văn Khách', title: 'Trưởng bản' }],
      documents: [{ title: 'Báo cáo tháng 10', number: '12-BC/CB' }],
      items: [
        { title: 'Báo cáo tháng', startedAt: '2026-01-01T12:00:00.000Z', endedAt: '2026-01-01T12:15:30.000Z' },
        {
          title: 'Thảo luận',
          conclusion: 'Thống nhất làm đường',
          speeches: [{ speaker: 'Đinh Văn Cường', isGuest: false, opinion: 'Nhất trí với báo cáo' }],
          votes: [{ question: 'Thông qua nghị quyết?', base: 4, agree: 3, disagree: 1, passed: true }],
          tasks: [{ title: 'Vận động làm đường', assignee: 'Đinh Văn Cường', dueOn: '2030-01-15' }],
        },
      ],
      speeches: [{ speaker: 'Nguyễn Văn Khách', opinion: 'Cảm ơn chi bộ' }],
      votes: [],
      tasks: [{ title: 'Vận động làm đường' }],
      conclusion: 'Nhất trí các nội dung.',
    });
    expect(draftText).toContain('Vắng có phép: 1 đồng chí: Đinh Văn Cường (Đi viện).');
    expect(draftText).toContain('Đồng ý 3/4');
  });

  it('with last month’s tasks as they stood when the meeting ended, and older ones that were still open', async () => {
    const meeting = await opened(secretary, cell, { recorderId: recorder.memberId });
    const [last, old] = [await heldBefore(w, cell, meeting.month, 1), await heldBefore(w, cell, meeting.month, 5)];
    const half = await givenTask(w, cell, last, { title: 'Tháng trước', createdAt: inHours(-30) });
    await reported(w, half, 60, inHours(-0.1));
    await reported(w, half, 100, inHours(5));
    await givenTask(w, cell, last, { title: 'Chưa báo cáo', createdAt: inHours(-30) });
    await givenTask(w, cell, old, { title: 'Cũ, chưa xong', progress: 20, createdAt: inHours(-3000) });
    const done = await givenTask(w, cell, old, { title: 'Cũ, đã xong', progress: 100, createdAt: inHours(-3000) });
    await w.rows(`update tasks set done_at = now() - interval '90 days' where id = $1`, [done]);
    const dropped = await givenTask(w, cell, last, { title: 'Đã bỏ', createdAt: inHours(-30) });
    await w.rows(`update tasks set cancelled_at = now() - interval '1 hour' where id = $1`, [dropped]);
    const other = await w.cell();
    await givenTask(w, other, await heldBefore(w, other, meeting.month, 1), { title: 'Của chi bộ khác' });
    const { record } = await minutesOf(secretary, meeting.id);
    expect(record.review.map(({ title, progress }: Loose) => [title, progress])).toEqual([
      ['Tháng trước', 60],
      ['Chưa báo cáo', 0],
      ['Cũ, chưa xong', 20],
    ]);
    // Of last month's tasks alone: the figure that the assessment counts too.
    expect(record.reviewProgress).toBe(30);
  });

  it('a past meeting keeps the name and the parent of its day', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const today = new Date(Date.now() + 7 * 3_600_000 + 86_400_000).toISOString().slice(0, 10);
    await w.rows(`update organisation_periods set during = daterange('2000-01-01', $2) where organisation_id = $1`, [
      cell.id,
      today,
    ]);
    await w.rows(
      `insert into organisation_periods (id, organisation_id, name, kind, parent_id, path, during) values ($1, $2, 'Chi bộ mới', 'CELL', $3, $4, daterange($5, null))`,
      [newId(), cell.id, w.province.id, cell.path, today],
    );
    await w.rows(`update organisations set name = 'Chi bộ mới' where id = $1`, [cell.id]);
    expect((await minutesOf(secretary, meeting.id)).record).toMatchObject({
      cell: 'Chi bộ bản Lùng',
      parents: ['Đảng bộ xã Yên Bình', 'Đảng bộ tỉnh'],
    });
  });

  it('what is only for the cell’s committee is not minuted before the whole cell', async () => {
    const meeting = await opened(secretary, cell);
    await w.rows(`update agenda_items set committee_only = true where id = $1`, [meeting.agenda[1].id]);
    await givenTask(w, cell, meeting.id, { title: 'Việc của chi ủy', itemId: meeting.agenda[1].id });
    const { record } = await minutesOf(secretary, meeting.id);
    expect(record.items.map((item: Loose) => item.title)).toEqual(['Báo cáo tháng']);
    expect(record.tasks).toEqual([]);
  });

  it('nor is it looked at again before the whole cell a month later: the committee’s own minutes do that', async () => {
    const meeting = await opened(secretary, cell);
    const last = await heldBefore(w, cell, meeting.month, 1);
    const itemId = newId();
    await w.rows(
      `insert into agenda_items (id, meeting_id, position, title, committee_only) values ($1, $2, 0, 'Chi ủy bàn', true)`,
      [itemId, last],
    );
    const given = { createdAt: inHours(-30), progress: 40 };
    await givenTask(w, cell, last, { title: 'Việc của chi ủy', itemId, ...given });
    expect((await minutesOf(secretary, meeting.id)).record).toMatchObject({ review: [], reviewProgress: null });
    const committee = await opened(secretary, cell, { kind: 'COMMITTEE' });
    expect((await minutesOf(secretary, committee.id)).record.review).toMatchObject([
      { title: 'Việc của chi ủy', progress: 40 },
    ]);
    await givenTask(w, cell, last, { title: 'Việc của chi bộ', createdAt: inHours(-30), progress: 80 });
    const { record } = await minutesOf(secretary, meeting.id);
    expect(record.review.map(({ title }: Loose) => title)).toEqual(['Việc của chi bộ']);
    expect(record.reviewProgress).toBe(80);
  });
});

describe('who sees what', () => {
  it('while the meeting runs only who manages it; before the seal members see the text, but no record, draft or hash', async () => {
    const meeting = await opened(secretary, cell, { recorderId: recorder.memberId });
    expect((await minutesOf(secretary, meeting.id)).draftText).toMatch(/^I\. MỞ ĐẦU\nHồi \d\d giờ \d\d, ngày/);
    expect(await minutesOf(member, meeting.id)).toBeNull();
    const over = await minuted(secretary, cell, recorder);
    const shown = { text: 'Biên bản do thư ký ghi.', record: null, draftText: null, contentHash: null, mayEdit: false };
    expect(await minutesOf(member, over.id)).toMatchObject({ ...shown, toSignAs: [] });
    const follower = await w.person('FOLLOWER', commune);
    expect(await minutesOf(follower, over.id)).toMatchObject(shown);
    expect(await minutesOf(recorder, over.id)).toMatchObject({ toSignAs: ['RECORDER'], mayEdit: false });
    expect((await minutesOf(recorder, over.id)).record.chair.fullName).toBe('Lò Văn An');
  });

  it('the neighbours’ secretary, a former member and an officer get nothing; nor is anything there before the opening', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const neighbour = await w.person('SECRETARY', await w.cell('Chi bộ khác', commune));
    const officer = await w.person('COMMITTEE_OFFICER', commune);
    expect(await neighbour.refusal(MINUTES, { id: meeting.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await neighbour.refusal(EDIT_MINUTES, edit(meeting))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await officer.refusal(MINUTES, { id: meeting.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await member.refusal(EDIT_MINUTES, edit(meeting))).toMatchObject({ code: 'FORBIDDEN' });
    // Whoever has left, also the recorder of that day.
    await w.rows(`update grants set during = daterange('2000-01-01', '2020-01-01') where account_id = $1`, [
      recorder.accountId,
    ]);
    expect((await recorder.refusal(MINUTES, { id: meeting.id }))?.code).toMatch(/^(NOT_FOUND|FORBIDDEN)$/);
    const planned = await invited(secretary, cell);
    expect(await minutesOf(secretary, planned.id)).toBeNull();
    expect(await secretary.refusal(MINUTES, { id: 'không phải mã' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
