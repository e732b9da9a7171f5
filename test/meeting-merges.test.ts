import { describe, expect, it, jest } from '@jest/globals';
import { Actors } from '../src/access/actors.js';
import { itIs, onPlatform } from './support/duties.js';
import { ATTACH, INVITE, once, opened, publish, schedule } from './support/meetings.js';
import {
  CANCEL,
  cell,
  follower,
  inNovember,
  invite,
  MERGE,
  member,
  POSTPONE,
  plan,
  secretary,
  shown,
  toldOf,
  w,
} from './support/moving.js';
import type { Loose } from './support/person.js';

inNovember();

describe('holding a regular and a thematic meeting together', () => {
  const thematicPlan = { kind: 'THEMATIC', agenda: [{ title: 'Chuyên đề học tập' }, { title: 'Thảo luận chuyên đề' }] };
  const input = (regular: Loose, thematic: Loose, more: Record<string, unknown> = {}) => ({
    input: {
      regularId: regular.id,
      regularVersion: regular.version,
      thematicId: thematic.id,
      thematicVersion: thematic.version,
      reason: 'Cùng tuần',
      ...more,
    },
  });

  it('appends agenda and documents, takes as long as both need, and tells each person once where it went', async () => {
    await onPlatform(w, cell);
    const [regular, thematic] = [await invite('2026-12-05'), await plan('2026-12-20', thematicPlan)];
    const [own, shared] = [await publish(secretary, cell), await publish(secretary, cell)];
    await secretary.ask(ATTACH, { id: regular.id, documents: [shared], once: once() });
    await secretary.ask(ATTACH, { id: thematic.id, documents: [shared, own], once: once() });
    const known = (await secretary.ask(INVITE, { id: thematic.id, once: once() })).inviteToMeeting;
    itIs(w, '2026-11-25');
    const key = once();
    const before = await shown(secretary, regular.id);
    const [first, again] = await Promise.all(
      [1, 2].map(() => secretary.ask(MERGE, input(regular, known, { clientMutationId: key }))),
    );
    expect(again).toEqual(first);
    expect(first.mergeMeetings).toMatchObject({
      id: regular.id,
      version: 2,
      status: 'INVITED',
      includesThematic: true,
      endsAt: '2026-12-05T14:30:00.000Z',
      documents: [{ id: shared }, { id: own }],
      mergedInto: null,
    });
    expect(first.mergeMeetings.agenda.map((item: Loose) => item.title)).toEqual([
      'Báo cáo tháng',
      'Thảo luận',
      'Chuyên đề học tập',
      'Thảo luận chuyên đề',
    ]);
    // The members could read the document of the thematic meeting since its invitation: that proof is not lost.
    const proofs = first.mergeMeetings.materials.map((material: Loose) => material.publishedAt);
    expect(proofs).toEqual([before.materials[0].publishedAt, expect.stringMatching(/^2026-11-20/)]);
    expect(await shown(member, thematic.id)).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'Cùng tuần',
      agenda: [],
      mergedInto: { id: regular.id, title: 'Sinh hoạt chi bộ tháng 12', startsAt: '2026-12-05T12:30:00.000Z' },
      moves: [{ kind: 'MERGED', fromAt: '2026-12-20T12:30:00.000Z', toAt: '2026-12-05T12:30:00.000Z' }],
    });
    for (const person of [secretary, member, follower]) {
      expect(await toldOf(person, thematic.id)).toEqual(['meeting-invited', 'meeting-merged']);
      expect(await toldOf(person, regular.id)).toEqual(['meeting-invited']);
    }
    expect(
      await w.rows(`select url from notifications where kind = 'meeting-merged' and account_id = $1`, [
        member.accountId,
      ]),
    ).toEqual([{ url: `/sinh-hoat/${regular.id}` }]);
    // Asked once more under another id, with the versions of before: it is done already.
    expect((await secretary.ask(MERGE, input(regular, known))).mergeMeetings).toEqual(first.mergeMeetings);
  });

  it('two drafts become one draft, and nobody is told', async () => {
    const [regular, thematic] = [await plan('2026-12-05'), await plan('2026-12-20', thematicPlan)];
    const document = await publish(secretary, cell);
    await secretary.ask(ATTACH, { id: thematic.id, documents: [document], once: once() });
    const merged = (await secretary.ask(MERGE, input(regular, thematic))).mergeMeetings;
    expect(merged).toMatchObject({ status: 'DRAFT', documents: [{ id: document }] });
    expect(await toldOf(member, thematic.id)).toEqual([]);
    // What waited for the one invitation comes with the other.
    expect(await w.rows(`select waits_for from documents where id = $1`, [document])).toEqual([
      { waits_for: regular.id },
    ]);
    await secretary.ask(INVITE, { id: regular.id, once: once() });
    expect((await shown(member, regular.id)).documents).toEqual([{ id: document }]);
  });

  it('a draft joins what people are invited to: its document is proved from now on', async () => {
    const [regular, thematic] = [await invite('2026-12-05'), await plan('2026-12-20', thematicPlan)];
    const document = await publish(secretary, cell);
    await secretary.ask(ATTACH, { id: thematic.id, documents: [document], once: once() });
    itIs(w, '2026-11-25');
    await secretary.ask(MERGE, input(regular, thematic));
    expect((await shown(member, regular.id)).materials).toMatchObject([
      { document: { id: document }, publishedAt: '2026-11-25T05:00:00.000Z' },
    ]);
    expect(await toldOf(member, thematic.id)).toEqual(['meeting-merged']);
  });

  it('is refused where people would lose what they are invited to, for wrong kinds, other cells, stale and finished ones', async () => {
    const [draft, thematic] = [await plan('2026-12-05'), await invite('2026-12-20', thematicPlan)];
    const refused = async (a: Loose, b: Loose, more = {}) =>
      (await secretary.refusal(MERGE, input(a, b, more)))?.reason;
    expect(await refused(draft, thematic)).toBe('MEETING_NOT_INVITED');
    expect(await refused(thematic, draft)).toBe('MEETINGS_NOT_MERGEABLE');
    expect(await refused(draft, draft)).toBe('MEETINGS_NOT_MERGEABLE');
    expect(await refused(draft, thematic, { regularVersion: 7 })).toBe('STALE_VERSION');
    expect(await refused(draft, thematic, { thematicVersion: 7 })).toBe('STALE_VERSION');
    const next = await w.cell('Chi bộ bên');
    await w.grant(secretary.accountId, 'SECRETARY', next);
    w.get(Actors).forgetAccount(secretary.accountId);
    const other = await schedule(secretary, next, { kind: 'THEMATIC', startsAt: '2026-12-20T12:30:00Z' });
    expect(await refused(draft, other)).toBe('MEETINGS_NOT_MERGEABLE');
    const neighbour = await w.person('SECRETARY', await w.cell('Chi bộ xa'));
    expect(await neighbour.refusal(MERGE, input(draft, thematic))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await member.refusal(MERGE, input(draft, thematic))).toMatchObject({ code: 'FORBIDDEN' });
    await secretary.ask(CANCEL, { id: thematic.id });
    expect(await refused(draft, thematic)).toBe('MEETING_CANCELLED');
    jest.restoreAllMocks();
    expect(await refused(await opened(secretary, cell), await plan('2026-12-21', thematicPlan))).toBe(
      'MEETING_ALREADY_OPEN',
    );
  });

  it('racing against its own postponement, one of both wins and nothing is half done', async () => {
    const [regular, thematic] = [await invite('2026-12-05'), await invite('2026-12-20', thematicPlan)];
    const postpone = { input: { id: thematic.id, version: 1, startsAt: '2026-12-27T12:30:00Z', reason: 'Lũ' } };
    const answers = await Promise.all([
      secretary.send(MERGE, input(regular, thematic)),
      secretary.send(POSTPONE, postpone),
    ]);
    const { status, moves } = await shown(secretary, thematic.id);
    expect(answers.filter(answer => answer.errors)).toHaveLength(1);
    expect([status, moves.map((move: Loose) => move.kind)]).toEqual(
      answers[0]?.errors ? ['INVITED', ['POSTPONED']] : ['CANCELLED', ['MERGED']],
    );
  });
});
