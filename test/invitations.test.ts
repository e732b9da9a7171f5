import { describe, expect, it } from '@jest/globals';
import { looked } from './support/documents.js';
import {
  ANSWER,
  ATTACH,
  closed,
  DETACH,
  INVITE,
  inHours,
  invited,
  MARK,
  monthOf,
  once,
  publish,
  schedule,
  UPDATE,
} from './support/meetings.js';
import { cell, follower, inACell, member, secretary, w } from './support/one-cell.js';
import type { Loose, Person } from './support/person.js';
import { CORRECT, DECIDE, logged, PLAN, prepared, setAgenda, told } from './support/preparing.js';
import { pdf } from './support/samples.js';

inACell();

const changes = async (person: Person, id: string): Promise<string[]> =>
  (await prepared(person, id)).changesSinceInvitation.map((change: Loose) => change.what);

describe('what people were invited to', () => {
  it('is kept with the sums of the files, and nothing has changed yet; the follower is told', async () => {
    const document = await publish(secretary, cell, { title: 'Dự thảo' });
    const draft = await schedule(secretary, cell);
    await secretary.ask(ATTACH, { id: draft.id, documents: [document] });
    await secretary.ask(INVITE, { id: draft.id, once: once() });
    const [{ content, version }] = (await w.rows(
      `select content, version from meeting_invitations where meeting_id = $1`,
      [draft.id],
    )) as Loose;
    expect(version).toBe(1);
    expect(content).toMatchObject({
      title: draft.title,
      place: 'Nhà văn hóa',
      agenda: [{ title: 'Báo cáo tháng' }, { title: 'Thảo luận', minutes: 30 }],
      documents: [{ id: document, title: 'Dự thảo', files: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] }],
    });
    expect(await changes(member, draft.id)).toEqual([]);
    expect(await told(w, follower, 'meeting-invited')).toHaveLength(1);
  });

  it('later changes of time, place and agenda are visible as such, with before and after', async () => {
    const meeting = await invited(secretary, cell, { place: 'Nhà văn hóa' });
    const [first, second] = meeting.agenda;
    const startsAt = inHours(30);
    await secretary.ask(UPDATE, {
      input: { id: meeting.id, version: 1, startsAt, place: 'Trường học', onlineUrl: 'https://hop.example/1' },
    });
    await setAgenda(secretary, meeting, [
      { id: second.id, title: 'Thảo luận kỹ', minutes: 45 },
      { title: 'Mới', notes: 'Ghi chú' },
    ]);
    const { changesSinceInvitation } = await prepared(member, meeting.id);
    expect(changesSinceInvitation).toEqual([
      { what: 'TIME', subjectId: null, before: meeting.startsAt, after: startsAt },
      { what: 'ONLINE_URL', subjectId: null, before: null, after: 'https://hop.example/1' },
      { what: 'PLACE', subjectId: null, before: 'Nhà văn hóa', after: 'Trường học' },
      {
        what: 'AGENDA_ITEM_CHANGED',
        subjectId: second.id,
        before: 'Thảo luận · 30 phút',
        after: 'Thảo luận kỹ · 45 phút',
      },
      { what: 'AGENDA_ITEM_REMOVED', subjectId: first.id, before: 'Báo cáo tháng', after: null },
      { what: 'AGENDA_ITEM_ADDED', subjectId: expect.any(String), before: null, after: 'Mới\nGhi chú' },
    ]);
    const officer = await w.person('COMMITTEE_OFFICER', cell);
    expect((await prepared(officer, meeting.id)).changesSinceInvitation).toEqual([]);
    await setAgenda(
      secretary,
      meeting,
      [first, second].map(({ id, title, minutes }: Loose) => ({ id, title, minutes })),
    );
    expect((await changes(member, meeting.id)).filter(what => what.startsWith('AGENDA')).sort()).toEqual([
      'AGENDA_ITEM_ADDED',
      'AGENDA_ITEM_REMOVED',
    ]);
  });

  it('another order alone is said as such', async () => {
    const meeting = await invited(secretary, cell);
    await setAgenda(
      secretary,
      meeting,
      [...meeting.agenda].reverse().map(({ id, title, minutes }: Loose) => ({ id, title, minutes })),
    );
    expect(await changes(member, meeting.id)).toEqual(['AGENDA_REORDERED']);
  });

  it('documents that come, go, get another file or are withdrawn', async () => {
    const [kept, gone, replaced, withdrawn] = await Promise.all([1, 2, 3, 4].map(() => publish(secretary, cell)));
    const draft = await schedule(secretary, cell);
    await secretary.ask(ATTACH, { id: draft.id, documents: [kept, gone, replaced, withdrawn] });
    await secretary.ask(INVITE, { id: draft.id, once: once() });
    const late = await publish(secretary, cell);
    await secretary.ask(ATTACH, { id: draft.id, documents: [late] });
    await secretary.ask(DETACH, { id: draft.id, documents: [gone] });
    const { body } = await secretary.upload('Mới.pdf', pdf('khác'));
    await looked();
    await secretary.ask(`mutation($id: ID!, $file: ID!) { addFileVersion(documentId: $id, fileId: $file) { id } }`, {
      id: replaced,
      file: body['id'],
    });
    await looked();
    await secretary.ask(
      `mutation($id: ID!, $once: ID!) { withdrawDocument(id: $id, reason: "Nhầm", clientMutationId: $once) { id } }`,
      {
        id: withdrawn,
        once: once(),
      },
    );
    const { changesSinceInvitation } = await prepared(member, draft.id);
    expect(changesSinceInvitation.map(({ what, subjectId }: Loose) => [what, subjectId]).sort()).toEqual([
      ['DOCUMENT_ADDED', late],
      ['DOCUMENT_REMOVED', gone],
      ['DOCUMENT_REPLACED', replaced],
      ['DOCUMENT_WITHDRAWN', withdrawn],
    ]);
  });

  it('an item that becomes the committee’s own is for the members one that went, and the other way round', async () => {
    const meeting = await invited(secretary, cell, {
      agenda: [{ title: 'Báo cáo' }, { title: 'Nhân sự', isCommitteeOnly: true }],
    });
    expect(await changes(member, meeting.id)).toEqual([]);
    const [report, people] = (await prepared(secretary, meeting.id)).agenda;
    await setAgenda(secretary, meeting, [
      { id: report.id, title: 'Báo cáo', isCommitteeOnly: true },
      { id: people.id, title: 'Nhân sự', isCommitteeOnly: false },
    ]);
    expect((await changes(member, meeting.id)).sort()).toEqual(['AGENDA_ITEM_ADDED', 'AGENDA_ITEM_REMOVED']);
    expect(await changes(secretary, meeting.id)).toEqual(['AGENDA_ITEM_CHANGED', 'AGENDA_ITEM_CHANGED']);
  });
});

