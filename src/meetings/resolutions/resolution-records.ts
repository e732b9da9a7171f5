import { Injectable } from '@nestjs/common';
import { PROVINCE_ZONE } from '../../platform/clock.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import { MeetingKind } from '../meeting.types.js';
import { MinutesRecords } from '../minutes/minutes-records.js';
import { numberOf, type ResolutionParts } from './resolution-draft.js';
import type { ResolutionRecord, ResolutionSigner } from './resolution-record.js';

interface Row extends ResolutionParts {
  id: string;
  meetingId: string;
  content: string | null;
}

/** The number and the day that a resolution is issued under. */
interface Issue {
  number: number;
  on: string;
}

/** Who signs for the cell on a day: its secretary, or else a deputy. */
const SIGNER = `select n.id as "memberId", n.full_name as "fullName", f.office from offices f join members n on n.id = f.member_id
  where f.organisation_id = $1 and f.office in ('SECRETARY', 'DEPUTY_SECRETARY')
    and f.during @> coalesce($3::date, (select (starts_at at time zone '${PROVINCE_ZONE}')::date from meetings where id = $2))
  order by f.office desc, n.id limit 1`;

/** What a resolution says: as it was issued, or of a draft as it stands now. For whoever may read it: the caller looks to that. */
@Injectable()
export class ResolutionRecords {
  constructor(private readonly minutes: MinutesRecords) {}

  /** Throws for a resolution that is not there. */
  async of(db: Db, resolutionId: string): Promise<ResolutionRecord> {
    const found = await row<Row>(
      db,
      `select id, meeting_id as "meetingId", title, results, direction, assignment, score, recipients, content
       from resolutions where id = $1`,
      [resolutionId],
    );
    if (!found) throw new Error(`No resolution ${resolutionId}.`);
    return found.content ? (JSON.parse(found.content) as ResolutionRecord) : this.made(db, found, null);
  }

  /** What a draft says when it is issued so. */
  async made(db: Db, { id, meetingId, ...parts }: Row, issue: Issue | null): Promise<ResolutionRecord> {
    const { cellId, cell, parents, kind, month, review, reviewProgress, tasks } = await this.minutes.of(db, meetingId);
    const signer = await row<ResolutionSigner>(db, SIGNER, [cellId, meetingId, issue?.on ?? null]);
    const { title, results, direction, assignment, score, recipients } = parts;
    const elsewhere = await rows<{ id: string }>(
      db,
      `select id from tasks where meeting_id = $1 and resolution_id is not null and resolution_id <> $2`,
      [meetingId, id],
    );
    return {
      edition: 1,
      resolutionId: id,
      meetingId,
      cellId,
      cell,
      parents,
      onBehalfOf: kind === MeetingKind.COMMITTEE ? 'COMMITTEE' : 'CELL',
      number: issue && numberOf(issue.number),
      issuedOn: issue?.on ?? null,
      month,
      title,
      results,
      review,
      reviewProgress,
      direction,
      assignment,
      tasks: tasks.filter(({ taskId }) => !elsewhere.some(task => task.id === taskId)),
      score,
      recipients,
      signer: signer ?? null,
    };
  }
}
