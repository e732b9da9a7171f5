import { describe, expect, it } from '@jest/globals';
import { minuted } from './support/minutes.js';
import { cell, commune, inACommune, met, reasonOf, secretary, w } from './support/minuting.js';
import type { Loose } from './support/person.js';
import { day, drafted, EDIT, ISSUE, issue, issued, RESOLUTIONS } from './support/resolutions.js';

inACommune({ ofTwo: true });

const today = day(0);
const year = Number(today.slice(0, 4));

describe('numbers', () => {
  it('of several cells at the same moment have neither gaps nor doubles, whatever is refused or sent twice between them', async () => {
    const cells = await Promise.all(
      ['A', 'B', 'C'].map(async name => {
        const place = await w.cell(`Chi bộ ${name}`, commune);
        const chief = await w.person('SECRETARY', place);
        const meeting = await minuted(chief, place, await w.person('MEMBER', place));
        const drafts = await Promise.all(Array.from({ length: 10 }, () => drafted(chief, meeting)));
        const empty = await drafted(chief, meeting);
        await chief.ask(EDIT, { input: { id: empty.id, version: 1, direction: '' } });
        return { place, chief, drafts, empty: { ...empty, version: 2 } };
      }),
    );
    const answers = await Promise.all(
      cells.flatMap(({ chief, drafts, empty }) =>
        drafts.flatMap((one, index) => {
          const sent = issue(one);
          const failing = index % 3 === 0 ? [chief.send(ISSUE, issue(empty))] : [];
          const again = index % 2 === 0 ? [chief.send(ISSUE, sent)] : [];
          const racing = index === 5 ? [chief.send(ISSUE, issue(one))] : [];
          return [chief.send(ISSUE, sent), ...failing, ...again, ...racing];
        }),
      ),
    );
    const refused = answers.map(reasonOf).filter(Boolean);
    expect(new Set(refused)).toEqual(new Set(['RESOLUTION_EMPTY', 'RESOLUTION_ISSUED']));
    expect(refused).toHaveLength(3 * 4 + 3);
    for (const { place } of cells) {
      const found = await w.rows<{ number: number }>(
        `select number from resolutions where cell_id = $1 and number is not null order by number`,
        [place.id],
      );
      expect(found.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
  });

  it('follow the calendar, begin anew each year, and have more than two digits where needed', async () => {
    const meeting = await met(800);
    const lastYear = year - 1;
    expect((await issued(secretary, meeting, `${lastYear}-03-01`)).number).toBe('01-NQ/CB');
    expect((await issued(secretary, meeting, `${lastYear}-03-01`)).number).toBe('02-NQ/CB');
    const early = await drafted(secretary, meeting);
    const { errors } = await secretary.send(ISSUE, issue(early, `${lastYear}-02-28`));
    expect(errors?.[0]?.extensions).toMatchObject({
      reason: 'RESOLUTION_DATE_BEFORE_LAST',
      lastNumber: '02-NQ/CB',
      lastIssuedOn: `${lastYear}-03-01`,
    });
    expect((await issued(secretary, meeting)).number).toBe('01-NQ/CB');
    // The year before still goes on, by its own numbers.
    expect((await secretary.ask(ISSUE, issue(early, `${lastYear}-12-31`))).issueResolution).toMatchObject({
      number: '03-NQ/CB',
      year: lastYear,
    });
    await w.rows(`update resolution_numbers set last = 99 where cell_id = $1 and year = $2`, [cell.id, year]);
    expect((await issued(secretary, meeting)).number).toBe('100-NQ/CB');
  });

  it('stand in the list of the cell, drafts first, page by page', async () => {
    const meeting = await met();
    for (let count = 0; count < 3; count++) await issued(secretary, meeting);
    const waiting = await drafted(secretary, meeting);
    const page = async (variables: Record<string, unknown>) =>
      (await secretary.ask(RESOLUTIONS, { cell: cell.id, ...variables })).resolutions;
    const first = await page({ first: 2 });
    expect(first.edges.map((edge: Loose) => edge.node.number)).toEqual([null, '03-NQ/CB']);
    expect(first.edges[0].node.id).toBe(waiting.id);
    const second = await page({ first: 2, after: first.pageInfo.endCursor });
    expect(second.edges.map((edge: Loose) => edge.node.number)).toEqual(['02-NQ/CB', '01-NQ/CB']);
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([4, true, false]);
    expect(await page({ year })).toMatchObject({ totalCount: 3 });
    expect(await page({ year: year - 1 })).toMatchObject({ totalCount: 0, edges: [] });
    for (const after of ['x', Buffer.from('["1","2","3"]').toString('base64url')])
      expect(await secretary.refusal(RESOLUTIONS, { cell: cell.id, after })).toMatchObject({ reason: 'INPUT_INVALID' });
  });
});
