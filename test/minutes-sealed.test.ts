import { describe, expect, it } from '@jest/globals';
import { CLOSE, MARK, MEETING, once, opened } from './support/meetings.js';
import {
  ADD_ADDENDUM,
  CONCLUDE,
  closeNow,
  EDIT_MINUTES,
  givenTask,
  hashOf,
  minuted,
  minutesOf,
  NAME_SIGNERS,
  READ_OUT,
  SIGN,
  sealed,
  sign,
} from './support/minutes.js';
import { as, cell, edit, inACommune, member, recorder, secretary, w } from './support/minuting.js';
import type { Loose, Person } from './support/person.js';

inACommune();

const add = (meeting: Loose, text: string) => ({ id: meeting.id, text, once: once() });

describe('sealed minutes', () => {
  it('refuse every change, and every late mark', async () => {
    const meeting = await sealed(secretary, cell, recorder);
    const reason = async (query: string, variables: Record<string, unknown>) =>
      (await secretary.refusal(query, variables))?.reason;
    const input = { meetingId: meeting.id, version: meeting.version, clientMutationId: once() };
    expect(await reason(EDIT_MINUTES, edit(meeting))).toBe('MINUTES_SEALED');
    expect(
      await reason(NAME_SIGNERS, { input: { ...input, chairId: member.memberId, recorderId: recorder.memberId } }),
    ).toBe('MINUTES_SEALED');
    expect(await reason(READ_OUT, { id: meeting.id, once: once() })).toBe('MINUTES_SEALED');
    const conclusion = { meetingId: meeting.id, agendaItemId: meeting.agenda[0].id, clientMutationId: once() };
    expect(await reason(CONCLUDE, { input: { ...conclusion, conclusion: 'Muộn' } })).toBe('MINUTES_SEALED');
    expect(await reason(SIGN, as(meeting, 'CHAIR', '0'.repeat(64)))).toBe('MINUTES_SEALED');
    expect(await reason(CLOSE, { input: { ...input, minutes: 'Khác' } })).toBe('MEETING_ALREADY_CLOSED');
    const marks = [{ memberId: member.memberId, state: 'UNEXCUSED' }];
    expect(await reason(MARK, { id: meeting.id, marks, once: once() })).toBe('MEETING_ALREADY_CLOSED');
    expect((await member.ask(MEETING, { id: meeting.id })).meeting.minutes).toBe(meeting.minutes.text);
  });

  it('keep what was sealed, whatever becomes of people and tasks afterwards', async () => {
    const meeting = await sealed(secretary, cell, recorder);
    await w.rows(`update members set full_name = 'Tên Khác' where id = $1`, [recorder.memberId]);
    await givenTask(w, cell, meeting.id, { title: 'Thêm sau' });
    const { record, seal } = await minutesOf(secretary, meeting.id);
    expect(record.recorder.fullName).toBe(recorder.name);
    expect(record.tasks).toEqual([]);
    expect(seal).toEqual(meeting.minutes.seal);
  });

  it('cannot be tampered with, neither by the application nor by the owner of the tables', async () => {
    const meeting = await sealed(secretary, cell, recorder);
    await secretary.ask(ADD_ADDENDUM, add(meeting, 'Đính chính số liệu.'));
    const tamperings = [
      `update minutes_seals set content = '{}' where meeting_id = '${meeting.id}'`,
      `update minutes_seals set sealed_at = now() where meeting_id = '${meeting.id}'`,
      `delete from minutes_seals where meeting_id = '${meeting.id}'`,
      `update minutes_addenda set content = 'x' where meeting_id = '${meeting.id}'`,
      `delete from minutes_addenda where meeting_id = '${meeting.id}'`,
      `update minutes_signatures set on_paper = true where meeting_id = '${meeting.id}'`,
      `delete from minutes_signatures where meeting_id = '${meeting.id}'`,
      `update meetings set minutes = 'x' where id = '${meeting.id}'`,
      `update meetings set status = 'OPEN' where id = '${meeting.id}'`,
    ];
    for (const tampering of tamperings) {
      await expect(w.source.query(tampering)).rejects.toThrow('Sealed minutes never change.');
      await expect(w.rows(tampering)).rejects.toThrow('Sealed minutes never change.');
    }
    await expect(w.rows(`truncate minutes_seals cascade`)).rejects.toThrow('Sealed minutes never change.');
    const other = await minuted(secretary, cell, recorder);
    await expect(
      w.source.query(
        `insert into minutes_seals (meeting_id, content, hash, sealed_by, sealed_at) values ($1, '{}', '\\x00', $2, now())`,
        [other.id, secretary.accountId],
      ),
    ).rejects.toThrow('minutes_seals_hash');
  });

  it('are read by the members of the cell, without the reasons of others and without the sealed text that holds them', async () => {
    const meeting = await opened(secretary, cell, { chairId: secretary.memberId, recorderId: recorder.memberId });
    const marks = meeting.attendance.map((row: Loose) =>
      row.member.id === member.memberId
        ? { memberId: row.member.id, state: 'EXCUSED', reason: 'Đi viện' }
        : { memberId: row.member.id, state: 'PRESENT' },
    );
    const other = await w.person('MEMBER', cell);
    await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
    await closeNow(secretary, meeting);
    await sign(recorder, meeting.id, 'RECORDER');
    await sign(secretary, meeting.id, 'CHAIR');
    const reasonSeenBy = async (person: Person) => {
      const { record, seal } = await minutesOf(person, meeting.id);
      expect(seal.hash).toMatch(/^[0-9a-f]{64}$/);
      return [record.excused[0].reason, seal.content !== null];
    };
    expect(await reasonSeenBy(other)).toEqual([null, false]);
    expect(await reasonSeenBy(member)).toEqual(['Đi viện', false]);
    expect(await reasonSeenBy(await w.person('FOLLOWER', cell))).toEqual([null, false]);
    expect(await reasonSeenBy(recorder)).toEqual(['Đi viện', true]);
    expect(await reasonSeenBy(secretary)).toEqual(['Đi viện', true]);
  });
});

