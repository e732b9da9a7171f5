import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PapersJobs } from '../src/meetings/papers/papers.jobs.js';
import { PRESS } from '../src/meetings/papers/setting/pressing.js';
import { dayOf } from '../src/platform/clock.js';
import { ASK_PAPER, dropJobs, loseContents, PAPER, PAPERS, paper } from './support/meeting-papers.js';
import { closed, invited, MARK, markAll, once, opened, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let follower: Person;
let officer: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  follower = await w.person('FOLLOWER', cell);
  officer = await w.person('COMMITTEE_OFFICER', w.province);
});
const press = { ...PRESS };
afterEach(() => {
  Object.assign(PRESS, press);
});

const ask = async (meeting: Loose, kind: string, format = 'PDF', extra: Record<string, unknown> = {}) =>
  (await secretary.ask(ASK_PAPER, { meetingId: meeting.id, kind, format, once: once(), ...extra })).askPaper;
const state = async (id: string) => (await secretary.ask(PAPER, { id })).paper;

describe('a paper', () => {
  it('is asked for, made by a worker, and fetched under its Vietnamese name by whoever may have it', async () => {
    const meeting = await invited(secretary, cell);
    const waiting = await ask(meeting, 'ROLL_SHEET');
    expect(waiting).toMatchObject({
      kind: 'ROLL_SHEET',
      format: 'PDF',
      state: 'WAITING',
      url: null,
      size: null,
      sha256: null,
    });
    const early = await secretary.fetch(`/papers/${waiting.id}`);
    expect([early.status, ((await early.json()) as Loose).reason]).toEqual([503, 'PAPER_BEING_MADE']);
    await w.settle();
    const made = await state(waiting.id);
    expect(made).toMatchObject({ id: waiting.id, state: 'READY', problem: null, isFinal: false });
    const reply = await fetch(`${w.url}${made.url}`);
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.sha256);
    expect(bytes.length).toBe(made.size);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="Danh sach ky ten [\d-]+\.pdf"; filename\*=UTF-8''Danh%20s/,
      ),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      etag: `"${made.sha256}"`,
    });
    // What is to be set is not kept longer than it takes.
    expect(await w.rows(`select 1 from papers where id = $1 and source is not null`, [made.id])).toEqual([]);
  });

  it('goes on where its fetching broke off, and is not sent again to who has it', async () => {
    const made = await paper(w, secretary, await invited(secretary, cell), 'PROGRAMME', 'DOCX');
    const part = await secretary.fetch(`/papers/${made.id}`, { headers: { range: 'bytes=0-3' } });
    expect([part.status, Buffer.from(await part.arrayBuffer()).toString('latin1')]).toEqual([206, 'PK\x03\x04']);
    const known = await secretary.fetch(`/papers/${made.id}`, { headers: { 'if-none-match': `"${made.sha256}"` } });
    expect(known.status).toBe(304);
    const beyond = await secretary.fetch(`/papers/${made.id}`, { headers: { range: `bytes=${made.size}-` } });
    expect(beyond.status).toBe(416);
  });

  it('of the same data is the same paper, asked once or at the same moment, by one or by two; of other data another one', async () => {
    const meeting = await invited(secretary, cell);
    const [first, second] = await Promise.all([ask(meeting, 'ROLL_SHEET'), ask(meeting, 'ROLL_SHEET')]);
    expect(second.id).toBe(first.id);
    const key = once();
    const [third, again] = await Promise.all([
      ask(meeting, 'ROLL_SHEET', 'PDF', { once: key }),
      ask(meeting, 'ROLL_SHEET', 'PDF', { once: key }),
    ]);
    expect([third.id, again.id]).toEqual([first.id, first.id]);
    await w.settle();
    expect(await ask(meeting, 'ROLL_SHEET')).toMatchObject({ id: first.id, state: 'READY' });
    expect((await ask(meeting, 'ROLL_SHEET', 'DOCX')).id).not.toBe(first.id);
    await w.person('MEMBER', cell, { name: 'Vàng Seo Dìn' });
    await w.rows(
      `insert into attendances (meeting_id, member_id, state) select $1, id, 'EXPECTED' from members where full_name = 'Vàng Seo Dìn'`,
      [meeting.id],
    );
    expect((await ask(meeting, 'ROLL_SHEET')).id).not.toBe(first.id);
    expect(
      await secretary.refusal(ASK_PAPER, { meetingId: meeting.id, kind: 'PROGRAMME', format: 'PDF', once: key }),
    ).toMatchObject({ reason: 'MUTATION_ID_REUSED' });
  });

  it('leaves ids in the log and no name', async () => {
    const meeting = await invited(secretary, cell);
    const made = await paper(w, secretary, meeting, 'ROLL_SHEET', 'PDF');
    const log = await w.rows<{ action: string; details: unknown }>(
      `select action, details from audit_entries where subject_id = $1 order by seq`,
      [made.id],
    );
    expect(log.map(({ action }) => action)).toEqual(['paper.asked', 'paper.made']);
    expect(log[0]?.details).toEqual({ kind: 'ROLL_SHEET', format: 'PDF', meetingId: meeting.id });
  });

  it('needs something to stand on it: no list of who came before the meeting began', async () => {
    const meeting = await invited(secretary, cell);
    expect(
      await secretary.refusal(ASK_PAPER, { meetingId: meeting.id, kind: 'ATTENDANCE', format: 'PDF', once: once() }),
    ).toMatchObject({ code: 'PRECONDITION_FAILED', reason: 'PAPER_WITHOUT_CONTENT' });
  });
});

