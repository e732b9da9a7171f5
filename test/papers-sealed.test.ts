import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { held, scored } from './support/assessment.js';
import { ASK_PAPER, contentOf, PAPER, PAPERS, paper } from './support/meeting-papers.js';
import { MARK, markAll, once, opened } from './support/meetings.js';
import { ADD_ADDENDUM, closeNow, minuted, minutesOf, sign } from './support/minutes.js';
import { hasPoppler, readPdf } from './support/paper-reading.js';
import type { Loose, Person } from './support/person.js';
import { drafted, issued } from './support/resolutions.js';
import { type Place, World } from './support/world.js';

const withPoppler = hasPoppler ? it : it.skip;

let w: World;
let cell: Place;
let secretary: Person;
let recorder: Person;
let member: Person;
let follower: Person;
let officer: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  const commune = await w.organisation('Đảng bộ xã Nậm Mười', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', commune);
  secretary = await w.person('SECRETARY', cell, { name: 'Hoàng Thị Mỷ' });
  recorder = await w.person('MEMBER', cell, { name: 'Giàng A Páo' });
  member = await w.person('MEMBER', cell, { name: 'Lò Văn Ẩn' });
  follower = await w.person('FOLLOWER', cell);
  officer = await w.person('COMMITTEE_OFFICER', w.province);
});

const signed = async (id: string) => {
  await sign(recorder, id, 'RECORDER');
  await sign(secretary, id, 'CHAIR');
};
const wanted = (meeting: Loose, kind: string, subjectId?: string) => ({
  meetingId: meeting.id,
  kind,
  format: 'PDF',
  subjectId,
  once: once(),
});
const textOf = async (person: Person, made: Loose) => readPdf(await contentOf(person, made)).texts.join(' ');

/** Closed with a member excused for a reason. */
async function withAbsence(): Promise<Loose> {
  const names = { chairId: secretary.memberId, recorderId: recorder.memberId };
  const meeting = await opened(secretary, cell, names);
  await markAll(secretary, meeting);
  const marks = [{ memberId: member.memberId, state: 'EXCUSED', reason: 'Đi khám ở bệnh viện tỉnh' }];
  const { markAttendance } = await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
  return closeNow(secretary, markAttendance);
}

describe('minutes', () => {
  it('are a draft for the secretary alone until they are sealed, then everybody’s of the cell', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const draft = await paper(w, secretary, meeting, 'MINUTES', 'PDF');
    expect(draft).toMatchObject({
      state: 'READY',
      isFinal: false,
      name: expect.stringMatching(/^Biên bản \(dự thảo\) [\d-]+\.pdf$/),
    });
    for (const person of [member, recorder, follower]) {
      expect(await person.refusal(ASK_PAPER, wanted(meeting, 'MINUTES'))).toMatchObject({ reason: 'NOT_FOUND' });
      expect(await person.refusal(PAPER, { id: draft.id })).toMatchObject({ reason: 'NOT_FOUND' });
      expect((await person.fetch(`/papers/${draft.id}`)).status).toBe(404);
    }
    await signed(meeting.id);
    for (const person of [secretary, member, follower]) {
      const made = await paper(w, person, meeting, 'MINUTES', 'PDF');
      expect(made).toMatchObject({ state: 'READY', isFinal: true, name: expect.stringMatching(/^Biên bản \d/) });
      expect((await person.fetch(`/papers/${made.id}`)).status).toBe(200);
      const { papers } = await person.ask(PAPERS, { id: meeting.id });
      expect(papers.find(({ kind }: Loose) => kind === 'MINUTES')).toMatchObject({ isFinal: true });
    }
    // The draft of before stays the secretary's.
    expect((await member.fetch(`/papers/${draft.id}`)).status).toBe(404);
    expect(await officer.refusal(ASK_PAPER, wanted(meeting, 'MINUTES'))).toMatchObject({ code: 'FORBIDDEN' });
  });

  withPoppler('of the members do not tell why somebody was missing; the secretary’s do', async () => {
    const meeting = await withAbsence();
    await signed(meeting.id);
    const whole = await paper(w, secretary, meeting, 'MINUTES', 'PDF');
    const without = await paper(w, recorder, meeting, 'MINUTES', 'PDF');
    expect(without.id).not.toBe(whole.id);
    expect(await textOf(secretary, whole)).toContain('Đồng chí Lò Văn Ẩn: Đi khám ở bệnh viện tỉnh');
    const shown = await textOf(recorder, without);
    expect(shown).toContain('Lò Văn Ẩn');
    expect(shown).not.toContain('bệnh viện');
    expect((await recorder.fetch(`/papers/${whole.id}`)).status).toBe(404);
    const { papers } = await recorder.ask(PAPERS, { id: meeting.id });
    expect(papers.flatMap((choice: Loose) => choice.papers.map(({ id }: Loose) => id))).toEqual([without.id]);
  });

  withPoppler(
    'once sealed are the same paper for ever, byte for byte, also when names and offices change',
    async () => {
      const meeting = await minuted(secretary, cell, recorder);
      await signed(meeting.id);
      const first = await paper(w, secretary, meeting, 'MINUTES', 'DOCX');
      await w.rows(`update members set full_name = 'Tên Khác' where id = $1`, [recorder.memberId]);
      await w.rows(`update organisation_periods set name = 'Chi bộ khác' where organisation_id = $1`, [cell.id]);
      expect(await paper(w, secretary, meeting, 'MINUTES', 'DOCX')).toMatchObject({
        id: first.id,
        sha256: first.sha256,
      });
      await w.rows(`delete from papers where id = $1`, [first.id]);
      const again = await paper(w, secretary, meeting, 'MINUTES', 'DOCX');
      expect(again.id).not.toBe(first.id);
      expect(again.sha256).toBe(first.sha256);
      const text = await textOf(secretary, await paper(w, secretary, meeting, 'MINUTES', 'PDF'));
      const { seal } = await minutesOf(secretary, meeting.id);
      for (const part of [
        'CHI BỘ BẢN LÙNG',
        'ĐẢNG BỘ XÃ NẬM MƯỜI',
        'Nậm Mười, ngày',
        'Giàng A Páo',
        'Đã ký trong sổ tay',
        seal.hash.slice(0, 8),
        'Biên bản do thư ký ghi.',
      ])
        expect(text).toContain(part);
      expect(text).not.toContain('DỰ THẢO');
    },
  );

  withPoppler('carry what was added after the sealing', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    await signed(meeting.id);
    const before = await paper(w, secretary, meeting, 'MINUTES', 'PDF');
    await secretary.ask(ADD_ADDENDUM, { id: meeting.id, text: 'Số hộ ở xóm 2 là 14.', once: once() });
    const after = await paper(w, secretary, meeting, 'MINUTES', 'PDF');
    expect(after.id).not.toBe(before.id);
    expect(await textOf(secretary, after)).toMatch(
      /PHẦN BỔ SUNG SAU KHI NIÊM PHONG 1\. Đồng chí Hoàng Thị Mỷ, .*: Số hộ ở xóm 2 là 14\./,
    );
  });

  it('are not there before the meeting began', async () => {
    const names = { chairId: secretary.memberId, recorderId: recorder.memberId };
    const meeting = await opened(secretary, cell, names);
    await w.rows(`update meetings set opened_at = null, status = 'INVITED' where id = $1`, [meeting.id]);
    expect(await secretary.refusal(ASK_PAPER, wanted(meeting, 'MINUTES'))).toMatchObject({
      reason: 'PAPER_WITHOUT_CONTENT',
    });
  });
});

