import { describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { itIs, onPlatform, past } from './support/duties.js';
import { INVITE, once } from './support/meetings.js';
import type { Loose } from './support/person.js';
import { cell, DUTIES, dutiesOf, inAWard, officer, plan, SUMS, secretary, w, ward } from './support/ward.js';

inAWard();

describe('who sees the duties', () => {
  it('an officer sees what was missed and sums, never plans, meetings or other duties', async () => {
    await onPlatform(w, cell);
    const planned = await w.cell('Chi bộ B', ward);
    await onPlatform(w, planned);
    itIs(w, '2026-12-02');
    await past(w, planned, '2026-11-05 19:30');
    const own = await dutiesOf(officer, '2026-11', ward);
    expect(own).toEqual([
      {
        cell: { id: cell.id, name: 'Chi bộ A' },
        month: '2026-11',
        regular: 'MISSED',
        thematic: null,
        committee: null,
        thematicUntil: null,
        meetings: [],
      },
    ]);
    expect(await dutiesOf(officer, '2026-12', ward)).toEqual([]);
    expect((await officer.ask(SUMS, { id: ward.id, month: '2026-11' })).dutySums).toEqual({
      cells: 2,
      due: 2,
      held: 1,
      planned: 0,
      missed: 1,
    });
  });

  it('a follower sees the states, and meetings only from the invitation on', async () => {
    await onPlatform(w, cell);
    itIs(w, '2026-11-21');
    const follower = await w.person('FOLLOWER', cell);
    const { id } = await plan('2026-12-05');
    expect(await dutiesOf(follower, '2026-12')).toMatchObject([{ regular: 'PLANNED', meetings: [] }]);
    await secretary.ask(INVITE, { id, once: once() });
    expect(await dutiesOf(follower, '2026-12')).toMatchObject([{ regular: 'INVITED', meetings: [{ id }] }]);
  });

  it('the secretary of the next cell, an officer of another branch and a member see nothing', async () => {
    const next = await w.cell('Chi bộ bên', ward);
    const neighbour = await w.person('SECRETARY', next);
    const elsewhere = await w.person('COMMITTEE_OFFICER', await w.organisation('Phường khác', 'BASE_COMMITTEE'));
    const member = await w.person('MEMBER', cell);
    for (const query of [DUTIES, SUMS])
      for (const person of [neighbour, elsewhere, member])
        expect((await person.refusal(query, { id: cell.id, month: '2026-11' }))?.code).toMatch(/NOT_FOUND|FORBIDDEN/);
    expect(await neighbour.refusal(DUTIES, { id: cell.id, month: '2026-11' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await neighbour.refusal(DUTIES, { id: ward.id, month: '2026-11' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await officer.refusal(DUTIES, { id: newId(), month: '2026-11' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a cell that moved to another ward stays in the months of the old one', async () => {
    await onPlatform(w, cell);
    const other = await w.organisation('Phường mới', 'BASE_COMMITTEE');
    const path = `${other.path}.${cell.id.replaceAll('-', '')}`;
    itIs(w, '2026-12-20');
    await w.rows(
      `update organisation_periods set during = daterange('2000-01-01', '2026-12-01') where organisation_id = $1`,
      [cell.id],
    );
    await w.rows(
      `insert into organisation_periods (id, organisation_id, name, kind, parent_id, path, during) values ($1, $2, 'Chi bộ A mới', 'CELL', $3, $4, daterange('2026-12-01', null))`,
      [newId(), cell.id, other.id, path],
    );
    await w.rows(`update organisations set parent_id = $2, path = $3, name = 'Chi bộ A mới' where id = $1`, [
      cell.id,
      other.id,
      path,
    ]);
    expect((await dutiesOf(officer, '2026-11', ward)).map(duty => duty.cell.name)).toEqual(['Chi bộ A']);
    const newOfficer = await w.person('COMMITTEE_OFFICER', other);
    expect(await dutiesOf(newOfficer, '2026-11', other)).toEqual([]);
  });

  it('long lists are paged by key, each page in one statement', async () => {
    itIs(w, '2026-12-02');
    const names = ['Bản Đá', 'Bản Dẻ', 'Bản Ết', 'Bản Ăng', 'Bản Âu'];
    for (const name of names) await onPlatform(w, await w.cell(name, ward));
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const sent = await w.statements(async () => {
        const { duties } = await officer.ask(DUTIES.replace('totalCount ', ''), {
          id: ward.id,
          month: '2026-11',
          first: 2,
          after,
        });
        seen.push(...duties.edges.map(({ node }: Loose) => node.cell.name));
        after = duties.pageInfo.hasNextPage ? duties.pageInfo.endCursor : undefined;
      });
      expect(sent.filter(text => text.includes('rule_sets'))).toHaveLength(1);
      if (!after) break;
    }
    expect(seen).toEqual(['Bản Ăng', 'Bản Âu', 'Bản Dẻ', 'Bản Đá', 'Bản Ết']);
    expect((await officer.ask(DUTIES, { id: ward.id, month: '2026-11' })).duties.totalCount).toBe(5);
    expect(await officer.refusal(DUTIES, { id: ward.id, month: '2026-11', after: 'xx' })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    expect(await officer.refusal(DUTIES, { id: ward.id, month: '2026-11', first: 101 })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
  });
});