describe('who may have a paper', () => {
  it('lists of names are the secretary’s alone: not the members’, the follower’s, an officer’s', async () => {
    const meeting = await closed(secretary, cell);
    const made = await paper(w, secretary, meeting, 'ATTENDANCE', 'PDF');
    for (const kind of ['ATTENDANCE', 'ROLL_SHEET', 'PROGRAMME'])
      for (const person of [member, follower, officer])
        expect(
          await person.refusal(ASK_PAPER, { meetingId: meeting.id, kind, format: 'PDF', once: once() }),
        ).toMatchObject({ code: 'FORBIDDEN' });
    for (const person of [member, follower]) {
      expect(await person.refusal(PAPER, { id: made.id })).toMatchObject({ reason: 'NOT_FOUND' });
      expect((await person.fetch(`/papers/${made.id}`)).status).toBe(404);
      expect((await person.ask(PAPERS, { id: meeting.id })).papers).toEqual([]);
    }
    expect((await officer.fetch(`/papers/${made.id}`)).status).toBe(404);
    expect((await fetch(`${w.url}/papers/${made.id}`)).status).toBe(401);
  });

  it('to the next cell, its secretary too, neither meeting nor paper is there', async () => {
    const meeting = await invited(secretary, cell);
    const made = await paper(w, secretary, meeting, 'ROLL_SHEET', 'PDF');
    const next = await w.cell('Chi bộ bản Nậm');
    for (const person of [await w.person('SECRETARY', next), await w.person('MEMBER', next)]) {
      const variables = { meetingId: meeting.id, kind: 'ROLL_SHEET', format: 'PDF', once: once() };
      expect(await person.refusal(ASK_PAPER, variables)).toMatchObject({ reason: 'NOT_FOUND' });
      expect(await person.refusal(PAPERS, { id: meeting.id })).toMatchObject({ reason: 'NOT_FOUND' });
      expect(await person.refusal(PAPER, { id: made.id })).toMatchObject({ reason: 'NOT_FOUND' });
      expect((await person.fetch(`/papers/${made.id}`)).status).toBe(404);
    }
    expect((await secretary.fetch(`/papers/${randomUUID()}`)).status).toBe(404);
    expect((await secretary.fetch(`/papers/x`)).status).toBe(404);
  });

  it('who was secretary when it was asked for and is none any more has it no longer, also by the address given then', async () => {
    const made = await paper(w, secretary, await invited(secretary, cell), 'ROLL_SHEET', 'PDF');
    expect((await fetch(`${w.url}${made.url}`)).status).toBe(200);
    const administrator = await w.person('ADMINISTRATOR', w.province);
    await administrator.ask(
      `mutation($memberId: ID!, $cellId: ID!, $on: Date!, $once: ID!) {
        endOffice(memberId: $memberId, organisationId: $cellId, office: SECRETARY, on: $on, clientMutationId: $once) { id } }`,
      { memberId: secretary.memberId, cellId: cell.id, on: dayOf(new Date()), once: once() },
    );
    expect((await fetch(`${w.url}${made.url}`)).status).toBe(404);
  });

  it('the ticket of one paper opens no other, and none of the library', async () => {
    const meeting = await invited(secretary, cell);
    const [one, other] = [
      await paper(w, secretary, meeting, 'ROLL_SHEET', 'PDF'),
      await paper(w, secretary, meeting, 'PROGRAMME', 'PDF'),
    ];
    const ticket = new URL(one.url, w.url).search;
    expect((await fetch(`${w.url}/papers/${other.id}${ticket}`)).status).toBe(404);
    expect((await fetch(`${w.url}/files/${one.id}${ticket}`)).status).toBe(404);
  });

  it('a draft meeting is nobody’s but the secretary’s', async () => {
    const meeting = await schedule(secretary, cell);
    const made = await paper(w, secretary, meeting, 'PROGRAMME', 'PDF');
    expect(made.state).toBe('READY');
    expect(await member.refusal(PAPERS, { id: meeting.id })).toMatchObject({ reason: 'NOT_FOUND' });
  });
});