describe('addenda', () => {
  it('are numbered and chained, each to the one before, the first to the seal; also many at the same moment', async () => {
    const meeting = await sealed(secretary, cell, recorder);
    const texts = Array.from({ length: 6 }, (_, index) => `Phụ lục ${index}`);
    await Promise.all(texts.map(text => secretary.ask(ADD_ADDENDUM, add(meeting, text))));
    const { addenda, seal } = await minutesOf(member, meeting.id);
    expect(addenda.map((one: Loose) => one.position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(addenda.map((one: Loose) => one.text).sort()).toEqual(texts);
    let previous = seal.hash;
    for (const one of addenda) {
      expect(one).toMatchObject({ previous, hash: hashOf(one.content), addedBy: secretary.name });
      expect(JSON.parse(one.content)).toMatchObject({ previous, position: one.position, text: one.text });
      previous = one.hash;
    }
  });

  it('come only after the seal and only from who manages the meeting; twice is once', async () => {
    const open = await minuted(secretary, cell, recorder);
    expect(await secretary.refusal(ADD_ADDENDUM, add(open, 'Sớm'))).toMatchObject({ reason: 'MINUTES_NOT_SEALED' });
    const meeting = await sealed(secretary, cell, recorder);
    expect(await recorder.refusal(ADD_ADDENDUM, add(meeting, 'x'))).toMatchObject({ code: 'FORBIDDEN' });
    const neighbour = await w.person('SECRETARY', await w.cell());
    expect(await neighbour.refusal(ADD_ADDENDUM, add(meeting, 'x'))).toMatchObject({ code: 'NOT_FOUND' });
    const one = add(meeting, 'Một lần');
    await Promise.all([secretary.ask(ADD_ADDENDUM, one), secretary.ask(ADD_ADDENDUM, one)]);
    expect((await minutesOf(secretary, meeting.id)).addenda).toHaveLength(1);
  });

  it('racing the seal: before it they are refused, after it they stand in the chain', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    await sign(secretary, meeting.id, 'CHAIR');
    const { contentHash } = await minutesOf(recorder, meeting.id);
    const [, added] = await Promise.all([
      recorder.ask(SIGN, as(meeting, 'RECORDER', contentHash)),
      secretary.send(ADD_ADDENDUM, add(meeting, 'Cùng lúc')),
    ]);
    const { addenda, seal } = await minutesOf(secretary, meeting.id);
    if (added.errors) expect([added.errors[0]?.extensions.reason, addenda]).toEqual(['MINUTES_NOT_SEALED', []]);
    else expect(addenda).toMatchObject([{ position: 1, previous: seal.hash }]);
  });
});
