import { describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { itIs, onPlatform } from './support/duties.js';
import { CLOSE, INVITE, MARK, OPEN, once } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { CANCEL, cell, dutiesOf, inAWard, officer, plan, SUMS, secretary, w, ward } from './support/ward.js';
import type { Place } from './support/world.js';

inAWard();

const POSTPONE = `mutation($input: PostponeMeetingInput!) { postponeMeeting(input: $input) { id } }`;

const regular = async (person: Person, month: string, place: Place = cell) =>
  (await dutiesOf(person, month, place)).map(duty => duty.regular);

const invite = async (day: string, input: Record<string, unknown> = {}) => {
  const { id } = await plan(day, input);
  return (await secretary.ask(INVITE, { id, once: once() })).inviteToMeeting;
};
/** Opens a meeting that was invited to, and closes it. */
async function hold(meeting: Loose): Promise<void> {
  await secretary.ask(OPEN, { id: meeting.id });
  const marks = meeting.attendance.map((row: Loose) => ({ memberId: row.member.id, state: 'PRESENT' }));
  await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
  await secretary.ask(CLOSE, { input: { meetingId: meeting.id, version: 1, minutes: 'Biên bản.' } });
}

describe('the regular meeting of a month', () => {
  it('is due, planned, invited, under way and held, and its month says so', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-11-21');
    expect(await regular(secretary, '2026-12')).toEqual(['DUE']);
    const { id } = await plan('2026-12-05');
    const [planned] = await dutiesOf(secretary, '2026-12');
    expect(planned).toMatchObject({
      regular: 'PLANNED',
      month: '2026-12',
      meetings: [{ id, kind: 'REGULAR', status: 'DRAFT' }],
    });
    const invited = (await secretary.ask(INVITE, { id, once: once() })).inviteToMeeting;
    expect(await regular(secretary, '2026-12')).toEqual(['INVITED']);
    itIs(w, '2026-12-05T12:30:00Z');
    await secretary.ask(OPEN, { id });
    expect(await regular(secretary, '2026-12')).toEqual(['UNDER_WAY']);
    await hold(invited);
    itIs(w, '2027-02-01');
    expect(await regular(secretary, '2026-12')).toEqual(['HELD']);
  });

  it('held on the last evening of the month before counts for its own month only', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-11-29');
    await hold(await invite('2026-11-30', { month: '2026-12' }));
    expect(await regular(secretary, '2026-11')).toEqual(['DUE']);
    expect(await regular(secretary, '2026-12')).toEqual(['HELD']);
  });

  it('is missed when the month is over in the province, not an hour earlier', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-11-30T16:59:59Z');
    expect(await regular(secretary, '2026-11')).toEqual(['DUE']);
    expect(await regular(officer, '2026-11', ward)).toEqual([]);
    itIs(w, '2026-11-30T17:00:00Z');
    expect(await regular(secretary, '2026-11')).toEqual(['MISSED']);
    expect(await regular(officer, '2026-11', ward)).toEqual(['MISSED']);
  });

  it('postponed beyond the month is not missed until it is not held then either', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-11-20');
    const { id, version } = await invite('2026-11-25');
    await secretary.ask(POSTPONE, { input: { id, version, startsAt: '2026-12-04T12:30:00Z', reason: 'Lũ' } });
    itIs(w, '2026-12-03');
    expect(await regular(secretary, '2026-11')).toEqual(['POSTPONED']);
    expect(await regular(officer, '2026-11', ward)).toEqual([]);
    // A phone without network may deliver for a week what was held.
    itIs(w, '2026-12-11');
    expect(await regular(officer, '2026-11', ward)).toEqual([]);
    itIs(w, '2026-12-12');
    expect(await regular(officer, '2026-11', ward)).toEqual(['MISSED']);
  });

  it('cancelled is as if it had never been planned', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-11-20');
    const { id } = await invite('2026-11-25');
    await secretary.ask(CANCEL, { id });
    expect(await dutiesOf(secretary, '2026-11')).toMatchObject([{ regular: 'DUE', meetings: [] }]);
    itIs(w, '2026-12-01');
    expect(await regular(secretary, '2026-11')).toEqual(['MISSED']);
  });

  it('is not due of a cell that is not on the platform, came to it in that month, was founded in it, or has ended', async () => {
    itIs(w, '2026-12-02');
    const named: Record<string, Place> = {};
    for (const name of ['ngoài', 'mới lên', 'mới lập', 'đã thôi', 'lâu'])
      named[name] = await w.cell(`Chi bộ ${name}`, ward);
    for (const [name, since] of [
      ['mới lên', '2026-11'],
      ['mới lập', '2026-01'],
      ['đã thôi', '2026-01'],
      ['lâu', '2026-01'],
    ] as const)
      await onPlatform(w, named[name] as Place, since);
    await w.rows(`update organisations set valid_from = '2026-11-02' where id = $1`, [named['mới lập']?.id]);
    await w.rows(`update organisations set valid_to = '2026-11-30' where id = $1`, [named['đã thôi']?.id]);
    await w.rows(
      `update organisation_periods set during = daterange('2000-01-01', '2026-11-30') where organisation_id = $1`,
      [named['đã thôi']?.id],
    );
    const follower = await w.person('FOLLOWER', ward);
    const states = await dutiesOf(follower, '2026-11', ward);
    expect(Object.fromEntries(states.map(duty => [duty.cell.name, duty.regular]))).toEqual({
      'Chi bộ A': 'NOT_DUE',
      'Chi bộ lâu': 'MISSED',
      'Chi bộ mới lên': 'NOT_DUE',
      'Chi bộ mới lập': 'NOT_DUE',
      'Chi bộ ngoài': 'NOT_DUE',
    });
    expect((await officer.ask(SUMS, { id: ward.id, month: '2026-11' })).dutySums).toEqual({
      cells: 5,
      due: 1,
      held: 0,
      planned: 0,
      missed: 1,
    });
    // A cell that came in November owes December's.
    expect((await dutiesOf(follower, '2026-12', ward)).find(duty => duty.cell.name === 'Chi bộ mới lên')?.regular).toBe(
      'DUE',
    );
  });
});