describe('the time of answering', () => {
  const hours = (meeting: Loose, startsAt: string) =>
    (Date.parse(startsAt) - Date.parse(meeting.answerUntil)) / 3_600_000;

  it('is half a day before the start by the rules of today, and goes along when the meeting moves', async () => {
    const startsAt = inHours(48);
    const meeting = await prepared(member, (await invited(secretary, cell, { startsAt })).id);
    expect(hours(meeting, startsAt)).toBe(12);
    const later = inHours(72);
    const { updateMeeting } = await secretary.ask(CORRECT, { input: { id: meeting.id, version: 1, startsAt: later } });
    expect(hours(updateMeeting, later)).toBe(12);
    const given = inHours(20);
    const { updateMeeting: said } = await secretary.ask(CORRECT, {
      input: { id: meeting.id, version: 2, answerUntil: given },
    });
    expect(said.answerUntil).toBe(given);
    const { updateMeeting: reset } = await secretary.ask(CORRECT, {
      input: { id: meeting.id, version: 3, answerUntil: null },
    });
    expect(hours(reset, later)).toBe(12);
  });

  it('may be given with the plan, never after the start', async () => {
    const startsAt = inHours(48);
    const plan = { cellId: cell.id, kind: 'REGULAR', month: monthOf(startsAt), startsAt, agenda: [{ title: 'A' }] };
    const input = { ...plan, answerUntil: inHours(49), clientMutationId: once() };
    expect(await secretary.refusal(PLAN, { input })).toMatchObject({ reason: 'INPUT_INVALID' });
    const { scheduleMeeting } = await secretary.ask(PLAN, {
      input: { ...input, answerUntil: inHours(40), clientMutationId: once() },
    });
    await secretary.ask(INVITE, { id: scheduleMeeting.id, once: once() });
    expect(Math.round(hours(await prepared(member, scheduleMeeting.id), startsAt))).toBe(8);
  });
});

