import { describe, expect, it } from '@jest/globals';
import { markAll, opened } from './support/meetings.js';
import {
  closeNow,
  EDIT_MINUTES,
  givenTask,
  hashOf,
  minuted,
  minutesOf,
  SIGN,
  SIGN_ON_PAPER,
  sign,
} from './support/minutes.js';
import { as, cell, edit, inACommune, member, recorder, secretary, w } from './support/minuting.js';
import type { Loose, Person } from './support/person.js';

inACommune();

const told = async (person: Person, kind: string) =>
  (await w.rows(`select 1 from notifications where account_id = $1 and kind = $2`, [person.accountId, kind])).length;
const actions = async (id: string) =>
  (
    await w.rows<{ action: string; details: Loose }>(
      `select action, details from audit_entries where subject_id = $1 and action like 'minutes.%' order by seq`,
      [id],
    )
  ).map(({ action, details }) => [action, details.hash ?? null]);

describe('signing', () => {
  it('by recorder and chair seals the minutes; the hash is that of the content that comes back', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const first = await sign(recorder, meeting.id, 'RECORDER');
    expect(first).toMatchObject({ seal: null, toSignAs: [], signatures: [{ role: 'RECORDER', onPaper: false }] });
    const { contentHash } = first;
    const second = await sign(secretary, meeting.id, 'CHAIR');
    const { seal, record, text, signatures } = second;
    expect(seal).toMatchObject({ hash: hashOf(seal.content), sealedBy: secretary.name });
    expect(signatures.map((one: Loose) => [one.role, one.memberId, one.contentHash])).toEqual([
      ['RECORDER', recorder.memberId, contentHash],
      ['CHAIR', secretary.memberId, contentHash],
    ]);
    const content = JSON.parse(seal.content);
    expect(content).toMatchObject({ edition: 1, text, signatures, record: JSON.parse(JSON.stringify(record)) });
    expect(second).toMatchObject({ contentHash: null, draftText: null, mayEdit: false, mayAdd: true });
    expect(
      (await member.ask(`query($id: ID!) { meeting(id: $id) { minutesSealedAt } }`, { id: meeting.id })).meeting,
    ).toEqual({
      minutesSealedAt: seal.sealedAt,
    });
    expect(await actions(meeting.id)).toEqual([
      ['minutes.signed', contentHash],
      ['minutes.signed', contentHash],
      ['minutes.sealed', seal.hash],
    ]);
  });

  it('twice is once, also at the same moment and with another id', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const { contentHash } = await minutesOf(recorder, meeting.id);
    const signing = as(meeting, 'RECORDER', contentHash);
    const answers = await Promise.all(
      [signing, signing, as(meeting, 'RECORDER', contentHash)].map(one => recorder.ask(SIGN, one)),
    );
    expect(new Set(answers.map(answer => answer.signMinutes.signatures[0].signedAt)).size).toBe(1);
    await Promise.all([1, 2, 3].map(() => secretary.send(SIGN, as(meeting, 'CHAIR', contentHash))));
    expect(await w.rows(`select 1 from minutes_seals where meeting_id = $1`, [meeting.id])).toHaveLength(1);
    expect((await recorder.ask(SIGN, signing)).signMinutes.seal).not.toBeNull();
    expect((await recorder.ask(SIGN, as(meeting, 'RECORDER', contentHash))).signMinutes.seal).not.toBeNull();
  });

  it('both at the same moment: sealed once, under both names', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const { contentHash } = await minutesOf(recorder, meeting.id);
    await Promise.all([
      recorder.ask(SIGN, as(meeting, 'RECORDER', contentHash)),
      secretary.ask(SIGN, as(meeting, 'CHAIR', contentHash)),
    ]);
    const { seal, signatures } = await minutesOf(member, meeting.id);
    expect(seal.sealedAt).not.toBeNull();
    expect(signatures).toHaveLength(2);
  });

  it('only by the two themselves, each in the own role, and nobody of another cell', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const { contentHash } = await minutesOf(secretary, meeting.id);
    const refused = async (person: Person, role: string) =>
      (await person.refusal(SIGN, as(meeting, role, contentHash)))?.reason;
    expect(await refused(member, 'RECORDER')).toBe('NOT_A_SIGNER');
    expect(await refused(recorder, 'CHAIR')).toBe('NOT_A_SIGNER');
    expect(await refused(secretary, 'RECORDER')).toBe('NOT_A_SIGNER');
    expect(await refused(await w.person('SECRETARY', await w.cell()), 'CHAIR')).toBe('NOT_FOUND');
    const former = await w.person('MEMBER', cell);
    await w.rows(`update meetings set recorder_id = $2 where id = $1`, [meeting.id, former.memberId]);
    await w.rows(`update grants set during = daterange('2000-01-01', '2020-01-01') where account_id = $1`, [
      former.accountId,
    ]);
    expect(await refused(former, 'RECORDER')).toMatch(/^(NOT_FOUND|NOT_ALLOWED)$/);
    expect(await w.rows(`select 1 from minutes_signatures where meeting_id = $1`, [meeting.id])).toHaveLength(0);
  });

  it('by a deputy who chaired, never by one person for both, nor by a probationary chair', async () => {
    const deputy = await w.person('MEMBER', cell);
    const byDeputy = await minuted(secretary, cell, recorder, { chairId: deputy.memberId });
    await sign(deputy, byDeputy.id, 'CHAIR');
    expect((await sign(recorder, byDeputy.id, 'RECORDER')).seal).not.toBeNull();
    const both = await minuted(secretary, cell, secretary);
    const { contentHash } = await minutesOf(secretary, both.id);
    expect(await secretary.refusal(SIGN, as(both, 'CHAIR', contentHash))).toMatchObject({
      reason: 'SIGNERS_MUST_DIFFER',
    });
    const probationary = await w.person('MEMBER', cell, { kind: 'PROBATIONARY' });
    const byProbationary = await minuted(secretary, cell, recorder, { chairId: probationary.memberId });
    const seen = await minutesOf(probationary, byProbationary.id);
    expect(await probationary.refusal(SIGN, as(byProbationary, 'CHAIR', seen.contentHash))).toMatchObject({
      reason: 'CHAIR_MUST_BE_FULL_MEMBER',
    });
  });

  it('not before the closing, and not of anything but what stands there', async () => {
    const running = await opened(secretary, cell, { recorderId: recorder.memberId });
    expect(await secretary.refusal(SIGN, as(running, 'CHAIR', 'ab'))).toMatchObject({ reason: 'MINUTES_NOT_YET' });
    const meeting = await minuted(secretary, cell, recorder);
    for (const hash of ['ab', "' or 1=1 --", '0'.repeat(64)])
      expect(await recorder.refusal(SIGN, as(meeting, 'RECORDER', hash))).toMatchObject({ reason: 'MINUTES_CHANGED' });
  });

  it('on paper, for a member without a phone: noted by the secretary and marked as such', async () => {
    const old = await w.person('MEMBER', cell, { reach: 'NONE', activated: false });
    const meeting = await minuted(secretary, cell, old);
    const { contentHash } = await minutesOf(secretary, meeting.id);
    expect(await member.refusal(SIGN_ON_PAPER, as(meeting, 'RECORDER', contentHash))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const noted = await secretary.ask(SIGN_ON_PAPER, as(meeting, 'RECORDER', contentHash));
    expect(noted.signMinutesOnPaper.signatures).toMatchObject([{ memberId: old.memberId, onPaper: true }]);
    const { seal } = await sign(secretary, meeting.id, 'CHAIR');
    expect(JSON.parse(seal.content).signatures.map((one: Loose) => one.onPaper)).toEqual([true, false]);
  });
});

