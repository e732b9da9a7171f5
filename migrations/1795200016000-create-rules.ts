import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rules of meetings as dated data: whose, since when, by which guidance; thresholds, scales and templates are rows, never constants. */
export class CreateRules1795200016000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Settings of one guidance or decision, valid for an organisation and everything under it; without one: for everybody.
      -- A lower row only adds to or tightens what stands above it. Never edited: ended, and followed by another.
      create table rule_sets (
        id              uuid primary key,
        organisation_id uuid references organisations,
        code            text not null,
        name            text not null,
        source          text,
        settings        jsonb not null,
        during          daterange not null,
        created_by      uuid references accounts,
        created_at      timestamptz not null default now(),
        constraint rule_sets_one_at_a_time exclude using gist
          ((coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =, during with &&)
      );

      -- What a cell's members work at: each kind has an agenda of its own (domain.md 3). Without a row: a hamlet.
      create table cell_types (
        cell_id uuid primary key references organisations,
        type    text not null
      );

      -- The rules in force on the meeting's day, pinned when it is opened.
      alter table meetings add column rules jsonb;

      insert into rule_sets (id, code, name, source, during, settings) values
      ('01995c2b-0000-7000-8000-000000000012', '12-HD/BTCTW', 'Hướng dẫn 12-HD/BTCTW', '12-HD/BTCTW (2018)', daterange('2018-07-06', '2025-10-28'), '{
        "minutes": {"least": 90, "withThematic": 90, "bySize": []},
        "attendance": {"aim": 0.85, "nobodyUnexcused": true},
        "materials": {"hoursBefore": 0},
        "answering": {"hoursBefore": 12},
        "reminders": {"daysOfMonthBefore": [20, 25], "lastDay": true},
        "duties": {"thematicEveryMonths": 3, "committeeFirst": true},
        "quorum": {"share": 0.5},
        "votes": {"base": "FULL_MEMBERS", "ordinary": 0.5, "qualified": 0.6666666667},
        "opinions": {"answerWithinDays": 30},
        "after": {"postedWithinDays": 0},
        "assessment": {"form": "A"}
      }'),
      ('01995c2b-0000-7000-8000-000000000042', '42-HD/BTCTW', 'Hướng dẫn 42-HD/BTCTW', '42-HD/BTCTW (28/10/2025)', daterange('2025-10-28', null), '{
        "minutes": {"least": 90, "withThematic": 120, "bySize": []},
        "attendance": {"aim": 0.9, "nobodyUnexcused": false},
        "materials": {"hoursBefore": 24},
        "answering": {"hoursBefore": 12},
        "reminders": {"daysOfMonthBefore": [20, 25], "lastDay": true},
        "duties": {"thematicEveryMonths": 3, "committeeFirst": true},
        "quorum": {"share": 0.5},
        "votes": {"base": "FULL_MEMBERS", "ordinary": 0.5, "qualified": 0.6666666667},
        "opinions": {"answerWithinDays": 30},
        "after": {"postedWithinDays": 2},
        "assessment": {"form": "A"}
      }');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}
