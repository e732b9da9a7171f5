import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that sign check-ins; the roll as a function of what is known of a member; refused codes; guests. */
export class CreateDevices1795200019000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A phone's own key (ECDSA P-256); the private half never leaves it. One installation is one device, whoever signs in on it.
      create table devices (
        id         uuid primary key,
        public_key bytea not null unique,
        created_at timestamptz not null default now()
      );
      -- Since when an account has been on a device, as far as is known: whichever message arrives first, the earliest stays.
      create table device_accounts (
        device_id  uuid not null references devices,
        account_id uuid not null references accounts,
        since      timestamptz not null default now(),
        primary key (device_id, account_id)
      );
      create index device_accounts_account_id_idx on device_accounts (account_id);

      -- What is known of a member at a meeting, each fact by itself, so that they may arrive in any order. Of several answers or
      -- marks the one made last stays (the id of its message decides between two of the same moment).
      alter table attendances
        add column base_state       text not null default 'EXPECTED',
        add column answer_id        uuid,
        add column answer_reason    text,
        add column mark_state       text,
        add column mark_id          uuid,
        add column mark_reason      text,
        -- Up to which check-in the secretary knew when marking.
        add column mark_sees        timestamptz,
        add column mark_clock_off   boolean not null default false,
        -- The latest check-in that came before the closing; checked_in_at is the earliest of all, with its device.
        add column last_check_in_at timestamptz,
        add column device_id        uuid references devices,
        add column clock_off        boolean not null default false,
        add constraint attendances_base_state check (base_state in ('EXPECTED', 'EXEMPT')),
        add constraint attendances_mark check ((mark_state is null) = (mark_sees is null));

      update attendances set
        base_state = case when state = 'EXEMPT' and marked_at is null then 'EXEMPT' else 'EXPECTED' end,
        answer_reason = case when answer = 'ABSENT' then reason end,
        mark_state = case when marked_at is null then null when state = 'PRESENT' and checked_in_at > marked_at then 'EXPECTED' else state end,
        mark_reason = case when marked_at is not null and state = 'EXCUSED' then reason end,
        mark_sees = marked_at,
        last_check_in_at = case when state = 'PRESENT' or marked_at >= checked_in_at then checked_in_at end;

      -- Does the secretary's mark decide? It is behind a check-in that it could not know of.
      create function mark_decides(mark text, mark_sees timestamptz, checked_in timestamptz) returns boolean language sql immutable as $$
        select mark is not null and mark <> 'EXPECTED' and (checked_in is null or mark_sees >= checked_in) $$;

      -- Who wins for one member; told in src/meetings/attendance/roll-facts.ts.
      create function attendance_state(base text, answer text, decision text, mark text, mark_sees timestamptz, checked_in timestamptz)
        returns text language sql immutable as $$
        select case
          when mark_decides(mark, mark_sees, checked_in) then mark
          when checked_in is not null then 'PRESENT'
          when base = 'EXEMPT' then 'EXEMPT'
          when answer = 'ABSENT' and coalesce(decision, 'APPROVED') = 'APPROVED' then 'EXCUSED'
          else 'EXPECTED' end $$;

      create function derive_attendance() returns trigger language plpgsql as $$
        begin
          new.state := attendance_state(new.base_state, new.answer, new.absence_decision, new.mark_state, new.mark_sees, new.last_check_in_at);
          new.reason := case when new.answer = 'ABSENT' then new.answer_reason end;
          if new.state = 'EXCUSED' and mark_decides(new.mark_state, new.mark_sees, new.last_check_in_at) then
            new.reason := coalesce(new.mark_reason, new.reason);
          end if;
          return new;
        end $$;
      create trigger attendances_derived before update of base_state, answer, answer_reason, absence_decision, mark_state, mark_sees,
        mark_reason, last_check_in_at on attendances for each row execute function derive_attendance();
      -- A row may also come with its state (a demo, an import); otherwise it follows from what is known.
      create trigger attendances_derived_at_first before insert on attendances for each row when (new.state is null)
        execute function derive_attendance();

      -- Codes that were refused, for the secretary: who, why, how often. The code itself is not kept.
      create table refused_check_ins (
        meeting_id uuid not null references meetings,
        member_id  uuid not null references members,
        reason     text not null,
        times      int not null default 1,
        claimed_at timestamptz,
        last_at    timestamptz not null,
        primary key (meeting_id, member_id, reason)
      );

      -- Notes that an account was on a device at an instant: the earliest known one stays. Null: the account has had too many devices.
      create function note_device(device uuid, key bytea, account uuid, seen timestamptz, most int) returns uuid language plpgsql as $$
        begin
          if (select count(*) from device_accounts where account_id = account and device_id <> device) >= most then return null; end if;
          insert into devices (id, public_key) values (device, key) on conflict do nothing;
          insert into device_accounts as a (device_id, account_id, since) values (device, account, seen)
            on conflict (device_id, account_id) do update set since = excluded.since where excluded.since < a.since;
          return device;
        end $$;

      -- A check-in whose code was proven, in one round trip and by plans that are made once: the roll, the month's figure and the log.
      -- Locks as everybody does: the cell's month, then the meeting. device_key is given where the device is not known yet.
      -- True when something is new. Refuses by raising STREF with the reason.
      create function note_check_in(meeting uuid, member uuid, account uuid, session uuid, proven timestamptz, moment timestamptz, via text,
        device uuid, device_key bytea, most_devices int, is_clock_off boolean, claimed timestamptz, received timestamptz) returns boolean language plpgsql as $$
        declare
          held record;
          noted record;
          state_now text;
        begin
          select m.cell_id, m.month into held from meetings m where m.id = meeting;
          perform 1 from cell_months f where f.cell_id = held.cell_id and f.month = held.month for update;
          select m.cell_id, m.month, m.status, m.invited_at into held from meetings m where m.id = meeting for share;
          if held.status = 'CANCELLED' then raise exception 'MEETING_CANCELLED' using errcode = 'STREF'; end if;
          if held.invited_at is null then raise exception 'MEETING_NOT_INVITED' using errcode = 'STREF'; end if;

          if device_key is not null then
            device := note_device(device, device_key, account, moment, most_devices);
          end if;
          select t.state, t.checked_in_at is null or (proven, device is null, coalesce(device::text, ''), via)
              < (t.checked_in_at, t.device_id is null, coalesce(t.device_id::text, ''), t.method) as is_proof
            into noted from attendances t where t.meeting_id = meeting and t.member_id = member for update;
          if not found then raise exception 'NOT_ON_THE_ROLL' using errcode = 'STREF'; end if;
          if held.status = 'CLOSED' then
            -- Evidence only: the state follows from nothing any more.
            update attendances t set clock_off = t.clock_off or is_clock_off,
                checked_in_at = case when noted.is_proof then proven else t.checked_in_at end,
                method = case when noted.is_proof then via else t.method end,
                device_id = case when noted.is_proof then device else t.device_id end,
                received_at = case when noted.is_proof then received else t.received_at end
              where t.meeting_id = meeting and t.member_id = member returning t.state into state_now;
          else
            update attendances t set clock_off = t.clock_off or is_clock_off,
                checked_in_at = case when noted.is_proof then proven else t.checked_in_at end,
                method = case when noted.is_proof then via else t.method end,
                device_id = case when noted.is_proof then device else t.device_id end,
                received_at = case when noted.is_proof then received else t.received_at end,
                last_check_in_at = greatest(t.last_check_in_at, moment)
              where t.meeting_id = meeting and t.member_id = member returning t.state into state_now;
          end if;
          if noted.is_proof then
            update cell_months f set checked_in = (select count(distinct a.member_id) from meetings m join attendances a on a.meeting_id = m.id
                where m.cell_id = f.cell_id and m.month = f.month and m.invited_at is not null and m.status <> 'CANCELLED' and a.checked_in_at is not null)
              where f.cell_id = held.cell_id and f.month = held.month;
          end if;
          if noted.is_proof or state_now <> noted.state then
            insert into audit_entries (id, account_id, session_id, action, organisation_id, subject_id, details)
              values (new_id(), account, session, 'meeting.checked-in', held.cell_id, meeting, jsonb_build_object('memberId', member, 'method', via,
                'checkedInAt', proven, 'claimedAt', claimed, 'deviceId', device));
            return true;
          end if;
          return false;
        end $$;

      create table guests (
        id         uuid primary key,
        meeting_id uuid not null references meetings,
        full_name  text not null,
        title      text,
        is_present boolean not null default true,
        removed_at timestamptz,
        created_at timestamptz not null
      );
      create index guests_meeting_id_idx on guests (meeting_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}
