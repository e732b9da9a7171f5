import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forms for judging a meeting as dated data, and the scores. */
export class CreateAssessments1795200022000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table assessment_forms (
        id              uuid primary key,
        organisation_id uuid references organisations,
        code            text not null,
        name            text not null,
        source          text,
        content         jsonb not null,
        during          daterange not null
      );

      -- One score a meeting, form and scorer: the cell itself, and the follower beside it.
      create table assessments (
        id         uuid primary key,
        version    int not null default 1,
        meeting_id uuid not null references meetings,
        form_id    uuid not null references assessment_forms,
        scorer     text not null,
        answers    jsonb not null,
        evidence   jsonb not null,
        points     jsonb not null,
        total      float8 not null,
        rescaled   float8,
        band       text not null,
        scored_by  uuid references accounts,
        scored_at  timestamptz not null,
        unique (meeting_id, form_id, scorer),
        constraint assessments_scorer check (scorer in ('CELL', 'FOLLOWER'))
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}
