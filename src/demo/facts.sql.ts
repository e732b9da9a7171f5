/**
 * The adoption facts of a loaded demo, counted from its rows for one month: the same figures that the rooms write event by event.
 * $1 is the month, $2 its last day (or the plan's day), $3 the end of that day as an instant. Each table is walked once,
 * so that a province takes as long as its rows.
 */
export const MONTH_FACTS = `
  insert into cell_months (cell_id, month, on_platform, members, with_smartphone, invited, activated, meetings, opened_material, checked_in, entitled, present, used)
  with stock as (
    select s.cell_id, count(*)::int as members, count(*) filter (where m.reach = 'SMARTPHONE')::int as with_smartphone,
      count(r.account_id)::int as invited,
      count(*) filter (where m.reach = 'SMARTPHONE' and a.activated_at <= $3)::int as activated
    from memberships s join members m on m.id = s.member_id join accounts a on a.member_id = m.id
    left join wave_recipients r on r.account_id = a.id
    where s.kind = 'OFFICIAL' and s.during @> $2::date group by s.cell_id
  ), ours as (
    select id, cell_id, status from meetings where month = $1 and kind = 'REGULAR'
  ), openers as (
    -- From the roll to the readings: a bulletin of the province lies before every meeting, and the whole province reads it.
    select distinct t.id, n.member_id from ours t join attendances n on n.meeting_id = t.id
    join meeting_documents d on d.meeting_id = t.id
    join readings g on g.document_id = d.document_id and g.member_id = n.member_id
  ), held as (
    select t.cell_id, count(distinct t.id)::int as meetings, bool_or(t.status = 'CLOSED') as used,
      count(*) filter (where t.status = 'CLOSED' and n.state <> 'EXEMPT')::int as entitled,
      count(*) filter (where t.status = 'CLOSED' and n.state = 'PRESENT')::int as present,
      count(*) filter (where n.method in ('CODE', 'QR'))::int as checked_in,
      count(o.member_id)::int as opened
    from ours t join attendances n on n.meeting_id = t.id
    left join openers o on o.id = t.id and o.member_id = n.member_id
    group by t.cell_id
  )
  select c.id, $1, wave.cell_id is not null, k.members, k.with_smartphone, k.invited, k.activated,
    coalesce(h.meetings, 0), coalesce(h.opened, 0), coalesce(h.checked_in, 0), coalesce(h.entitled, 0), coalesce(h.present, 0), coalesce(h.used, false)
  from organisations c join stock k on k.cell_id = c.id
  left join held h on h.cell_id = c.id
  left join wave_cells wave on wave.cell_id = c.id
  where c.kind in ('CELL', 'BASE_CELL')`;