describe('when something breaks', () => {
  it('a press that hangs is stopped: the paper says so, and is made when it is asked for again', async () => {
    const meeting = await invited(secretary, cell);
    PRESS.milliseconds = 1;
    const { id } = await ask(meeting, 'ROLL_SHEET');
    await w.settle();
    expect(await state(id)).toMatchObject({
      state: 'FAILED',
      url: null,
      problem: 'Chưa làm được giấy này. Đồng chí bấm làm lại.',
    });
    const reply = await secretary.fetch(`/papers/${id}`);
    expect(((await reply.json()) as Loose).reason).toBe('PAPER_NOT_MADE');
    Object.assign(PRESS, press);
    expect(await ask(meeting, 'ROLL_SHEET')).toMatchObject({ id, state: 'WAITING', problem: null });
    await w.settle();
    expect(await state(id)).toMatchObject({ state: 'READY' });
  });

  it('a press that crashes, or ends without a word, makes no paper', async () => {
    const meeting = await invited(secretary, cell);
    for (const program of ['/nowhere/press.js', '/dev/null']) {
      PRESS.program = program;
      const { id } = await ask(meeting, 'PROGRAMME');
      await w.settle();
      expect(await state(id)).toMatchObject({ state: 'FAILED' });
    }
  });

  it('a job that was lost is found, and one whose worker died again and again is given up', async () => {
    const meeting = await invited(secretary, cell);
    const { id } = await ask(meeting, 'ROLL_SHEET');
    await dropJobs(w);
    await w.settle();
    expect(await state(id)).toMatchObject({ state: 'READY' });
    const dying = await ask(meeting, 'PROGRAMME');
    await dropJobs(w);
    await w.rows(`update papers set attempts = 3, next_at = now() - interval '1 minute' where id = $1`, [dying.id]);
    await w.settle();
    expect(await state(dying.id)).toMatchObject({ state: 'FAILED' });
  });

  it('two workers at one paper make one', async () => {
    const { id } = await ask(await invited(secretary, cell), 'ROLL_SHEET');
    const jobs = w.get(PapersJobs);
    await Promise.all([1, 2, 3].map(() => jobs.make({ paperId: id })));
    expect(
      (await w.rows(`select 1 from audit_entries where subject_id = $1 and action = 'paper.made'`, [id])).length,
    ).toBe(1);
  });

  it('a content that the store has lost is told as such and made again', async () => {
    const meeting = await invited(secretary, cell);
    const made = await paper(w, secretary, meeting, 'ROLL_SHEET', 'PDF');
    await loseContents(w);
    expect((await secretary.fetch(`/papers/${made.id}`)).status).toBe(412);
    expect(await ask(meeting, 'ROLL_SHEET')).toMatchObject({ id: made.id, state: 'WAITING' });
    await w.settle();
    expect(await state(made.id)).toMatchObject({ state: 'READY', sha256: made.sha256 });
    expect((await secretary.fetch(`/papers/${made.id}`)).status).toBe(200);
  });

  it('what nobody asked for in 30 days and is of nothing sealed goes, with its content', async () => {
    const meeting = await invited(secretary, cell);
    const [old, young] = [
      await paper(w, secretary, meeting, 'ROLL_SHEET', 'PDF'),
      await paper(w, secretary, meeting, 'PROGRAMME', 'PDF'),
    ];
    await w.rows(`update papers set asked_at = now() - interval '31 days' where id = $1`, [old.id]);
    await w.settle();
    expect(await secretary.refusal(PAPER, { id: old.id })).toMatchObject({ reason: 'NOT_FOUND' });
    expect((await secretary.fetch(`/papers/${young.id}`)).status).toBe(200);
    expect(await ask(meeting, 'ROLL_SHEET')).toMatchObject({ state: 'WAITING' });
  });
});

describe('the choice of papers', () => {
  it('grows with the meeting, and shows what was asked for last', async () => {
    const meeting = await opened(secretary, cell);
    await markAll(secretary, meeting);
    const made = await paper(w, secretary, meeting, 'ROLL_SHEET', 'DOCX');
    const { papers } = await secretary.ask(PAPERS, { id: meeting.id });
    expect(papers.map(({ kind }: Loose) => kind)).toEqual(
      expect.arrayContaining(['PROGRAMME', 'ROLL_SHEET', 'ATTENDANCE']),
    );
    const sheet = papers.find(({ kind }: Loose) => kind === 'ROLL_SHEET');
    expect(sheet.papers).toMatchObject([{ id: made.id, format: 'DOCX', state: 'READY' }]);
    const before = await ask(meeting, 'ATTENDANCE');
    await secretary.ask(MARK, {
      id: meeting.id,
      marks: [{ memberId: member.memberId, state: 'UNEXCUSED' }],
      once: once(),
    });
    expect((await ask(meeting, 'ATTENDANCE')).id).not.toBe(before.id);
  });
});
