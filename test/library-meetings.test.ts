import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CREATE_DOCUMENT, looked, publish, sees, uploaded } from './support/documents.js';
import {
  audited,
  commune,
  listed,
  MATERIALS,
  NEW_VERSION,
  record,
  refusalOfCreate,
  told,
  UNREAD,
  UPDATE_RECORD,
} from './support/library.js';
import {
  ATTACH,
  CANCEL,
  DETACH,
  INVITE,
  inHours,
  invited,
  MEETING,
  once,
  schedule,
  UPDATE,
} from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let base: Place;
let cell: Place;
let officer: Person;
let secretary: Person;
let member: Person;

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  ({ base, cell, officer, secretary, member } = await commune(w));
});

describe('for a meeting that is still prepared', () => {
  const forMeeting = (meeting: Loose, input: Record<string, unknown> = {}) =>
    publish(secretary, cell, { title: 'Dự thảo nghị quyết', meetingId: meeting.id, ...input });

  it("the cell's paper waits: the secretaries see it, the members neither read it nor hear of it before the invitation", async () => {
    const deputy = await w.person('MEMBER', cell);
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const meeting = await schedule(secretary, cell);
    const id = await forMeeting(meeting);
    await w.settle(['forms.make']);
    expect([await sees(secretary, id), await sees(deputy, id), await sees(member, id)]).toEqual([true, true, false]);
    expect(await record(secretary, id)).toMatchObject({ state: 'SCHEDULED', publishedAt: null });
    expect([await told(w, id), await listed(member)]).toEqual([[], []]);
    expect(await member.ask(UNREAD)).toEqual({ home: { unreadDocuments: [] }, documentsUnread: 0 });
    expect((await secretary.ask(MATERIALS, { id: meeting.id })).meeting.materials).toMatchObject([
      { document: { id }, publishedAt: null, daysBefore: null },
    ]);

    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    await w.settle(['forms.make']);
    expect([await sees(member, id), await told(w, id)]).toEqual([true, []]);
    expect(await member.ask(UNREAD)).toEqual({ home: { unreadDocuments: [{ id }] }, documentsUnread: 1 });
    const { invitedAt } = (await member.ask(MEETING, { id: meeting.id })).meeting;
    expect(await record(member, id)).toMatchObject({ state: 'PUBLISHED', publishedAt: invitedAt });
    expect(await audited(w, id)).toEqual(['document.published', 'document.held', 'document.released']);
  });

  it('the same when it was published first and attached a moment later', async () => {
    const id = await publish(secretary, cell);
    const meeting = await schedule(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [id] });
    await w.settle(['forms.make']);
    expect([await sees(member, id), await told(w, id)]).toEqual([false, []]);
    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    expect(await sees(member, id)).toBe(true);
  });

  it('what was announced before, and what a committee sent, waits for no meeting', async () => {
    const [old, sent] = [await publish(secretary, cell), await publish(officer, cell)];
    await w.settle(['forms.make']);
    const meeting = await schedule(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [old, sent] });
    expect([await sees(member, old), await sees(member, sent)]).toEqual([true, true]);
  });

  it('taken away or called off it stays with the secretaries, until they publish it or it goes to another meeting', async () => {
    const [meeting, other] = [await schedule(secretary, cell), await schedule(secretary, cell)];
    const [one, two] = [await forMeeting(meeting), await forMeeting(meeting)];
    await secretary.ask(DETACH, { id: meeting.id, documents: [one] });
    await secretary.ask(CANCEL, { id: meeting.id, reason: 'Mưa' });
    await w.settle(['forms.make']);
    expect([await sees(member, one), await sees(member, two), await sees(secretary, one)]).toEqual([
      false,
      false,
      true,
    ]);
    await secretary.ask(UPDATE_RECORD, { input: { id: one, version: 1, publishAt: inHours(0) } });
    await w.settle(['forms.make']);
    expect([await sees(member, one), await told(w, one)]).toEqual([true, [member.accountId]]);
    await secretary.ask(ATTACH, { id: other.id, documents: [two] });
    await secretary.ask(INVITE, { id: other.id, once: once() });
    expect(await sees(member, two)).toBe(true);
  });

  it('for a meeting that is invited to already it is there at once', async () => {
    const id = await forMeeting(await invited(secretary, cell));
    expect(await sees(member, id)).toBe(true);
  });

  it('a meeting that is not theirs, or none, stops the whole thing', async () => {
    const abroad = await w.cell();
    const theirs = await schedule(await w.person('SECRETARY', abroad), abroad);
    for (const meetingId of [theirs.id, randomUUID(), 'x'])
      expect((await refusalOfCreate(secretary, base, { audienceId: cell.id, meetingId }))?.code).toBe('NOT_FOUND');
    expect(await w.rows(`select 1 from documents where audience_id = $1`, [cell.id])).toEqual([]);
  });
});

