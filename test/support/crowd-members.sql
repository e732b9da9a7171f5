-- $1 an organisation above the cells, $2 how many members, evenly over the cells, $3 of ten so many are activated, $4 the others have a phone.
-- Their ids are chance: the members of a cell do not stand side by side in any index.
with cell as (
  select c.id, row_number() over (order by c.id) - 1 as number, count(*) over () as cells
  from organisations o join organisations c on c.path <@ o.path where o.id = $1 and c.kind = 'CELL'
), person as (
  select gen_random_uuid() as id, gen_random_uuid() as account_id, n, n % 10 < $3::int as activated,
    case when $4::boolean then '+849' || lpad(n::text, 8, '0') end as phone
  from generate_series(1, $2::int) n
), member as (
  insert into members (id, full_name, phone, kind, reach)
  select id, 'Hoàng Văn ' || n, phone, 'FULL', 'SMARTPHONE' from person
), membership as (
  insert into memberships (id, member_id, cell_id, kind, status, during)
  select gen_random_uuid(), p.id, c.id, 'OFFICIAL', 'ACTIVE', daterange('2000-01-01', null)
  from person p join cell c on c.number = p.n % c.cells
)
insert into accounts (id, member_id, full_name, activated_at)
select account_id, id, 'Hoàng Văn ' || n, case when activated then now() end from person
