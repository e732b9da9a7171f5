/**
 * The adoption facts of a loaded demo, counted from its rows for one month: the same figures that the rooms write event by event.
 * $1 is the month, $2 its last day (or the plan's day), $3 the end of that day as an instant.
 */
export const MONTH_FACTS = `
  insert into cell_months (cell_id, month, on_platform, members, with_smartphone, invited, activated, meetings, opened_material, checked_in, entitled, present, used)
  select c.id, $1, wave.cell_id is not null,
    count(*), count(*) filter (where m.reach = 'SMARTPHONE'),
    count(r.account_id), count(*) filter (where m.reach = 'SMARTPHONE' and a.activated_at <= $3),
    coalesce(held.meetings, 0), coalesce(held.opened, 0), coalesce(held.checked_in, 0), coalesce(held.entitled, 0), coalesce(held.present, 0),
    coalesce(held.used, false)
  from organisations c
  join memberships s on s.cell_id = c.id and s.kind = 'OFFICIAL' and s.during @> $2::date
  join members m on m.id = s.member_id
  join accounts a on a.member_id = m.id
  left join wave_cells wave on wave.cell_id = c.id
  left join wave_recipients r on r.account_id = a.id
  left join lateral (
    select count(distinct t.id)::int as meetings, bool_or(t.status = 'CLOSED') as used,
      count(*) filter (where t.status = 'CLOSED' and n.state <> 'EXEMPT')::int as entitled,
      count(*) filter (where t.status = 'CLOSED' and n.state = 'PRESENT')::int as present,
      count(*) filter (where n.method in ('CODE', 'QR'))::int as checked_in,
      count(*) filter (where exists (
        select from readings g join meeting_documents d on d.document_id = g.document_id where d.meeting_id = t.id and g.member_id = n.member_id
      ))::int as opened
    from meetings t join attendances n on n.meeting_id = t.id
    where t.cell_id = c.id and t.month = $1 and t.kind = 'REGULAR'
  ) held on true
  where c.kind in ('CELL', 'BASE_CELL')
  group by c.id, wave.cell_id, held.meetings, held.opened, held.checked_in, held.entitled, held.present, held.used`;
