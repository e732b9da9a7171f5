import { describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { cell, committee, follower, inACellWithCommittee, input, member, secretary, w } from './support/agendas.js';
import { closed, INVITE, inHours, once, schedule } from './support/meetings.js';
import { givenTask } from './support/minutes.js';
import type { Loose } from './support/person.js';
import { AGENDA, CARRY_OVER, LEFT_OPEN, logged, PLAN, prepared, say, setAgenda, titles } from './support/preparing.js';

inACellWithCommittee();

describe('what last month left open', () => {
  const lastMonth = async () => {
    const meeting = await closed(secretary, cell, {
      startsAt: inHours(-20),
      agenda: [
        { title: 'Điểm danh' },
        { title: 'Đã bàn' },
        { title: 'Chưa bàn', minutes: 15 },
        { title: 'Chi ủy bàn', isCommitteeOnly: true },
      ],
    });
    await givenTask(w, cell, meeting.id, {
      title: 'Rà hồ sơ kết nạp',
      itemId: meeting.agenda[3].id,
      dueOn: '2026-12-28',
      progress: 20,
    });
    for (const item of meeting.agenda.slice(0, 2))
      await w.rows(
        `insert into agenda_runs (id, meeting_id, agenda_item_id, started_at, ended_at) values ($1, $2, $3, now(), now())`,
        [newId(), meeting.id, item.id],
      );
    for (const [title, progress, at] of [
      ['Làm đường', 40, null],
      ['Xong rồi', 100, null],
      ['Thôi', 0, new Date()],
    ] as const)
      await w.rows(
        `insert into tasks (id, cell_id, meeting_id, title, progress, due_on, cancelled_at, created_at) values ($1, $2, $3, $4, $5, '2026-12-24', $6, now())`,
        [newId(), cell.id, meeting.id, title, progress, at],
      );
    return meeting;
  };

  it('comes onto the next regular meeting that is planned without an agenda, each thing once', async () => {
    const last = await lastMonth();
    const opinion = await say(member, cell, 'Đề nghị sửa nhà văn hóa');
    const next = await schedule(secretary, cell, { agenda: null });
    const agenda = (await prepared(secretary, next.id)).agenda;
    expect(agenda).toMatchObject([
      {
        title: 'Chưa bàn',
        minutes: 15,
        isCommitteeOnly: false,
        carriedFrom: { kind: 'AGENDA_ITEM', id: last.agenda[2].id },
      },
      { title: 'Chi ủy bàn', isCommitteeOnly: true, carriedFrom: { kind: 'AGENDA_ITEM' } },
      {
        title: 'Rà soát 1 nhiệm vụ chưa xong',
        notes: '1. Làm đường, hạn 24/12/2026, đạt 40%',
        carriedFrom: { kind: 'TASKS', id: cell.id },
      },
      {
        title: 'Rà soát 1 nhiệm vụ của chi ủy chưa xong',
        notes: '1. Rà hồ sơ kết nạp, hạn 28/12/2026, đạt 20%',
        isCommitteeOnly: true,
        carriedFrom: { kind: 'COMMITTEE_TASKS', id: cell.id },
      },
      { title: 'Trả lời đề xuất: Đề nghị sửa nhà văn hóa', carriedFrom: { kind: 'OPINION', id: opinion.id } },
    ]);
    const { openFromLastMonth } = await secretary.ask(LEFT_OPEN, { cell: cell.id });
    expect(openFromLastMonth.map((matter: Loose) => matter.title)).toEqual(agenda.map((item: Loose) => item.title));

    // What is the committee's comes before nobody else.
    await secretary.ask(INVITE, { id: next.id, once: once() });
    expect((await titles(committee, next.id)).join()).toContain('của chi ủy');
    expect((await titles(member, next.id)).join()).not.toContain('hi ủy');

    const again = await Promise.all([1, 2].map(() => secretary.ask(CARRY_OVER, { id: next.id, once: once() })));
    expect(again[0].carryOver.agenda).toHaveLength(5);
    expect(again[1].carryOver.version).toBe(1);
  });

  it('comes before the closing steps, on demand, and as far as there is room', async () => {
    await lastMonth();
    const draft = await schedule(secretary, cell, { agenda: [{ title: 'Báo cáo' }, { title: 'Thông qua biên bản' }] });
    const { carryOver } = await secretary.ask(CARRY_OVER, { id: draft.id, once: once() });
    expect(carryOver.agenda.map((item: Loose) => item.title)).toEqual([
      'Báo cáo',
      'Chưa bàn',
      'Chi ủy bàn',
      'Rà soát 1 nhiệm vụ chưa xong',
      'Rà soát 1 nhiệm vụ của chi ủy chưa xong',
      'Thông qua biên bản',
    ]);
    expect(carryOver.version).toBe(2);
    expect(await logged(w, draft.id)).toContain('meeting.carried-over');
    const full = await schedule(secretary, cell, {
      agenda: Array.from({ length: 49 }, (_, place) => ({ title: `Mục ${place}` })),
    });
    expect((await secretary.ask(CARRY_OVER, { id: full.id, once: once() })).carryOver.agenda).toHaveLength(50);
  });

  it('is known to the secretary of the cell alone, and an agenda takes up only what is of the cell', async () => {
    const last = await lastMonth();
    const next = await w.cell();
    const stranger = await w.person('SECRETARY', next);
    expect(await stranger.refusal(LEFT_OPEN, { cell: cell.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await member.refusal(LEFT_OPEN, { cell: cell.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await follower.refusal(CARRY_OVER, { id: last.id, once: once() })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await secretary.refusal(CARRY_OVER, { id: last.id, once: once() })).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
    const foreign = await schedule(stranger, next);
    const carried = { title: 'A', carriedFrom: { kind: 'AGENDA_ITEM', id: last.agenda[2].id } };
    expect(await stranger.refusal(AGENDA, input(foreign, [carried]))).toMatchObject({ reason: 'INPUT_INVALID' });
    const own = await schedule(secretary, cell);
    expect(await secretary.refusal(AGENDA, input(own, [carried, carried]))).toMatchObject({ reason: 'INPUT_INVALID' });
    expect((await setAgenda(secretary, own, [carried])).agenda[0].carriedFrom).toEqual(carried.carriedFrom);
  });

  it('a meeting that ran without the clock leaves no item open, nor does a thematic one begin with anything', async () => {
    await closed(secretary, cell, { startsAt: inHours(-20), agenda: [{ title: 'Một' }, { title: 'Hai' }] });
    expect((await secretary.ask(LEFT_OPEN, { cell: cell.id })).openFromLastMonth).toEqual([]);
    await say(member, cell, 'Sửa đường');
    const startsAt = inHours(24);
    const thematic = {
      cellId: cell.id,
      kind: 'THEMATIC',
      month: startsAt.slice(0, 7),
      startsAt,
      clientMutationId: once(),
    };
    expect((await secretary.ask(PLAN, { input: thematic })).scheduleMeeting.agenda).toEqual([]);
  });
});
