import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Many check-ins in one commit: a province checks in within minutes. */
export class CheckInTogether1795200026000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Check-ins whose codes were proven, each of another member of the roll: claims their ids and notes them like note_check_in, and
      -- tells of each place whether anything is new. It waits for no cell: one whose month or meeting somebody else is changing, that
      -- would be refused, or that was done before, is left out, for the caller to do it alone. Only for another try with the same id, under
      -- way in another process, it waits a moment; then it fails for all, who are done alone.
      create function note_check_ins(calls json) returns table (place int, is_news boolean) language plpgsql set lock_timeout = '200ms' as $$
        declare
          call record;
          is_free boolean;
        begin
          for call in
            with given as (
              select c.*, m.cell_id, m.month from json_to_recordset(calls) as c(place int, account uuid, session uuid, mutation uuid,
                content text, meeting uuid, member uuid, proven timestamptz, moment timestamptz, via text, device uuid, device_key text,
                most_devices int, is_clock_off boolean, claimed timestamptz, received timestamptz)
              join meetings m on m.id = c.meeting
              where m.status in ('INVITED', 'OPEN') and m.invited_at is not null
                and exists (select 1 from attendances t where t.meeting_id = c.meeting and t.member_id = c.member)
            ), claimed as (
              insert into repeated_mutations (account_id, client_mutation_id, operation, content, result)
              select g.account, g.mutation, 'checkIn', decode(g.content, 'hex'), to_jsonb(g.meeting) from given g order by g.account, g.mutation
              on conflict do nothing returning account_id, client_mutation_id
            )
            select g.* from given g join claimed k on k.account_id = g.account and k.client_mutation_id = g.mutation
            order by g.cell_id, g.month, g.meeting, g.member
          loop
            perform 1 from cell_months f where f.cell_id = call.cell_id and f.month = call.month for update skip locked;
            -- Nobody else holds the month, or there is none to hold.
            is_free := found or not exists (select 1 from cell_months f where f.cell_id = call.cell_id and f.month = call.month);
            perform 1 from meetings m where m.id = call.meeting and m.month = call.month and m.status in ('INVITED', 'OPEN')
              and m.invited_at is not null for share skip locked;
            is_free := is_free and found;
            perform 1 from attendances t where t.meeting_id = call.meeting and t.member_id = call.member for update skip locked;
            is_free := is_free and found;
            if is_free then
              place := call.place;
              is_news := note_check_in(call.meeting, call.member, call.account, call.session, call.proven, call.moment, call.via, call.device,
                decode(call.device_key, 'hex'), call.most_devices, call.is_clock_off, call.claimed, call.received);
              return next;
            else
              delete from repeated_mutations where account_id = call.account and client_mutation_id = call.mutation;
            end if;
          end loop;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}
