import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { CANCEL, CLOSE, inHours, invited, markAll, OPEN, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { COURSE_OF, END_ITEM, NOTE_SPEECH, REMOVE_SPEECH, START_ITEM, UPDATE_SPEECH } from './support/proceedings.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell, { name: 'Lò Văn An' });
});

/** A meeting that runs since 30 minutes ago, and a way to say "so many minutes after its opening". */
async function running() {
  const meeting = await invited(secretary, cell, {
    startsAt: inHours(-0.5),
    agenda: [{ title: 'Báo cáo', minutes: 10 }, { title: 'Thảo luận' }, { title: 'Kết luận' }],
  });
  const openedAt = Date.now() - 30 * 60_000;
  const open = (await secretary.ask(OPEN, { id: meeting.id, at: new Date(openedAt).toISOString() })).openMeeting;
  const at = (minute: number) => new Date(openedAt + minute * 60_000).toISOString();
  const [a, b, c] = meeting.agenda.map((item: Loose) => item.id) as [string, string, string];
  return { meeting: open as Loose, at, a, b, c };
}

const course = async (person: Person, id: string): Promise<Loose> => (await person.ask(COURSE_OF, { id })).meeting;
const speech = (meetingId: string, extra: Record<string, unknown> = {}) => ({
  input: { meetingId, memberId: member.memberId, spokenAt: inHours(-0.1), clientMutationId: once(), ...extra },
});

describe('the clock of the agenda', () => {
  it('one item runs at a time: starting the next one ends the one before, and the times add up', async () => {
    const { meeting, at, a, b } = await running();
    await secretary.ask(START_ITEM, { id: meeting.id, item: a, at: at(0), once: once() });
    await secretary.ask(START_ITEM, { id: meeting.id, item: b, at: at(10), once: once() });
    await secretary.ask(START_ITEM, { id: meeting.id, item: a, at: at(15), once: once() });
    const { startAgendaItem } = await secretary.ask(START_ITEM, {
      id: meeting.id,
      item: b,
      at: at(17.5),
      once: once(),
    });
    const [first, second, third] = startAgendaItem.agenda;
    expect(first).toMatchObject({
      runs: [
        { startedAt: at(0), endedAt: at(10) },
        { startedAt: at(15), endedAt: at(17.5) },
      ],
      spentSeconds: 750,
    });
    expect(second.runs).toEqual([
      { startedAt: at(10), endedAt: at(15) },
      { startedAt: at(17.5), endedAt: null },
    ]);
    expect(second.spentSeconds).toBeGreaterThan(300 + 740);
    expect(third).toMatchObject({ runs: [], spentSeconds: 0 });
    expect((await course(member, meeting.id)).agenda).toHaveLength(3);
  });

  it('what a phone noted without network comes in any order, also twice, and the times are the same', async () => {
    const marks = (of: Awaited<ReturnType<typeof running>>): [string, string, string][] => [
      [START_ITEM, of.a, of.at(1)],
      [START_ITEM, of.a, of.at(2)],
      [START_ITEM, of.b, of.at(9)],
      [END_ITEM, of.b, of.at(14)],
      [END_ITEM, of.a, of.at(15)],
      [START_ITEM, of.c, of.at(20)],
      [END_ITEM, of.c, of.at(24)],
    ];
    const runsAfter = async (order: number[]) => {
      const each = await running();
      const all = marks(each);
      for (const index of order) {
        const [operation, item, at] = all[index] ?? ['', '', ''];
        await secretary.ask(operation, { id: each.meeting.id, item, at, once: once() });
      }
      const { agenda } = await course(secretary, each.meeting.id);
      return agenda.map((item: Loose) =>
        item.runs.map((run: Loose) =>
          [run.startedAt, run.endedAt].map(time => each.at(0) && minutes(each.at(0), time)),
        ),
      );
    };
    const minutes = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60_000;
    const expected = [[[1, 9]], [[9, 14]], [[20, 24]]];
    expect(await runsAfter([0, 1, 2, 3, 4, 5, 6])).toEqual(expected);
    expect(await runsAfter([6, 5, 4, 3, 2, 1, 0])).toEqual(expected);
    expect(await runsAfter([3, 0, 6, 0, 2, 5, 1, 4, 3])).toEqual(expected);
  });

  it('a time that cannot be is taken as the nearest that can; an item of another meeting is none', async () => {
    const { meeting, at, a } = await running();
    await secretary.ask(START_ITEM, { id: meeting.id, item: a, at: inHours(-48), once: once() });
    await secretary.ask(END_ITEM, { id: meeting.id, item: a, at: inHours(48), once: once() });
    const [run] = (await course(secretary, meeting.id)).agenda[0].runs;
    expect(run.startedAt).toBe(at(0));
    expect(Date.parse(run.endedAt)).toBeLessThanOrEqual(Date.now());
    const other = await running();
    for (const item of [other.a, newId(), "x'; drop table votes"])
      expect(await secretary.refusal(START_ITEM, { id: meeting.id, item, at: at(1), once: once() })).toMatchObject({
        code: 'NOT_FOUND',
      });
  });

  it('the end of the meeting ends what runs; afterwards, before and when cancelled nothing starts', async () => {
    const { meeting, at, a } = await running();
    await secretary.ask(START_ITEM, { id: meeting.id, item: a, at: at(5), once: once() });
    const late = { id: meeting.id, item: a, at: at(7), once: once() };
    const called = await markAll(secretary, meeting);
    const input = { meetingId: meeting.id, version: called.version, minutes: 'Biên bản.', endedAt: at(25) };
    await secretary.ask(CLOSE, { input });
    expect((await course(member, meeting.id)).agenda[0]).toMatchObject({
      runs: [{ startedAt: at(5), endedAt: at(25) }],
      spentSeconds: 1200,
    });
    expect(await secretary.refusal(START_ITEM, late)).toMatchObject({ reason: 'MEETING_ALREADY_CLOSED' });
    const ahead = await invited(secretary, cell);
    const early = { id: ahead.id, item: ahead.agenda[0].id, at: at(1), once: once() };
    expect(await secretary.refusal(START_ITEM, early)).toMatchObject({ reason: 'MEETING_NOT_OPEN' });
    await secretary.ask(CANCEL, { id: ahead.id, reason: 'Mưa' });
    expect(await secretary.refusal(START_ITEM, { ...early, once: once() })).toMatchObject({
      reason: 'MEETING_CANCELLED',
    });
  });

  it('two phones that start an item at the same moment leave one clock', async () => {
    const { meeting, at, a, b } = await running();
    await Promise.all(
      [a, b, a, b].map((item, index) =>
        secretary.ask(START_ITEM, { id: meeting.id, item, at: at(index), once: once() }),
      ),
    );
    const { agenda } = await course(secretary, meeting.id);
    const runs = agenda
      .flatMap((item: Loose) => item.runs)
      .sort((x: Loose, y: Loose) => (x.startedAt < y.startedAt ? -1 : 1));
    expect(runs.map((run: Loose) => [run.startedAt, run.endedAt])).toEqual([
      [at(0), at(1)],
      [at(1), at(2)],
      [at(2), at(3)],
      [at(3), null],
    ]);
  });

  it('is the business of those who run the meeting', async () => {
    const { meeting, at, a } = await running();
    const start = { id: meeting.id, item: a, at: at(1), once: once() };
    const next = await w.cell();
    const [stranger, neighbour, follower] = [
      await w.person('MEMBER', next),
      await w.person('SECRETARY', next),
      await w.person('FOLLOWER', cell),
    ];
    expect(await member.refusal(START_ITEM, start)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await follower.refusal(START_ITEM, start)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await stranger.refusal(START_ITEM, start)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await neighbour.refusal(START_ITEM, start)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await w.rows(`select 1 from agenda_marks where meeting_id = $1`, [meeting.id])).toEqual([]);
  });
});

