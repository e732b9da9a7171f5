import { describe, expect, it } from '@jest/globals';
import { CANCEL, inHours, MARK, MEETING, once, opened, schedule } from './support/meetings.js';
import {
  CONCLUDE,
  closeNow,
  EDIT_MINUTES,
  minuted,
  minutesOf,
  NAME_SIGNERS,
  READ_OUT,
  SIGN,
  sign,
} from './support/minutes.js';
import { cell, edit, inACommune, member, recorder, secretary, w } from './support/minuting.js';
import type { Loose, Person } from './support/person.js';

inACommune();

const told = (person: Person, kind: string) =>
  w.rows<{ url: string }>(`select url from notifications where account_id = $1 and kind = $2`, [
    person.accountId,
    kind,
  ]);

describe('after the closing', () => {
  it('chair and recorder are asked to sign, once, whoever closed it aside', async () => {
    await minuted(secretary, cell, recorder);
    expect(await told(recorder, 'minutes-to-sign')).toEqual([
      { url: expect.stringMatching(/^\/sinh-hoat\/.+\/bien-ban$/) },
    ]);
    expect(await told(secretary, 'minutes-to-sign')).toEqual([]);
    expect(await told(member, 'minutes-to-sign')).toEqual([]);
  });

  it('minutes and conclusion can be corrected; twice is once, an omitted conclusion stays', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const input = edit(meeting);
    const [first, second] = await Promise.all([secretary.ask(EDIT_MINUTES, input), secretary.ask(EDIT_MINUTES, input)]);
    expect(second).toEqual(first);
    expect(first.editMinutes).toMatchObject({
      version: meeting.version + 1,
      text: 'Bản sửa.',
      conclusion: 'Nhất trí các nội dung.',
    });
    expect((await member.ask(MEETING, { id: meeting.id })).meeting.minutes).toBe('Bản sửa.');
    const emptied = await secretary.ask(
      EDIT_MINUTES,
      edit({ ...meeting, version: meeting.version + 1 }, { conclusion: '' }),
    );
    expect(emptied.editMinutes.conclusion).toBeNull();
  });

  it('of two edits at the same moment the later one gets both texts and loses nothing', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const answers = await Promise.all(
      ['Bản của bí thư', 'Bản của phó bí thư'].map(minutes => secretary.send(EDIT_MINUTES, edit(meeting, { minutes }))),
    );
    const kept = answers.find(answer => !answer.errors)?.data.editMinutes.text;
    expect(answers.flatMap(answer => answer.errors ?? [])).toHaveLength(1);
    expect(answers.flatMap(answer => answer.errors ?? [])[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_VERSION',
      currentVersion: meeting.version + 1,
      current: { minutes: kept, conclusion: 'Nhất trí các nội dung.' },
    });
  });

  it('nothing of it before the closing, and nothing with control characters or beyond measure', async () => {
    const running = await opened(secretary, cell);
    expect(await secretary.refusal(EDIT_MINUTES, edit(running))).toMatchObject({ reason: 'MINUTES_NOT_YET' });
    const planned = await schedule(secretary, cell);
    expect(await secretary.refusal(EDIT_MINUTES, edit(planned))).toMatchObject({ reason: 'MINUTES_NOT_YET' });
    await secretary.ask(CANCEL, { id: planned.id, reason: 'Mưa lũ' });
    expect(await secretary.refusal(EDIT_MINUTES, edit(planned))).toMatchObject({ reason: 'MEETING_CANCELLED' });
    const meeting = await minuted(secretary, cell, recorder);
    for (const minutes of ['', ' \n', 'a\u202eb', 'x\u0000y', 'a'.repeat(100_001)])
      expect(await secretary.refusal(EDIT_MINUTES, edit(meeting, { minutes }))).toMatchObject({
        reason: 'INPUT_INVALID',
      });
    const html = '<script>alert(1)</script> & "Nghị quyết"';
    expect((await secretary.ask(EDIT_MINUTES, edit(meeting, { minutes: html }))).editMinutes.text).toBe(html);
  });

  it('a conclusion of an item that somebody else wrote meanwhile is not overwritten', async () => {
    const meeting = await opened(secretary, cell);
    const conclude = (conclusion: string, basedOn: string | null) =>
      secretary.send(CONCLUDE, {
        input: {
          meetingId: meeting.id,
          agendaItemId: meeting.agenda[0].id,
          conclusion,
          basedOn,
          clientMutationId: once(),
        },
      });
    expect((await conclude('Một', null)).data.concludeItem.record.items[0].conclusion).toBe('Một');
    const { errors } = await conclude('Hai', null);
    expect(errors?.[0]?.extensions).toMatchObject({ reason: 'STALE_VERSION', current: { conclusion: 'Một' } });
    expect((await conclude('Hai', 'Một')).errors).toBeUndefined();
    const other = await opened(secretary, cell);
    expect(
      await secretary.refusal(CONCLUDE, {
        input: {
          meetingId: other.id,
          agendaItemId: meeting.agenda[0].id,
          conclusion: 'x',
          clientMutationId: once(),
        },
      }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that they were read out is noted once, never before the meeting began', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    expect(await secretary.refusal(READ_OUT, { id: meeting.id, at: inHours(-20), once: once() })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    const first = await secretary.ask(READ_OUT, { id: meeting.id, once: once() });
    const again = await secretary.ask(READ_OUT, { id: meeting.id, once: once() });
    expect(first.noteMinutesReadOut.readOutAt).not.toBeNull();
    expect(again.noteMinutesReadOut.readOutAt).toBe(first.noteMinutesReadOut.readOutAt);
  });
});

