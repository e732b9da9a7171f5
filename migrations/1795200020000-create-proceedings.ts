import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens while a meeting runs: the agenda's clock, speakers, votes, tasks. */
export class CreateProceedings1795200020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- That an item of the agenda began or ended at an instant, as the devices in the room noted it. A set of facts: in whatever order
      -- they arrive, and however often, the runs worked out of them (agenda-clock.service.ts) are the same.
      create table agenda_marks (
        meeting_id     uuid not null references meetings,
        at             timestamptz not null,
        agenda_item_id uuid not null references agenda_items on delete cascade,
        starts         boolean not null,
        primary key (meeting_id, at, agenda_item_id, starts)
      );

      -- When an item ran: one at a time; worked out anew from the marks at each of them.
      create table agenda_runs (
        id             uuid primary key,
        meeting_id     uuid not null references meetings,
        agenda_item_id uuid not null references agenda_items on delete cascade,
        started_at     timestamptz not null,
        ended_at       timestamptz,
        constraint agenda_runs_end_after_start check (ended_at is null or ended_at >= started_at)
      );
      create index agenda_runs_meeting_id_idx on agenda_runs (meeting_id, started_at);
      create index agenda_runs_agenda_item_id_idx on agenda_runs (agenda_item_id);

      -- Who spoke and what was said in short; a member or a guest.
      create table speeches (
        id             uuid primary key,
        version        int not null default 1,
        meeting_id     uuid not null references meetings,
        agenda_item_id uuid references agenda_items on delete set null,
        member_id      uuid references members,
        guest_id       uuid references guests,
        opinion        text,
        is_criticism   boolean not null default false,
        spoken_at      timestamptz not null,
        removed_at     timestamptz,
        constraint speeches_one_speaker check ((member_id is null) <> (guest_id is null))
      );
      create index speeches_meeting_id_idx on speeches (meeting_id, spoken_at);

      -- Tasks given by a meeting or a resolution: who, what, until when, how far.
      create table tasks (
        id            uuid primary key,
        version       int not null default 1,
        cell_id       uuid not null references organisations,
        meeting_id    uuid references meetings,
        agenda_item_id uuid references agenda_items on delete set null,
        resolution_id uuid,
        title         text not null,
        assignee_id   uuid references members,
        due_on        date not null,
        progress      int not null default 0,
        done_at       timestamptz,
        cancelled_at  timestamptz,
        created_at    timestamptz not null,
        -- The day on which the reminders of this task were last looked at.
        reminded_on   date,
        constraint tasks_progress check (progress between 0 and 100)
      );
      create index tasks_cell_id_due_on_idx on tasks (cell_id, due_on, id);
      create index tasks_open_due_on_idx on tasks (due_on) where done_at is null and cancelled_at is null;
      create index tasks_meeting_id_idx on tasks (meeting_id);
      create index tasks_assignee_id_idx on tasks (assignee_id);
      -- Never changed: the latest by its time is the task's progress.
      create table task_reports (
        id        uuid primary key,
        task_id   uuid not null references tasks,
        progress  int not null,
        note      text,
        by_account uuid references accounts,
        at        timestamptz not null,
        constraint task_reports_progress check (progress between 0 and 100)
      );
      create index task_reports_task_id_idx on task_reports (task_id, at);

      -- Base and majority are fixed before a vote opens and stored with the result. SECRET is left room for and built later.
      create table votes (
        id             uuid primary key,
        meeting_id     uuid not null references meetings,
        agenda_item_id uuid references agenda_items on delete set null,
        question       text not null,
        method         text not null,
        base_rule      text not null,
        majority       text not null,
        share          float8 not null,
        status         text not null default 'PLANNED',
        base_count     int,
        agree          int,
        disagree       int,
        other          int,
        passed         boolean,
        opened_at      timestamptz,
        closed_at      timestamptz,
        created_at     timestamptz not null,
        constraint votes_method check (method in ('OPEN', 'ROLL')),
        constraint votes_base check (base_rule in ('FULL_MEMBERS', 'FULL_MEMBERS_PRESENT')),
        constraint votes_majority check (majority in ('ORDINARY', 'QUALIFIED')),
        constraint votes_status check (status in ('PLANNED', 'OPEN', 'CLOSED', 'CANCELLED')),
        constraint votes_closed_with_result check (status <> 'CLOSED' or (base_count is not null and agree is not null
          and disagree is not null and other is not null and passed is not null and closed_at is not null))
      );
      create index votes_meeting_id_idx on votes (meeting_id, created_at);
      create unique index votes_one_open on votes (meeting_id) where status = 'OPEN';

      -- One a member, whatever happens. Without recorded_by it came from the member's own phone, and stands.
      create table ballots (
        vote_id     uuid not null references votes,
        member_id   uuid not null references members,
        choice      text not null,
        recorded_by uuid references accounts,
        at          timestamptz not null,
        primary key (vote_id, member_id),
        constraint ballots_choice check (choice in ('AGREE', 'DISAGREE', 'OTHER'))
      );

      -- When the assignee of a task is reminded (assumed): so many days before it is due, and so many after while it is not done.
      update rule_sets set settings = settings || '{"tasks": {"remindDaysBefore": [3], "remindDaysAfter": [1]}}' where organisation_id is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}
