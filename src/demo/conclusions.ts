import type pg from 'pg';
import { type Evidence, evidenceOf, measuresOf } from '../meetings/assessment/evidence.js';
import { tracesOf } from '../meetings/assessment/evidence.sql.js';
import { AssessmentForms } from '../meetings/assessment/forms.js';
import { type Answer, score } from '../meetings/assessment/scoring.js';
import { canonical, sha256 } from '../meetings/minutes/canonical.js';
import type { MinutesContent } from '../meetings/minutes/minutes-record.js';
import { contentHash, MinutesRecords } from '../meetings/minutes/minutes-records.js';
import { draftOf } from '../meetings/resolutions/resolution-draft.js';
import { ResolutionRecords } from '../meetings/resolutions/resolution-records.js';
import { Rulebook } from '../meetings/rules/rulebook.js';
import { Clock, dayOf } from '../platform/clock.js';
import { type Db, row, rows } from '../platform/database/statements.js';
import type { Chance } from './chance.js';
import type { DemoMember } from './people.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** How many meetings of a cell: each takes the first start some hundredths of a second. */
const MEETINGS = 2;

/** A meeting of the past, as the loaded rows tell it. */
interface Over {
  id: string;
  closedAt: Date;
  recorderId: string;
  /** Its vote on the resolution, where that passed. */
  voteId: string | null;
}

/** A cell whose past meetings are brought to their end. */
export interface Concluding {
  cellId: string;
  /** The secretary, who chairs, comes first. */
  members: readonly DemoMember[];
  /** The account of who follows the cell. */
  followerId: string | null;
}

/**
 * What comes after a meeting, of some cells of the demo: the cell's score, signed and sealed minutes, an issued resolution with its
 * tasks, the follower's score. Written by what the application itself assembles, scores and hashes with, from the rows that were loaded;
 * only the days are those of then.
 */
export class Conclusions {
  private readonly db: Db;
  private readonly minutes = new MinutesRecords(new Clock());
  private readonly resolutions = new ResolutionRecords(this.minutes);
  private readonly rulebook = new Rulebook();
  private readonly forms = new AssessmentForms();

  constructor(
    client: pg.ClientBase,
    private readonly chance: Chance,
  ) {
    this.db = { query: async (sql, parameters) => (await client.query(sql, parameters)).rows };
  }

  /** The last past meetings of a cell, the older one first. */
  async ofCell({ cellId, members, followerId }: Concluding): Promise<void> {
    const past = await rows<Over>(
      this.db,
      `select m.id, m.closed_at as "closedAt", m.recorder_id as "recorderId",
         (select v.id from votes v where v.meeting_id = m.id and v.passed limit 1) as "voteId"
       from meetings m where m.cell_id = $1 and m.status = 'CLOSED' order by m.starts_at desc limit ${MEETINGS}`,
      [cellId],
    );
    const secretary = members[0];
    if (!secretary) return;
    for (const meeting of past.reverse()) {
      const recorder = members.find(({ id }) => id === meeting.recorderId) ?? secretary;
      const evening = meeting.closedAt.getTime();
      await this.score(meeting.id, 'CELL', secretary.accountId, new Date(evening + 10 * MINUTE));
      const sealedAt = new Date(evening + this.chance.between(11, 30) * 60 * MINUTE);
      await this.seal(meeting.id, secretary, recorder, sealedAt);
      if (meeting.voteId) await this.issue(meeting, cellId, secretary, new Date(sealedAt.getTime() + 40 * MINUTE));
      if (followerId && this.chance.happens(0.65))
        await this.score(meeting.id, 'FOLLOWER', followerId, new Date(sealedAt.getTime() + 3 * DAY));
    }
  }