describe('an absence', () => {
  const ask = (person: Person, id: string, reason = 'Con ốm') =>
    person.ask(ANSWER, { id, attending: false, reason, once: once() });
  const decide = (id: string, decision: string, person = secretary) =>
    person.send(DECIDE, { id, member: member.memberId, decision, once: once() });
  const rowOf = async (id: string) => (await prepared(member, id)).myAttendance;
  /** A meeting whose time of answering has passed. */
  const late = async () => {
    const meeting = await invited(secretary, cell);
    await w.rows(`update meetings set answer_until = now() - interval '1 hour' where id = $1`, [meeting.id]);
    return meeting;
  };

  it('asked for in time is excused at once; the secretary may still decline it, and the member is told', async () => {
    const { id } = await invited(secretary, cell);
    await ask(member, id);
    expect(await rowOf(id)).toEqual({ state: 'EXCUSED', reason: 'Con ốm', isLate: false, absenceDecision: null });
    await decide(id, 'DECLINED');
    expect(await rowOf(id)).toMatchObject({ state: 'EXPECTED', absenceDecision: 'DECLINED' });
    expect(await told(w, member, 'absence-decided')).toHaveLength(1);
    await decide(id, 'DECLINED');
    expect(await told(w, member, 'absence-decided')).toHaveLength(1);
    await decide(id, 'APPROVED');
    expect(await rowOf(id)).toMatchObject({ state: 'EXCUSED', absenceDecision: 'APPROVED' });
    expect((await logged(w, id)).filter(action => action === 'meeting.absence-decided')).toHaveLength(2);
  });

  it('asked for late is taken and noted as late, and waits for the secretary’s word', async () => {
    const { id } = await late();
    await ask(member, id);
    expect(await rowOf(id)).toEqual({ state: 'EXPECTED', reason: 'Con ốm', isLate: true, absenceDecision: 'PENDING' });
    expect(await told(w, secretary, 'absence-asked')).toHaveLength(1);
    await decide(id, 'APPROVED');
    expect(await rowOf(id)).toMatchObject({ state: 'EXCUSED', isLate: true, absenceDecision: 'APPROVED' });
    await member.ask(ANSWER, { id, attending: true, once: once() });
    expect(await rowOf(id)).toMatchObject({ state: 'EXPECTED', isLate: true, absenceDecision: null });
  });

  it('asked for again after it was declined waits for the secretary once more', async () => {
    const { id } = await invited(secretary, cell);
    await ask(member, id);
    await decide(id, 'DECLINED');
    await ask(member, id, 'Đi viện');
    expect(await rowOf(id)).toMatchObject({ state: 'EXPECTED', reason: 'Đi viện', absenceDecision: 'PENDING' });
  });

  it('the word does not touch who was called at the roll', async () => {
    const { id } = await invited(secretary, cell, { startsAt: inHours(-0.5) });
    await ask(member, id);
    const marks = [{ memberId: member.memberId, state: 'PRESENT' }];
    await secretary.ask(MARK, { id, marks, once: once() });
    await decide(id, 'DECLINED');
    expect(await rowOf(id)).toMatchObject({ state: 'PRESENT', absenceDecision: 'DECLINED' });
  });

  it('is decided by the secretary of the cell alone, for who has asked, until the meeting is over', async () => {
    const { id } = await invited(secretary, cell);
    expect((await decide(id, 'APPROVED')).errors?.[0]?.extensions).toMatchObject({ reason: 'ABSENCE_NOT_ASKED' });
    await ask(member, id);
    expect((await decide(id, 'PENDING')).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    for (const [person, code] of [
      [member, 'FORBIDDEN'],
      [follower, 'FORBIDDEN'],
      [await w.person('SECRETARY', await w.cell()), 'NOT_FOUND'],
    ] as const)
      expect((await decide(id, 'APPROVED', person)).errors?.[0]?.extensions.code).toBe(code);
    const stranger = { id, member: follower.accountId, decision: 'APPROVED', once: once() };
    expect(await secretary.refusal(DECIDE, stranger)).toMatchObject({ code: 'NOT_FOUND' });
    const over = await closed(secretary, cell);
    expect((await decide(over.id, 'APPROVED')).errors?.[0]?.extensions).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
  });

  it('of answers and words at the same moment one order holds, and the reason stays between member and secretary', async () => {
    const { id } = await invited(secretary, cell);
    await ask(member, id);
    await Promise.all([decide(id, 'DECLINED'), decide(id, 'APPROVED'), ask(member, id, 'Đi xa')]);
    const { state, absenceDecision } = await rowOf(id);
    expect(state).toBe([null, 'APPROVED'].includes(absenceDecision) ? 'EXCUSED' : 'EXPECTED');
    const other = await w.person('MEMBER', cell);
    expect(JSON.stringify(await prepared(other, id))).not.toContain('Đi xa');
  });
});
