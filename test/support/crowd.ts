import type { Place, World } from './world.js';

/** How many people, and in how many cells under `place`. */
export interface Crowd {
  place: Place;
  cells: number;
  members: number;
  /** Of how many of ten the account is activated. */
  activatedOfTen: number;
  /** Whether the others have a phone. */
  phones?: boolean;
}

/** Many members by rows, evenly over cells, in a few statements: for waves that are too large to be made one by one. */
export async function crowd(w: World, { place, cells, members, activatedOfTen, phones = true }: Crowd): Promise<void> {
  await w.rows(
    `with made as (
       insert into organisations (id, name, kind, parent_id, path, valid_from)
       select id, 'Chi bộ số ' || number, 'CELL', $1, ($2 || '.' || replace(id::text, '-', ''))::ltree, '2000-01-01'
       from (select new_id() as id, number from generate_series(1, $3) number) n
       returning id, name, path
     )
     insert into organisation_periods (id, organisation_id, name, kind, parent_id, path, during)
     select new_id(), id, name, 'CELL', $1, path, daterange('2000-01-01', null) from made`,
    [place.id, place.path, cells],
  );
  // The ids are spread by chance: members of a cell do not stand side by side in any index.
  await w.rows(
    `with cell as (
       select id, row_number() over (order by id) - 1 as number from organisations where parent_id = $1 and kind = 'CELL'
     ), person as (
       select gen_random_uuid() as id, gen_random_uuid() as account_id, n, n % 10 < $3 as activated,
         case when $4 then '+849' || lpad(n::text, 8, '0') end as phone
       from generate_series(1, $2) n
     ), member as (
       insert into members (id, full_name, phone, kind, reach) select id, 'Hoàng Văn ' || n, phone, 'FULL', 'SMARTPHONE' from person
     ), membership as (
       insert into memberships (id, member_id, cell_id, kind, status, during)
       select gen_random_uuid(), p.id, c.id, 'OFFICIAL', 'ACTIVE', daterange('2000-01-01', null)
       from person p join cell c on c.number = p.n % $5
     )
     insert into accounts (id, member_id, full_name, activated_at)
     select account_id, id, 'Hoàng Văn ' || n, case when activated then now() end from person`,
    [place.id, members, activatedOfTen, phones, cells],
  );
  await w.rows('analyze');
}