describe('what changes after a signature', () => {
  it('an edit takes it away and tells the signer; a signature of the old text is refused', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const { contentHash } = await sign(recorder, meeting.id, 'RECORDER');
    const { editMinutes } = await secretary.ask(EDIT_MINUTES, edit(meeting));
    expect(editMinutes.signatures).toEqual([]);
    expect(await told(recorder, 'minutes-changed')).toBe(1);
    expect(await recorder.refusal(SIGN, as(meeting, 'RECORDER', contentHash))).toMatchObject({
      code: 'CONFLICT',
      reason: 'MINUTES_CHANGED',
    });
    await sign(secretary, meeting.id, 'CHAIR');
    expect((await sign(recorder, meeting.id, 'RECORDER')).seal).not.toBeNull();
  });

  it('an edit that changes nothing leaves it', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    await sign(recorder, meeting.id, 'RECORDER');
    const { editMinutes } = await secretary.ask(EDIT_MINUTES, edit(meeting, { minutes: meeting.minutes }));
    expect(editMinutes).toMatchObject({ version: meeting.version, signatures: [{ role: 'RECORDER' }] });
  });

  it('a fact that changes under it (a task corrected) lets it fall with the next signature, and nothing is sealed', async () => {
    const meeting = await markAll(
      secretary,
      await opened(secretary, cell, { recorderId: recorder.memberId, chairId: secretary.memberId }),
    );
    const task = await givenTask(w, cell, meeting.id, { title: 'Trồng cây' });
    await closeNow(secretary, meeting);
    await sign(recorder, meeting.id, 'RECORDER');
    await w.rows(`update tasks set title = 'Trồng 200 cây' where id = $1`, [task]);
    expect((await minutesOf(recorder, meeting.id)).toSignAs).toEqual(['RECORDER']);
    expect(await sign(secretary, meeting.id, 'CHAIR')).toMatchObject({ seal: null, signatures: [{ role: 'CHAIR' }] });
    expect(await told(recorder, 'minutes-changed')).toBe(1);
    const { seal } = await sign(recorder, meeting.id, 'RECORDER');
    expect(JSON.parse(seal.content).record.tasks[0].title).toBe('Trồng 200 cây');
  });

  it('an edit racing the last signature: either the edit is sealed out, or the signature saw another text', async () => {
    for (let round = 0; round < 4; round++) {
      const meeting = await minuted(secretary, cell, recorder);
      await sign(secretary, meeting.id, 'CHAIR');
      const { contentHash } = await minutesOf(recorder, meeting.id);
      const [signed, edited] = await Promise.all([
        recorder.send(SIGN, as(meeting, 'RECORDER', contentHash)),
        secretary.send(EDIT_MINUTES, edit(meeting)),
      ]);
      const outcome = [signed.errors?.[0]?.extensions.reason, edited.errors?.[0]?.extensions.reason];
      expect([
        [undefined, 'MINUTES_SEALED'],
        ['MINUTES_CHANGED', undefined],
      ]).toContainEqual(outcome);
      const { seal, text } = await minutesOf(secretary, meeting.id);
      expect([Boolean(seal), text]).toEqual(outcome[0] ? [false, 'Bản sửa.'] : [true, meeting.minutes]);
    }
  });
});
