import { beforeEach, describe, expect, it } from '@jest/globals';
import { DutyReminders } from '../src/meetings/duties/reminders.sweep.js';
import { newId } from '../src/platform/ids.js';
import { itIs, onPlatform, past } from './support/duties.js';
import { INVITE, once, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { CANCEL, cell, inAWard, officer, plan, secretary, w, ward } from './support/ward.js';

inAWard();

describe('reminders', () => {
  const remind = () => w.get(DutyReminders).remind();
  const told = async (person: Person = secretary) =>
    (
      await w.rows<{ occasion: string }>(
        `select occasion from notifications where kind = 'duty-reminder' and account_id = $1 order by id`,
        [person.accountId],
      )
    ).map(({ occasion }) => occasion);

  beforeEach(() => onPlatform(w, cell));

  it('come on the 20th, the 25th and the last day while nothing is planned, each once, to secretary and deputy alone', async () => {
    const deputy = await w.person('MEMBER', cell);
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const member = await w.person('MEMBER', cell);
    for (const day of ['2026-11-19', '2026-11-20', '2026-11-20', '2026-11-24', '2026-11-25', '2026-11-30']) {
      itIs(w, day);
      await remind();
    }
    const all = ['2026-12/20', '2026-12/25', '2026-12/last'];
    expect([await told(), await told(deputy), await told(member), await told(officer)]).toEqual([all, all, [], []]);
    const { notifications } = await secretary.ask(`{ notifications { edges { node { title body url } } } }`);
    expect(notifications.edges.at(-1).node).toEqual({
      title: 'Lên lịch sinh hoạt tháng 12/2026',
      body: expect.stringContaining('Chi bộ A chưa có lịch'),
      url: `/sinh-hoat/moi?chi-bo=${cell.id}&thang=2026-12&loai=REGULAR`,
    });
  });

  it('stop once the meeting is planned, and come again when it is cancelled', async () => {
    itIs(w, '2026-11-20');
    const { id } = await plan('2026-12-05');
    await remind();
    expect(await told()).toEqual([]);
    await secretary.ask(CANCEL, { id });
    itIs(w, '2026-11-26');
    await remind();
    expect(await told()).toEqual(['2026-12/25']);
  });

  it('from two processes at once, and late, are told once and not three at a time', async () => {
    itIs(w, '2026-11-28');
    await Promise.all([remind(), remind(), remind()]);
    expect(await told()).toEqual(['2026-12/25']);
  });

  it('do not come to a cell that is not on the platform, nor to one that has ended', async () => {
    await w.rows(`update cell_months set on_platform = false where cell_id = $1`, [cell.id]);
    itIs(w, '2026-11-28');
    await remind();
    await w.rows(`update cell_months set on_platform = true where cell_id = $1`, [cell.id]);
    await w.rows(`update organisations set valid_to = '2026-11-01' where id = $1`, [cell.id]);
    await remind();
    expect(await told()).toEqual([]);
  });

  it('tell of the thematic meeting in the last month of its quarter only, once, unless it is planned or held', async () => {
    itIs(w, '2026-11-10');
    await remind();
    expect(await told()).toEqual([]);
    itIs(w, '2026-12-01');
    await remind();
    await remind();
    expect(await told()).toEqual(['2026-12/thematic']);
    const next = await w.cell('Chi bộ đã họp', ward);
    await onPlatform(w, next);
    const other = await w.person('SECRETARY', next);
    await past(w, next, '2026-10-08', { kind: 'THEMATIC' });
    await remind();
    expect(await told(other)).toEqual([]);
  });
});

describe('the next meeting in three taps', () => {
  const SUGGEST = `query($id: ID!, $month: YearMonth!, $kind: MeetingKind) { suggestMeeting(cellId: $id, month: $month, kind: $kind) {
    kind month title startsAt endsAt place chair { id } recorder { id } agenda { title minutes presenter notes isCommitteeOnly carriedFrom { kind id } } habit basedOn movedBecause } }`;
  const suggestion = async (month: string, kind?: string) =>
    (await secretary.ask(SUGGEST, { id: cell.id, month, kind })).suggestMeeting;

  it('is what the cell always does: day, time, place, length, persons and agenda; the plan of it is taken as it is', async () => {
    itIs(w, '2026-11-21');
    const recorder = await w.person('MEMBER', cell);
    const usual = { place: 'Nhà văn hóa', minutes: 120, chairId: secretary.memberId, recorderId: recorder.memberId };
    for (const day of ['2026-08-03', '2026-09-03', '2026-10-03']) await past(w, cell, `${day} 20:00`, usual);
    const last = await past(w, cell, '2026-11-03 20:00', usual);
    await w.rows(
      `insert into agenda_items (id, meeting_id, position, title, notes, minutes, presenter, committee_only, carried_kind, carried_id) values
       ($1, $4, 1, 'Báo cáo', 'của tháng 11', 30, 'Bí thư', false, null, null), ($2, $4, 2, 'Nhân sự', null, 10, null, true, null, null),
       ($3, $4, 3, 'Việc tháng trước', null, 5, null, false, 'TASKS', $1)`,
      [newId(), newId(), newId(), last],
    );
    const suggested = await suggestion('2026-12');
    expect(suggested).toEqual({
      kind: 'REGULAR',
      month: '2026-12',
      title: 'Sinh hoạt chi bộ tháng 12',
      startsAt: '2026-12-03T13:00:00.000Z',
      endsAt: '2026-12-03T15:00:00.000Z',
      place: 'Nhà văn hóa',
      chair: { id: secretary.memberId },
      recorder: { id: recorder.memberId },
      // Notes and what was carried into that month stay there; what only the committee sees stays the committee's.
      agenda: [
        { title: 'Báo cáo', minutes: 30, presenter: 'Bí thư', notes: null, isCommitteeOnly: false, carriedFrom: null },
        { title: 'Nhân sự', minutes: 10, presenter: null, notes: null, isCommitteeOnly: true, carriedFrom: null },
      ],
      habit: 'DAY_OF_MONTH',
      basedOn: 4,
      movedBecause: null,
    });
    const { startsAt, endsAt, place, title, agenda } = suggested;
    const made = await schedule(secretary, cell, {
      month: '2026-12',
      startsAt,
      endsAt,
      place,
      title,
      agenda,
      chairId: secretary.memberId,
    });
    expect((await secretary.ask(INVITE, { id: made.id, once: once() })).inviteToMeeting).toMatchObject({
      status: 'INVITED',
      startsAt,
    });
  });

  it('of a cell without habit is an evening of the first days with its secretary, and of a month in Tết another day', async () => {
    itIs(w, '2027-01-10');
    expect(await suggestion('2027-03')).toMatchObject({
      startsAt: '2027-03-05T12:30:00.000Z',
      chair: { id: secretary.memberId },
      recorder: null,
      agenda: expect.arrayContaining([expect.objectContaining({ title: expect.any(String), carriedFrom: null })]),
      habit: 'NONE',
    });
    expect(await suggestion('2027-02')).toMatchObject({
      startsAt: '2027-02-11T12:30:00.000Z',
      movedBecause: 'HOLIDAY',
    });
  });

  it('a recorder who has left is not suggested, and the rules of the ward say how long it takes', async () => {
    itIs(w, '2026-11-21');
    const former = await w.person('MEMBER', cell);
    await past(w, cell, '2026-11-03', { recorderId: former.memberId });
    await w.rows(`update memberships set during = daterange('2000-01-01', '2026-11-10') where member_id = $1`, [
      former.memberId,
    ]);
    await w.rows(
      `insert into rule_sets (id, organisation_id, code, name, settings, during) values ($1, $2, 'X', 'X', '{"minutes": {"least": 150}}', '[2026-01-01,)')`,
      [newId(), ward.id],
    );
    expect(await suggestion('2026-12')).toMatchObject({ recorder: null, endsAt: '2026-12-03T15:00:00.000Z' });
  });

  it('takes up what the month before left open, once, and plans it so', async () => {
    itIs(w, '2026-11-21');
    await past(w, cell, '2026-11-03');
    const member = await w.person('MEMBER', cell);
    const GIVE = `mutation($cell: ID!, $once: ID!) { giveOpinion(input: { cellId: $cell, kind: PROPOSAL, text: "Sửa đường vào bản", clientMutationId: $once }) { id } }`;
    const { giveOpinion } = await member.ask(GIVE, { cell: cell.id, once: once() });
    const { agenda, startsAt } = await suggestion('2026-12');
    expect(agenda.filter((item: Loose) => item.carriedFrom)).toMatchObject([
      { carriedFrom: { kind: 'OPINION', id: giveOpinion.id } },
    ]);
    const { id } = await schedule(secretary, cell, { month: '2026-12', startsAt, agenda });
    await secretary.ask(INVITE, { id, once: once() });
    expect(
      await w.rows(`select 1 from agenda_items where meeting_id = $1 and carried_id = $2`, [id, giveOpinion.id]),
    ).toHaveLength(1);
    expect((await suggestion('2027-01')).agenda.filter((item: Loose) => item.carriedFrom)).toHaveLength(1);
  });

  it('a committee meets the evening before what is planned', async () => {
    itIs(w, '2026-11-21');
    await past(w, cell, '2026-11-03');
    await plan('2026-12-03');
    expect(await suggestion('2026-12', 'COMMITTEE')).toMatchObject({
      title: 'Họp chi ủy tháng 12',
      startsAt: '2026-12-02T12:30:00.000Z',
    });
  });

  it('is only for the cell’s own secretary, a cell, and months around now', async () => {
    itIs(w, '2026-11-21');
    const neighbour = await w.person('SECRETARY', await w.cell('Chi bộ bên', ward));
    const ask = (person: Person, id: string, month: string) => person.refusal(SUGGEST, { id, month });
    expect(await ask(neighbour, cell.id, '2026-12')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(await w.person('FOLLOWER', cell), cell.id, '2026-12')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ask(await w.person('SECRETARY', ward, { cell }), ward.id, '2026-12')).toMatchObject({
      reason: 'NOT_A_CELL',
    });
    for (const month of ['2026-09', '2029-01'])
      expect(await ask(secretary, cell.id, month)).toMatchObject({ reason: 'INPUT_INVALID' });
  });
});