describe('a resolution', () => {
  withPoppler('as a draft is the secretary’s; issued, with its number, it is the members’ too', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const draft = await drafted(secretary, meeting);
    const early = await paper(w, secretary, meeting, 'RESOLUTION', 'PDF', draft.id);
    expect(early).toMatchObject({ state: 'READY', isFinal: false });
    expect(await textOf(secretary, early)).toContain('Số ……-NQ/CB');
    expect(await member.refusal(ASK_PAPER, wanted(meeting, 'RESOLUTION', draft.id))).toMatchObject({
      reason: 'NOT_FOUND',
    });
    const resolution = await issued(secretary, meeting);
    const made = await paper(w, member, meeting, 'RESOLUTION', 'PDF', resolution.id);
    expect(made).toMatchObject({ isFinal: true, name: 'Nghị quyết 01-NQ-CB '.concat(made.name.slice(-14)) });
    const text = await textOf(member, made);
    for (const part of ['Số 01-NQ/CB', 'NGHỊ QUYẾT', 'Nơi nhận:', 'T/M CHI BỘ', 'BÍ THƯ', 'Hoàng Thị Mỷ'])
      expect(text).toContain(part);
    const { papers } = await member.ask(PAPERS, { id: meeting.id });
    expect(papers.filter(({ kind }: Loose) => kind === 'RESOLUTION')).toMatchObject([
      { subjectId: resolution.id, isFinal: true },
    ]);
  });

  it('of another meeting, or none, is not there', async () => {
    const meeting = await minuted(secretary, cell, recorder);
    const other = await minuted(secretary, cell, recorder);
    const resolution = await issued(secretary, other);
    for (const id of [resolution.id, meeting.id, 'x', undefined])
      expect(await secretary.refusal(ASK_PAPER, wanted(meeting, 'RESOLUTION', id))).toMatchObject({
        reason: 'NOT_FOUND',
      });
  });
});

describe('the sheet of points', () => {
  withPoppler('shows both scores to the secretary and the follower, and to nobody else', async () => {
    const meeting = await held(secretary, cell);
    expect(await secretary.refusal(ASK_PAPER, wanted(meeting, 'ASSESSMENT'))).toMatchObject({
      reason: 'PAPER_WITHOUT_CONTENT',
    });
    await scored(secretary, meeting.id);
    await scored(follower, meeting.id, 'FOLLOWER');
    const made = await paper(w, follower, meeting, 'ASSESSMENT', 'PDF');
    expect((await paper(w, secretary, meeting, 'ASSESSMENT', 'PDF')).id).toBe(made.id);
    const text = await textOf(follower, made);
    for (const part of ['PHIẾU CHẤM ĐIỂM', 'Thời gian sinh hoạt', 'Chi bộ tự chấm', 'Xếp loại', 'CẤP ỦY VIÊN THEO DÕI'])
      expect(text).toContain(part);
    for (const person of [member, officer])
      expect(await person.refusal(ASK_PAPER, wanted(meeting, 'ASSESSMENT'))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await member.fetch(`/papers/${made.id}`)).status).toBe(404);
  });
});