describe('the thematic meeting and the committee', () => {
  it('one thematic meeting fulfils its quarter, a regular one that includes it as well', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-10-02');
    const thematic = async (month: string) =>
      (await dutiesOf(secretary, month)).map(duty => [duty.thematic, duty.thematicUntil]);
    expect(await thematic('2026-10')).toEqual([['DUE', '2026-12']]);
    await hold(await invite('2026-10-05', { includesThematic: true }));
    expect(await dutiesOf(secretary, '2026-12')).toMatchObject([{ regular: 'DUE', thematic: 'HELD' }]);
    expect(await thematic('2027-01')).toEqual([['DUE', '2027-03']]);
    expect(await thematic('2026-09')).toEqual([['MISSED', '2026-09']]);
  });

  it('a ward that asks for one every month asks it of its cells only', async () => {
    await onPlatform(w, cell);
    const next = await w.cell('Chi bộ ngoài phường');
    await onPlatform(w, next);
    const secretaryNext = await w.person('SECRETARY', next);
    await w.rows(
      `insert into rule_sets (id, organisation_id, code, name, settings, during) values ($1, $2, 'X', 'X', '{"duties": {"thematicEveryMonths": 1}}', '[2026-01-01,)')`,
      [newId(), ward.id],
    );
    itIs(w, '2026-11-15');
    expect(await dutiesOf(secretary, '2026-11')).toMatchObject([{ thematicUntil: '2026-11' }]);
    expect(await dutiesOf(secretaryNext, '2026-11', next)).toMatchObject([{ thematicUntil: '2026-12' }]);
  });

  it('the committee meets first, where the cell has one', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-11-21');
    const committee = async () => (await dutiesOf(secretary, '2026-12'))[0]?.committee;
    expect(await committee()).toBe('NOT_DUE');
    const member = await w.person('MEMBER', cell);
    await w.rows(
      `insert into offices (id, member_id, organisation_id, office, during) values ($1, $2, $3, 'COMMITTEE_MEMBER', daterange('2020-01-01', null))`,
      [newId(), member.memberId, cell.id],
    );
    expect(await committee()).toBe('DUE');
    const meeting = await invite('2026-12-05');
    await plan('2026-12-06', { kind: 'COMMITTEE' });
    expect(await committee()).toBe('DUE');
    await plan('2026-12-04', { kind: 'COMMITTEE' });
    expect(await committee()).toBe('PLANNED');
    itIs(w, '2026-12-05T12:30:00Z');
    await w.rows(`update meetings set status = 'CANCELLED' where cell_id = $1 and kind = 'COMMITTEE'`, [cell.id]);
    await hold(meeting);
    expect(await committee()).toBe('MISSED');
  });
});
