import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadingListeners } from '../src/documents/reading-listeners.js';
import { ONE_DOCUMENT, publish } from './support/documents.js';
import type { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const READ = `mutation Read($documentId: ID!, $progress: Float!, $fileId: ID, $page: Int, $at: DateTime, $once: ID!) {
  recordReading(documentId: $documentId, progress: $progress, fileId: $fileId, page: $page, at: $at, clientMutationId: $once) { id myProgress } }`;

let w: World;
let base: Place;
let cell: Place;
let neighbour: Place;
let officer: Person;
let secretary: Person;
let member: Person;
let outsider: Person;

beforeAll(async () => {
  w = await World.create();
  base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', base);
  neighbour = await w.cell('Chi bộ thôn Nà Bó');
  officer = await w.person('COMMITTEE_OFFICER', base);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  outsider = await w.person('MEMBER', neighbour);
});
afterAll(() => w?.end());

describe('reading', () => {
  const reading = (documentId: string, progress: number, more: Record<string, unknown> = {}) => ({
    documentId,
    progress,
    once: randomUUID(),
    ...more,
  });

  it('the furthest counts, whatever the order of arrival, and the end is reached once', async () => {
    const id = await publish(secretary, cell);
    const [early, late] = [new Date(Date.now() - 120_000), new Date(Date.now() - 60_000)];
    await w.rows('update documents set created_at = $2 where id = $1', [id, new Date(Date.now() - 3_600_000)]);
    expect(
      (await member.ask(READ, reading(id, 0.6, { page: 6, at: late.toISOString() }))).recordReading.myProgress,
    ).toBe(0.6);
    expect(
      (await member.ask(READ, reading(id, 0.2, { page: 2, at: early.toISOString() }))).recordReading.myProgress,
    ).toBe(0.6);
    expect(await w.rows('select page, opened_at, finished_at from readings where document_id = $1', [id])).toEqual([
      { page: 6, opened_at: early, finished_at: null },
    ]);
    await member.ask(READ, reading(id, 0.95));
    const [first] = await w.rows<{ finished_at: Date }>('select finished_at from readings where document_id = $1', [
      id,
    ]);
    await member.ask(READ, reading(id, 1));
    expect(await w.rows('select finished_at, progress from readings where document_id = $1', [id])).toEqual([
      { finished_at: first?.finished_at, progress: 1 },
    ]);
    expect(
      await w.rows(`select action from audit_entries where subject_id = $1 and account_id = $2 order by seq`, [
        id,
        member.accountId,
      ]),
    ).toEqual([{ action: 'document.opened' }, { action: 'document.finished' }]);
    expect((await member.ask(ONE_DOCUMENT, { id })).document.myProgress).toBe(1);
    expect((await secretary.ask(ONE_DOCUMENT, { id })).document.myProgress).toBeNull();
  });

  it('many at once from one phone end in one row with the furthest', async () => {
    const id = await publish(secretary, cell);
    await Promise.all(Array.from({ length: 20 }, (_, n) => member.ask(READ, reading(id, (n + 1) / 20))));
    expect(
      await w.rows('select progress, finished_at is not null as done from readings where document_id = $1', [id]),
    ).toEqual([{ progress: 1, done: true }]);
  });

  it('a clock that runs ahead or stands in 1970 is bounded', async () => {
    const id = await publish(secretary, cell);
    await member.ask(READ, reading(id, 0.1, { at: '1970-01-01T00:00:00Z' }));
    await secretary.ask(READ, reading(id, 0.1, { at: '2099-01-01T00:00:00Z' }));
    const found = await w.rows<{ sane: boolean }>(
      `select r.opened_at >= d.created_at and r.opened_at <= now() as sane from readings r join documents d on d.id = r.document_id where d.id = $1`,
      [id],
    );
    expect(found).toEqual([{ sane: true }, { sane: true }]);
  });

  it('listeners are told in the same transaction, of the first opening and of the end', async () => {
    const id = await publish(secretary, cell);
    const told: string[] = [];
    w.app.get(ReadingListeners).add(async (change, memberId, documentIds) => {
      if (documentIds.includes(id))
        told.push(`${memberId} ${(await change.rows('select 1 from readings where document_id = $1', [id])).length}`);
    });
    for (const progress of [0.1, 0.5, 1, 1]) await member.ask(READ, reading(id, progress));
    expect(told).toEqual([`${member.memberId} 1`, `${member.memberId} 1`]);
  });

  it('an officer, who is no member, reads without trace', async () => {
    const id = await publish(officer, base);
    expect((await officer.ask(READ, reading(id, 0.5))).recordReading).toEqual({ id, myProgress: null });
    expect(await w.rows('select 1 from readings where document_id = $1', [id])).toEqual([]);
  });

  it('the same id sent twice has one effect; what is wrong is refused', async () => {
    const id = await publish(secretary, cell);
    const once = randomUUID();
    await member.ask(READ, { ...reading(id, 0.5), once });
    await member.ask(READ, { ...reading(id, 0.5), once });
    expect(await member.refusal(READ, { ...reading(id, 0.6), once })).toEqual({
      code: 'CONFLICT',
      reason: 'MUTATION_ID_REUSED',
    });
    const { document } = await member.ask(ONE_DOCUMENT, { id: await publish(secretary, cell) });
    for (const [variables, code] of [
      [reading(id, 1.5), 'BAD_USER_INPUT'],
      [reading(id, -0.1), 'BAD_USER_INPUT'],
      [reading(id, 0.5, { page: 0 }), 'BAD_USER_INPUT'],
      [reading(id, 0.5, { fileId: document.files[0].id }), 'NOT_FOUND'],
      [reading(id, 0.5, { fileId: 'x' }), 'NOT_FOUND'],
      [reading('x', 0.5), 'NOT_FOUND'],
      [reading(randomUUID(), 0.5), 'NOT_FOUND'],
      [reading(id, 0.5, { once: 'not-a-uuid' }), 'BAD_USER_INPUT'],
    ] as const) {
      expect((await member.refusal(READ, variables))?.code).toBe(code);
    }
    expect(await outsider.refusal(READ, reading(id, 0.5))).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
  });
});