describe('speakers', () => {
  it('are noted by name in two taps; what was said follows, and only after the end do the others read it', async () => {
    const { meeting, a } = await running();
    const id = newId();
    const note = speech(meeting.id, { id, agendaItemId: a });
    const answers = await Promise.all([secretary.ask(NOTE_SPEECH, note), secretary.ask(NOTE_SPEECH, note)]);
    expect(answers[0].noteSpeech.speeches).toEqual([
      expect.objectContaining({ id, version: 1, agendaItemId: a, opinion: null, isCriticism: false }),
    ]);
    expect(answers[1].noteSpeech.speeches).toHaveLength(1);
    const input = {
      id,
      version: 1,
      opinion: 'Đề nghị sửa kênh.\nNên làm sớm.',
      isCriticism: true,
      clientMutationId: once(),
    };
    const { updateSpeech } = await secretary.ask(UPDATE_SPEECH, { input });
    expect(updateSpeech.speeches[0]).toMatchObject({
      version: 2,
      agendaItemId: a,
      opinion: 'Đề nghị sửa kênh.\nNên làm sớm.',
      isCriticism: true,
      member: { id: member.memberId, fullName: 'Lò Văn An' },
    });
    expect((await course(member, meeting.id)).speeches).toEqual([]);
    const called = await markAll(secretary, meeting);
    await secretary.ask(CLOSE, { input: { meetingId: meeting.id, version: called.version, minutes: 'Biên bản.' } });
    expect((await course(member, meeting.id)).speeches[0]).toMatchObject({
      opinion: 'Đề nghị sửa kênh.\nNên làm sớm.',
    });
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect(await course(officer, meeting.id)).toMatchObject({ speeches: [], speakersShare: 0.5, agenda: [] });
  });

  it('a guest speaks too and counts for no share; of the members each counts once, and only who is present', async () => {
    const { meeting } = await running();
    const third = await w.person('MEMBER', cell);
    const fresh = await opened(secretary, cell);
    const guestId = newId();
    await w.rows(
      `insert into guests (id, meeting_id, full_name, title, created_at) values ($1, $2, 'Vàng A Sử', 'Phó bí thư đảng ủy', now())`,
      [guestId, fresh.id],
    );
    await secretary.ask(NOTE_SPEECH, speech(fresh.id, { memberId: null, guestId }));
    for (const memberId of [member.memberId, member.memberId, third.memberId])
      await secretary.ask(NOTE_SPEECH, speech(fresh.id, { memberId }));
    expect((await course(secretary, fresh.id)).speakersShare).toBeNull();
    const others = { ...fresh, attendance: fresh.attendance.filter((row: Loose) => row.member.id !== third.memberId) };
    await markAll(secretary, others);
    const { speakersShare, speeches } = await course(secretary, fresh.id);
    expect(speakersShare).toBe(0.5);
    expect(speeches.map((each: Loose) => each.guestName).filter(Boolean)).toEqual(['Vàng A Sử, Phó bí thư đảng ủy']);
    const wrong = { memberId: null, guestId };
    expect(await secretary.refusal(NOTE_SPEECH, speech(meeting.id, wrong))).toMatchObject({ reason: 'INPUT_INVALID' });
  });

  it('a note that is stale, strange, taken or of nobody is refused and changes nothing', async () => {
    const { meeting } = await running();
    const other = await running();
    const stranger = await w.person('MEMBER', await w.cell());
    const id = newId();
    await secretary.ask(NOTE_SPEECH, speech(meeting.id, { id, opinion: 'Đồng ý' }));
    const refused = async (extra: Record<string, unknown>) =>
      (await secretary.refusal(NOTE_SPEECH, speech(meeting.id, extra)))?.reason;
    expect(await refused({ id })).toBe('ID_TAKEN');
    expect(await refused({ id: 'x' })).toBe('INPUT_INVALID');
    expect(await refused({ memberId: null })).toBe('INPUT_INVALID');
    expect(await refused({ guestId: newId() })).toBe('INPUT_INVALID');
    expect(await refused({ memberId: stranger.memberId })).toBe('INPUT_INVALID');
    expect(await refused({ memberId: "' or 1=1 --" })).toBe('INPUT_INVALID');
    expect(await refused({ agendaItemId: other.a })).toBe('INPUT_INVALID');
    expect(await refused({ opinion: 'a\u0000b' })).toBe('INPUT_INVALID');
    expect(await refused({ opinion: 'a'.repeat(5001) })).toBe('INPUT_INVALID');
    const update = (version: number) => ({ input: { id, version, opinion: '<b>Khác</b>', clientMutationId: once() } });
    expect(await secretary.refusal(UPDATE_SPEECH, update(3))).toMatchObject({ reason: 'STALE_VERSION' });
    const both = await Promise.all([1, 2].map(() => secretary.send(UPDATE_SPEECH, update(1))));
    expect(both.filter(answer => answer.errors)).toHaveLength(1);
    expect((await course(secretary, meeting.id)).speeches).toMatchObject([{ opinion: '<b>Khác</b>', version: 2 }]);
  });

  it('a slip of the finger is taken away, and stays away', async () => {
    const { meeting } = await running();
    const id = newId();
    await secretary.ask(NOTE_SPEECH, speech(meeting.id, { id }));
    expect(await member.refusal(REMOVE_SPEECH, { id, once: once() })).toMatchObject({ code: 'FORBIDDEN' });
    const neighbour = await w.person('SECRETARY', await w.cell());
    expect(await neighbour.refusal(REMOVE_SPEECH, { id, once: once() })).toMatchObject({ code: 'NOT_FOUND' });
    for (const _ of [1, 2])
      expect((await secretary.ask(REMOVE_SPEECH, { id, once: once() })).removeSpeech.speeches).toEqual([]);
    const update = { input: { id, version: 1, opinion: 'Lại', clientMutationId: once() } };
    expect(await secretary.refusal(UPDATE_SPEECH, update)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await secretary.refusal(NOTE_SPEECH, speech(meeting.id, { id }))).toMatchObject({ reason: 'ID_TAKEN' });
  });

  it('may be completed after the end until the minutes are sealed; not before the opening', async () => {
    const { meeting } = await running();
    const called = await markAll(secretary, meeting);
    await secretary.ask(CLOSE, { input: { meetingId: meeting.id, version: called.version, minutes: 'Biên bản.' } });
    const { noteSpeech } = await secretary.ask(NOTE_SPEECH, speech(meeting.id, { opinion: 'Ghi sau' }));
    await w.rows(
      `insert into minutes_seals (meeting_id, content, hash, sealed_by, sealed_at) values ($1, '{}', sha256('{}'), $2, now())`,
      [meeting.id, secretary.accountId],
    );
    const input = { id: noteSpeech.speeches[0].id, version: 1, opinion: 'Sửa', clientMutationId: once() };
    expect(await secretary.refusal(UPDATE_SPEECH, { input })).toMatchObject({ reason: 'MINUTES_SEALED' });
    expect(await secretary.refusal(NOTE_SPEECH, speech(meeting.id))).toMatchObject({ reason: 'MINUTES_SEALED' });
    const ahead = await invited(secretary, cell);
    expect(await secretary.refusal(NOTE_SPEECH, speech(ahead.id))).toMatchObject({ reason: 'MEETING_NOT_OPEN' });
  });
});