  /** Full marks for most of what only a person can judge; the follower is stricter, so that the two differ here and there. */
  private async score(meetingId: string, scorer: 'CELL' | 'FOLLOWER', accountId: string, at: Date): Promise<void> {
    const { rules, cellId, day } = await this.rulebook.onItsDay(this.db, meetingId);
    const form = await this.forms.find(this.db, cellId, day, rules.assessment.form);
    if (!form) return;
    const evidence: Evidence[] = evidenceOf(await tracesOf(this.db, meetingId), rules, at);
    const measures = measuresOf(evidence);
    const strict = scorer === 'FOLLOWER' ? 0.35 : 0.15;
    const answers = score(form.content, measures, [])
      .points.filter(point => point.applies && point.points === null)
      .map(({ part, max }): Answer => ({ part, points: max > 1 && this.chance.happens(strict) ? max - 1 : max }));
    const { points, total, reachable, rescaled, band } = score(form.content, measures, answers);
    await this.db.query(
      `insert into assessments (id, meeting_id, form_id, scorer, answers, evidence, points, total, reachable, rescaled, band, scored_by, scored_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        this.chance.id(),
        meetingId,
        form.id,
        scorer,
        JSON.stringify(answers),
        JSON.stringify(evidence),
        JSON.stringify(points),
        total,
        reachable,
        rescaled,
        band,
        accountId,
        at,
      ],
    );
  }

  /** The recorder signs, on the phone or on paper, then the chair: that seals. */
  private async seal(meetingId: string, chair: DemoMember, recorder: DemoMember, at: Date): Promise<void> {
    const { record, text } = await this.minutes.kept(this.db, meetingId);
    const onPaper = !recorder.activated;
    const before = new Date(at.getTime() - this.chance.between(20, 300) * MINUTE);
    for (const [role, member, signedAt] of [
      ['RECORDER', recorder, before],
      ['CHAIR', chair, at],
    ] as const)
      await this.db.query(
        `insert into minutes_signatures (meeting_id, role, member_id, account_id, on_paper, content_hash, signed_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          meetingId,
          role,
          member.id,
          role === 'RECORDER' && !onPaper ? member.accountId : chair.accountId,
          role === 'RECORDER' && onPaper,
          contentHash({ record, text }),
          signedAt,
        ],
      );
    const signatures = await this.minutes.signatures(this.db, meetingId);
    const content = canonical({ edition: 1, record, text, signatures } satisfies MinutesContent);
    await this.db.query(
      `insert into minutes_seals (meeting_id, content, hash, sealed_by, sealed_at) values ($1, $2, $3, $4, $5)`,
      [meetingId, content, sha256(content), chair.accountId, at],
    );
  }

  /** Drafts a resolution from the minutes and issues it under the cell's next number, with the tasks that the meeting gave. */
  private async issue(meeting: Over, cellId: string, secretary: DemoMember, at: Date): Promise<void> {
    const on = dayOf(at);
    const year = Number(on.slice(0, 4));
    const counter = await row<{ last: number }>(
      this.db,
      `insert into resolution_numbers (cell_id, year, last, issued_on) values ($1, $2, 1, $3)
       on conflict (cell_id, year) do update set last = resolution_numbers.last + 1, issued_on = excluded.issued_on returning last`,
      [cellId, year, on],
    );
    const number = counter?.last ?? 1;
    const parts = draftOf(await this.minutes.of(this.db, meeting.id));
    const id = this.chance.id();
    const draft = { id, meetingId: meeting.id, content: null, ...parts };
    const record = await this.resolutions.made(this.db, draft, { number, on });
    const content = canonical(record);
    const { title, results, direction, assignment, score: scored, recipients } = parts;
    await this.db.query(
      `insert into resolutions (id, version, cell_id, meeting_id, vote_id, title, results, direction, assignment, score, recipients,
         year, number, issued_on, issued_by, issued_at, content, hash, created_at)
       values ($1, 2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $15)`,
      [
        id,
        cellId,
        meeting.id,
        meeting.voteId,
        title,
        results,
        direction,
        assignment,
        scored,
        recipients,
        year,
        number,
        on,
        secretary.accountId,
        at,
        content,
        sha256(content),
      ],
    );
    await this.db.query(`update tasks set resolution_id = $1 where id = any($2::uuid[])`, [
      id,
      record.tasks.map(({ taskId }) => taskId),
    ]);
  }
}
