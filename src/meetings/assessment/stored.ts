import { type Db, rows } from '../../platform/database/statements.js';
import type { AssessmentScorer } from './assessment.types.js';
import type { Evidence } from './evidence.js';
import type { Answer, Point } from './scoring.js';

/** A score as it is kept. */
export interface StoredScore {
  id: string;
  version: number;
  formId: string;
  scorer: AssessmentScorer;
  answers: Answer[];
  evidence: Evidence[];
  points: Point[];
  total: number;
  reachable: number;
  rescaled: number | null;
  band: string;
  scoredAt: Date;
}

/** The scores of a meeting; `lock`: for a change. */
export function storedScores(db: Db, meetingId: string, lock = false): Promise<StoredScore[]> {
  return rows(
    db,
    `select id, version, form_id as "formId", scorer, answers, evidence, points, total, reachable, rescaled, band,
       scored_at as "scoredAt" from assessments where meeting_id = $1 ${lock ? 'for update' : ''}`,
    [meetingId],
  );
}
