-- $1 the organisation above, $2 its path, $3 how many cells
with made as (
  insert into organisations (id, name, kind, parent_id, path, valid_from)
  select id, 'Chi bộ số ' || number, 'CELL', $1, ($2 || '.' || replace(id::text, '-', ''))::ltree, '2000-01-01'
  from (select new_id() as id, number from generate_series(1, $3::int) number) n
  returning id, name, path
)
insert into organisation_periods (id, organisation_id, name, kind, parent_id, path, during)
select new_id(), id, name, 'CELL', $1, path, daterange('2000-01-01', null) from made
