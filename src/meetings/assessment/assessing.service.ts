import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import type { Db } from '../../platform/database/statements.js';
import { newId } from '../../platform/ids.js';
import { MeetingStatus } from '../meeting.types.js';
import { type MeetingRow, MeetingRows } from '../meeting-rows.js';
import { Rulebook } from '../rules/rulebook.js';
import type { AssessmentAnswerInput, ScoreMeetingInput } from './assessment.inputs.js';
import { AssessmentScorer } from './assessment.types.js';
import { type Evidence, evidenceOf, measuresOf } from './evidence.js';
import { tracesOf } from './evidence.sql.js';
import { AssessmentForms, type Form } from './forms.js';
import { type Answer, problemsOf, type Score, score } from './scoring.js';
import { type StoredScore, storedScores } from './stored.js';

/** Scoring of meetings: the cell scores itself, its follower beside it. */
@Injectable()
export class Assessing {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly rulebook: Rulebook,
    private readonly forms: AssessmentForms,
  ) {}

  /**
   * Scores a closed meeting, or corrects the own score. Evidence and points are kept as they are at that moment. What the sealed minutes
   * already hold is never changed again; the follower's score stands beside them and can be. Gives the meeting's id.
   */
  score(actor: Actor, input: ScoreMeetingInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'scoreMeeting', clientMutationId, input: rest }, async change => {
      const meeting = await this.fetch(change, actor, input);
      mustBeOver(meeting);
      const before = (await storedScores(change.manager, meeting.id, true)).find(one => one.scorer === input.scorer);
      if ((before?.version ?? null) !== (input.version ?? null))
        throw new Refusal('STALE_VERSION', { currentVersion: before?.version ?? 0 });
      if (before && input.scorer === AssessmentScorer.CELL) await mustNotBeSealed(change, meeting.id, before);
      const form = await this.formOf(change.manager, meeting.id);
      if (!form.content.kinds.includes(meeting.kind)) throw new Refusal('MEETING_NOT_ASSESSED');
      const evidence = await this.evidenceOf(change.manager, meeting.id, change.now);
      const answers = answersOf(input.answers);
      const scored = score(form.content, measuresOf(evidence), answers);
      const problems = problemsOf(form.content, scored, answers);
      if (problems.length > 0)
        throw new Refusal('INPUT_INVALID', {
          fields: problems.map(([part, reason]) => ({ path: `input.answers.${part}`, reason })),
        });
      const version = await this.keep(change, meeting.id, input.scorer, form, { answers, evidence, scored }, before);
      const { total, band } = scored;
      await change.record('meeting.scored', meeting.cellId, meeting.id, {
        scorer: input.scorer,
        version,
        total,
        band,
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** The form by which a meeting is judged: the one that its rules name, as it was in force on its day. */
  async formOf(db: Db, meetingId: string): Promise<Form> {
    const { rules, cellId, day } = await this.rulebook.onItsDay(db, meetingId);
    const found = await this.forms.find(db, cellId, day, rules.assessment.form);
    if (!found) throw new Error(`No form ${rules.assessment.form} holds on ${day}.`);
    return found;
  }

  /** Another form with its code, as it was in force on the meeting's day. */
  async otherForm(db: Db, meetingId: string, code: string): Promise<Form> {
    const { cellId, day } = await this.rulebook.onItsDay(db, meetingId);
    const found = await this.forms.find(db, cellId, day, code);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** What the platform knows of the meeting, by its own rules. */
  async evidenceOf(db: Db, meetingId: string, now: Date): Promise<Evidence[]> {
    const { rules } = await this.rulebook.ofMeeting(db, meetingId);
    return evidenceOf(await tracesOf(db, meetingId), rules, now);
  }

  /** The secretary scores for the cell, a follower of that cell as follower; whoever only knows of the meeting may not. */
  private async fetch(change: Change, actor: Actor, { meetingId, scorer }: ScoreMeetingInput): Promise<MeetingRow> {
    if (scorer === AssessmentScorer.CELL) return this.rows.toManage(change, actor, meetingId);
    const meeting = await this.rows.toAttend(change, actor, meetingId);
    actor.must('meeting.follow', meeting.cellPath);
    return meeting;
  }

  /** Of two first scores at once one is kept, the other is refused as stale. Gives the version. */
  private async keep(
    change: Change,
    meetingId: string,
    scorer: AssessmentScorer,
    form: Form,
    made: { answers: Answer[]; evidence: Evidence[]; scored: Score },
    before: StoredScore | undefined,
  ): Promise<number> {
    const { points, total, reachable, rescaled, band } = made.scored;
    const kept = await change.row<{ version: number }>(
      `insert into assessments (id, meeting_id, form_id, scorer, answers, evidence, points, total, reachable, rescaled, band, scored_by, scored_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (meeting_id, scorer) do update set version = assessments.version + 1, form_id = excluded.form_id,
         answers = excluded.answers, evidence = excluded.evidence, points = excluded.points, total = excluded.total,
         reachable = excluded.reachable, rescaled = excluded.rescaled, band = excluded.band, scored_by = excluded.scored_by,
         scored_at = excluded.scored_at
         where assessments.version = $14
       returning version`,
      [
        newId(),
        meetingId,
        form.id,
        scorer,
        JSON.stringify(made.answers),
        JSON.stringify(made.evidence),
        JSON.stringify(points),
        total,
        reachable,
        rescaled,
        band,
        change.doer.accountId,
        change.now,
        before?.version ?? 0,
      ],
    );
    if (!kept) throw new Refusal('STALE_VERSION', { currentVersion: (before?.version ?? 0) + 1 });
    return kept.version;
  }
}

function mustBeOver(meeting: MeetingRow): void {
  if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
  if (meeting.status !== MeetingStatus.CLOSED) throw new Refusal('ASSESSMENT_TOO_EARLY');
}

/** The sealed minutes hold the score that was there when they were sealed. */
async function mustNotBeSealed(change: Change, meetingId: string, before: StoredScore): Promise<void> {
  const sealed = await change.row(`select 1 from minutes_seals where meeting_id = $1 and sealed_at >= $2`, [
    meetingId,
    before.scoredAt,
  ]);
  if (sealed) throw new Refusal('ASSESSMENT_SEALED');
}

function answersOf(answers: readonly AssessmentAnswerInput[]): Answer[] {
  return answers.map(({ part, points, note }) => ({ part, points, ...(note ? { note } : {}) }));
}