describe('since when a document could be read', () => {
  it('is a fact that nothing changes: not another start, not another time of publication', async () => {
    const id = await publish(secretary, cell);
    const meeting = await schedule(secretary, cell, { startsAt: inHours(50) });
    await secretary.ask(ATTACH, { id: meeting.id, documents: [id] });
    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    const materials = async () => (await member.ask(MATERIALS, { id: meeting.id })).meeting.materials;
    const [before] = await materials();
    const { invitedAt, version } = (await member.ask(MEETING, { id: meeting.id })).meeting;
    expect(before).toMatchObject({ publishedAt: invitedAt, daysBefore: 2, filesChangedAt: null });
    expect(before.hoursBefore).toBeCloseTo(50, 1);
    await secretary.ask(UPDATE, { input: { id: meeting.id, version, startsAt: inHours(20) } });
    const [after] = await materials();
    expect(after).toMatchObject({ publishedAt: invitedAt, daysBefore: 0 });
    expect(after.hoursBefore).toBeCloseTo(20, 1);
    for (const change of [
      `published_at = now() - interval '9 days'`,
      `published_at = null`,
      `attached_at = attached_at - interval '9 days'`,
    ])
      await expect(w.source.query(`update meeting_documents set ${change}`)).rejects.toThrow('never changed');
    await expect(w.rows(`update meeting_documents set published_at = now() + interval '1 hour'`)).rejects.toThrow(
      'never',
    );
  });

  it('is in the log as well, and taking it away and bringing it back keeps both', async () => {
    const id = await publish(secretary, cell);
    const meeting = await invited(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [id] });
    const [first] = (await member.ask(MATERIALS, { id: meeting.id })).meeting.materials;
    await secretary.ask(DETACH, { id: meeting.id, documents: [id] });
    await secretary.ask(ATTACH, { id: meeting.id, documents: [id] });
    const [second] = (await member.ask(MATERIALS, { id: meeting.id })).meeting.materials;
    expect(Date.parse(second.publishedAt)).toBeGreaterThan(Date.parse(first.publishedAt));
    const proofs = await w.rows<{ details: Loose }>(
      `select details from audit_entries where subject_id = $1 and action = 'meeting.document-published' order by seq`,
      [meeting.id],
    );
    expect(proofs.map(({ details }) => details)).toEqual([
      { document: id, publishedAt: first.publishedAt },
      { document: id, publishedAt: second.publishedAt },
    ]);
  });

  it('tells that a file was replaced afterwards', async () => {
    const id = await publish(secretary, cell, { meetingId: (await invited(secretary, cell)).id });
    const [file] = (await record(secretary, id)).files;
    await secretary.ask(NEW_VERSION, { documentId: id, fileId: await uploaded(secretary), replaces: file.id });
    await looked();
    const { meetings } = await member.ask(
      `{ meetings(first: 1) { edges { node { materials { publishedAt filesChangedAt } } } } }`,
    );
    const [{ publishedAt, filesChangedAt }] = meetings.edges[0].node.materials;
    expect(Date.parse(filesChangedAt)).toBeGreaterThan(Date.parse(publishedAt));
  });

  it('begins when a file of it was looked at, not before', async () => {
    const meeting = await invited(secretary, cell);
    const fileIds = [await uploaded(secretary)];
    const input = { title: 'Đang xem', audienceId: cell.id, fileIds, meetingId: meeting.id };
    const { createDocument } = await secretary.ask(CREATE_DOCUMENT, { input });
    const materials = async () => (await member.ask(MATERIALS, { id: meeting.id })).meeting.materials;
    expect(await materials()).toMatchObject([{ document: { id: createDocument.id }, publishedAt: null }]);
    await w.rows(`update document_files set state = 'READY', checked_at = now() where id = $1`, [fileIds[0]]);
    // The first time does what waits, the second what only the sweeps find.
    for (let times = 0; times < 2; times++) await w.settle(['forms.make']);
    const [{ checked_at: checkedAt }] = (await w.rows('select checked_at from document_files where id = $1', [
      fileIds[0],
    ])) as [{ checked_at: Date }];
    expect(await materials()).toMatchObject([{ publishedAt: checkedAt.toISOString() }]);
  });
});