describe('who chaired and who recorded', () => {
  const name = (meeting: Loose, chairId: string, recorderId: string, version = meeting.version) => ({
    input: { meetingId: meeting.id, version, chairId, recorderId, clientMutationId: once() },
  });

  it('can be named after the closing; who is named is asked to sign', async () => {
    const meeting = await minuted(secretary, cell, recorder, { recorderId: undefined });
    expect((await minutesOf(secretary, meeting.id)).record.recorder).toBeNull();
    const { contentHash } = await minutesOf(secretary, meeting.id);
    expect(
      await secretary.refusal(SIGN, { id: meeting.id, role: 'CHAIR', hash: contentHash, once: once() }),
    ).toMatchObject({ reason: 'RECORDER_NOT_NAMED' });
    const { nameSigners } = await secretary.ask(NAME_SIGNERS, name(meeting, secretary.memberId, member.memberId));
    expect(nameSigners).toMatchObject({
      version: meeting.version + 1,
      record: { recorder: { memberId: member.memberId } },
    });
    expect(await told(member, 'minutes-to-sign')).toHaveLength(1);
    expect((await sign(member, meeting.id, 'RECORDER')).signatures).toMatchObject([{ role: 'RECORDER' }]);
  });

  it('are two people who were present, the chair a full member', async () => {
    const probationary = await w.person('MEMBER', cell, { kind: 'PROBATIONARY' });
    const absent = await w.person('MEMBER', cell);
    const meeting = await opened(secretary, cell);
    const marks = meeting.attendance.map((row: Loose) => ({
      memberId: row.member.id,
      state: row.member.id === absent.memberId ? 'UNEXCUSED' : 'PRESENT',
    }));
    await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
    const over = await closeNow(secretary, meeting);
    const refused = async (chair: Person, second: Person, version?: number) =>
      (await secretary.refusal(NAME_SIGNERS, name(over, chair.memberId, second.memberId, version)))?.reason;
    expect(await refused(secretary, secretary)).toBe('SIGNERS_MUST_DIFFER');
    expect(await refused(secretary, absent)).toBe('SIGNER_NOT_PRESENT');
    expect(await refused(probationary, recorder)).toBe('CHAIR_MUST_BE_FULL_MEMBER');
    expect(await refused(secretary, await w.person('MEMBER', await w.cell()))).toBe('SIGNER_NOT_PRESENT');
    expect(await refused(secretary, recorder, 1)).toBe('STALE_VERSION');
    expect(await refused(secretary, probationary)).toBeUndefined();
  });
});
