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
      create index attendances_device_idx on attendances (meeting_id, device_id) where device_id is not null;

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
          when answer = 'ABSENT' and decision is distinct from 'DECLINED' then 'EXCUSED'
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
