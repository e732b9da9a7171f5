import { describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { cell, committee, follower, inACellWithCommittee, input, member, secretary, w } from './support/agendas.js';
import { invited, once, publish, schedule, UPDATE } from './support/meetings.js';
import { bytesAt, packOf } from './support/packs.js';
import type { Loose, Person } from './support/person.js';
import { AGENDA, logged, officeOf, prepared, setAgenda, titles } from './support/preparing.js';

inACellWithCommittee();

const itemsOf = (meeting: Loose) => meeting.agenda.map(({ id, title }: Loose) => ({ id, title }));

describe('an item for the cell committee only', () => {
  const SECRET = 'Xem xét kỷ luật một đồng chí';
  const withSecret = async (input: Record<string, unknown> = {}) =>
    setAgenda(secretary, await invited(secretary, cell), [
      { title: 'Báo cáo' },
      { title: SECRET, isCommitteeOnly: true, ...input },
    ]);

  it('is seen by secretary, committee and follower; a member sees it nowhere', async () => {
    const { id } = await withSecret();
    for (const one of [secretary, committee, follower]) expect(await titles(one, id)).toEqual(['Báo cáo', SECRET]);
    const { agenda, changesSinceInvitation } = await prepared(member, id);
    expect(agenda).toMatchObject([{ title: 'Báo cáo', isCommitteeOnly: false }]);
    expect(JSON.stringify(changesSinceInvitation)).not.toContain(SECRET);
    expect(JSON.stringify((await prepared(committee, id)).changesSinceInvitation)).toContain(SECRET);
    for (const one of [member, committee, secretary]) {
      const pack = await packOf(one, { meetingId: id });
      expect((await bytesAt(one, pack.manifestUrl)).toString()).not.toContain(SECRET);
    }
    expect(JSON.stringify(await w.rows('select title, body, sms from notifications'))).not.toContain(SECRET);
  });

  it('is not seen by who was of the committee before or will be later, nor through another cell', async () => {
    const { id } = await withSecret();
    await w.rows(`update offices set during = daterange('2000-01-01', '2001-01-01') where member_id = $1`, [
      committee.memberId,
    ]);
    expect(await titles(committee, id)).toEqual(['Báo cáo']);
    const next = await w.cell();
    await officeOf(w, member, next, 'COMMITTEE_MEMBER');
    expect(await titles(member, id)).toEqual(['Báo cáo']);
    const stranger = await w.person('SECRETARY', next);
    expect(await stranger.refusal(AGENDA, input({ id, version: 1 }, []))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps its documents to the committee: in the meeting, in the library, at home and as files', async () => {
    const own = await publish(secretary, cell, { title: 'Tờ trình kỷ luật' });
    const draft = await schedule(secretary, cell, {
      agenda: [{ title: 'Báo cáo' }, { title: SECRET, isCommitteeOnly: true, documentIds: [own] }],
    });
    await secretary.ask(
      `mutation($id: ID!, $once: ID!) { inviteToMeeting(meetingId: $id, clientMutationId: $once) { id } }`,
      {
        id: draft.id,
        once: once(),
      },
    );
    const DOCUMENT = `query($id: ID!) { document(id: $id) { title files { id } } }`;
    const HOME = `query { home { unreadDocuments { id } upcomingMeetings { agenda { title } documents { id } materials { document { id } } } } }`;
    const { document } = await committee.ask(DOCUMENT, { id: own });
    expect((await committee.fetch(`/files/${document.files[0].id}`)).status).toBe(200);
    expect((await prepared(committee, draft.id)).agenda[1]).toMatchObject({
      documentIds: [own],
      documents: [{ id: own }],
    });
    expect((await prepared(follower, draft.id)).documents).toEqual([{ id: own }]);

    expect((await prepared(member, draft.id)).documents).toEqual([]);
    expect(await member.refusal(DOCUMENT, { id: own })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await member.fetch(`/files/${document.files[0].id}`)).status).toBe(404);
    expect(JSON.stringify((await member.ask(HOME)).home)).not.toContain(own);
    expect((await member.ask(`query { documents(search: "trình kỷ luật") { totalCount } }`)).documents.totalCount).toBe(
      0,
    );

    const opened = (await prepared(secretary, draft.id)).agenda.map((item: Loose) => ({
      id: item.id,
      title: item.title,
      isCommitteeOnly: false,
    }));
    await setAgenda(secretary, draft, opened);
    expect((await prepared(member, draft.id)).documents).toEqual([{ id: own }]);
    expect((await member.ask(DOCUMENT, { id: own })).document.title).toBe('Tờ trình kỷ luật');
  });

  it('stays the committee’s when an older client replaces the agenda without saying so', async () => {
    const meeting = await withSecret();
    await setAgenda(secretary, meeting, itemsOf(meeting));
    expect(await titles(member, meeting.id)).toEqual(['Báo cáo']);
    expect((await prepared(secretary, meeting.id)).agenda[1].isCommitteeOnly).toBe(true);
  });

  it('keeps what was said and given there to the committee and the one who has the task', async () => {
    const { id, agenda } = await withSecret();
    await w.rows(
      `insert into speeches (id, meeting_id, agenda_item_id, member_id, opinion, spoken_at) values ($1, $2, $3, $4, 'Nói kín', now())`,
      [newId(), id, agenda[1].id, committee.memberId],
    );
    await w.rows(
      `insert into tasks (id, cell_id, meeting_id, agenda_item_id, title, assignee_id, due_on, created_at) values ($1, $2, $3, $4, 'Việc kín', $5, '2026-12-24', now())`,
      [newId(), cell.id, id, agenda[1].id, committee.memberId],
    );
    await w.rows(`update meetings set status = 'CLOSED', closed_at = now(), minutes = 'x' where id = $1`, [id]);
    const COURSE = `query($id: ID!, $cell: ID!) { meeting(id: $id) { speeches { opinion } tasks { title } }
      tasks(cellId: $cell, first: 10) { edges { node { title } } } }`;
    const seen = (person: Person) => person.ask(COURSE, { id, cell: cell.id }).then(data => JSON.stringify(data));
    for (const one of [secretary, committee]) expect(await seen(one)).toMatch(/Nói kín.*Việc kín.*Việc kín/);
    expect(await seen(member)).not.toContain('kín');
  });
});

describe('documents of an item', () => {
  it('are attached to the meeting by themselves, in their order, and leave the item when they leave the meeting', async () => {
    const [first, second] = [await publish(secretary, cell), await publish(secretary, cell)];
    const draft = await schedule(secretary, cell);
    const meeting = await setAgenda(secretary, draft, [
      { title: 'A', documentIds: [second, first, second] },
      { title: 'B' },
    ]);
    expect(meeting.agenda).toMatchObject([{ documentIds: [second, first] }, { documentIds: [] }]);
    expect(meeting.documents).toHaveLength(2);
    const same = await setAgenda(secretary, meeting, itemsOf(meeting));
    expect(same.agenda[0].documentIds).toEqual([second, first]);
    await secretary.ask(
      `mutation($id: ID!, $documents: [ID!]!) { detachDocuments(meetingId: $id, documentIds: $documents) { id } }`,
      {
        id: meeting.id,
        documents: [second],
      },
    );
    expect((await prepared(secretary, meeting.id)).agenda[0].documentIds).toEqual([first]);
    expect(await logged(w, meeting.id)).toContain('meeting.documents-attached');
  });

  it('must be readable by who adds them', async () => {
    const next = await w.cell();
    const foreign = await publish(await w.person('SECRETARY', next), next);
    const draft = await schedule(secretary, cell);
    for (const id of [foreign, newId(), 'x'])
      expect(await secretary.refusal(AGENDA, input(draft, [{ title: 'A', documentIds: [id] }]))).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect((await prepared(secretary, draft.id)).documents).toEqual([]);
  });
});

describe('two people editing at once', () => {
  it('the later one gets the agenda as it stands now beside the own text, and nobody else sees it', async () => {
    const deputy = await w.person('MEMBER', cell);
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const draft = await schedule(secretary, cell);
    const [one, other] = await Promise.all(
      [secretary, deputy].map((person, place) =>
        person.send(AGENDA, input(draft, [{ title: `Bản ${place}`, minutes: 5, isCommitteeOnly: true }])),
      ),
    );
    const refused = one?.errors ? one : other;
    const kept = one?.errors ? other : one;
    expect(refused?.errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_VERSION',
      currentVersion: draft.version + 1,
      current: [
        {
          title: kept?.data.setAgenda.agenda[0].title,
          minutes: 5,
          isCommitteeOnly: true,
          documentIds: [],
          carriedFrom: null,
        },
      ],
    });
    const { errors } = await member.send(AGENDA, input(draft, []));
    expect(JSON.stringify(errors)).not.toContain('Bản');
  });

  it('the same for time and place', async () => {
    const draft = await schedule(secretary, cell);
    await secretary.ask(UPDATE, { input: { id: draft.id, version: draft.version, place: 'Trường học' } });
    const { errors } = await secretary.send(UPDATE, {
      input: { id: draft.id, version: draft.version, place: 'Hội trường' },
    });
    expect(errors?.[0]?.extensions).toMatchObject({
      currentVersion: 2,
      current: { place: 'Trường học', title: draft.title },
    });
  });
});
