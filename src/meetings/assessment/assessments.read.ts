import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { type Bind, Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../../platform/graphql/connection.js';
import type { Selection } from '../../platform/graphql/selection.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope, meetingJson } from '../meeting.sql.js';
import { type Meeting, MeetingStatus } from '../meeting.types.js';
import { Assessing } from './assessing.service.js';
import type { AssessmentsArgs } from './assessment.inputs.js';
import {
  type Assessment,
  type AssessmentBand,
  type AssessmentPoint,
  type AssessmentPreview,
  AssessmentScorer,
  type BandCount,
  type MeetingAssessment,
  type PointSource,
} from './assessment.types.js';
import { type Evidence, measuresOf } from './evidence.js';
import { AssessmentForms, type Form } from './forms.js';
import { type Answer, carried, differences, type Point, score } from './scoring.js';
import { shownForm } from './shown-form.js';
import { type StoredScore, storedScores } from './stored.js';

/** How much of the scores of a meeting somebody sees. */
interface Seen {
  id: string;
  status: MeetingStatus;
  kind: string;
  /** Agenda and minutes: the members of the cell, its secretary, its follower. */
  reads: boolean;
  manages: boolean;
  follows: boolean;
}

/** A meeting is listed among the scored ones when it is over and such meetings are judged, or when it has a score. */
const LISTED = `m.status = 'CLOSED' and (m.kind in ('REGULAR', 'THEMATIC') or exists (select 1 from assessments s where s.meeting_id = m.id))`;

const OWN_BAND = `(select s.band from assessments s where s.meeting_id = m.id and s.scorer = 'CELL')`;

/** The scores of meetings as people see them. */
@Injectable()
export class AssessmentsRead {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
    private readonly assessing: Assessing,
    private readonly forms: AssessmentForms,
  ) {}

  /**
   * The scores of a meeting side by side. The secretary and the follower see all of it; the members of the cell the cell's own
   * score and the sums of the other; officers the sums. NOT_FOUND where the meeting is.
   */
  async one(actor: Actor, meetingId: string): Promise<MeetingAssessment> {
    const seen = await this.seen(actor, meetingId);
    const stored = await storedScores(this.source, seen.id);
    const scores = seen.manages || seen.follows;
    const [first] = stored;
    const form = first
      ? await this.forms.byId(this.source, first.formId)
      : await this.assessing.formOf(this.source, seen.id);
    const of = (scorer: AssessmentScorer) => stored.find(one => one.scorer === scorer);
    const [cell, follower] = [of(AssessmentScorer.CELL), of(AssessmentScorer.FOLLOWER)];
    const isOver = seen.status === MeetingStatus.CLOSED && form.content.kinds.some(kind => kind === seen.kind);
    return {
      meetingId: seen.id,
      form: shownForm(form),
      cell: cell ? shown(cell, { points: seen.reads, facts: scores }) : null,
      follower: follower ? shown(follower, { points: scores, facts: scores }) : null,
      differences: scores && cell && follower ? differences(cell.points, follower.points) : [],
      mayScore: isOver
        ? [...(seen.manages ? [AssessmentScorer.CELL] : []), ...(seen.follows ? [AssessmentScorer.FOLLOWER] : [])]
        : [],
      suggested:
        scores && isOver
          ? preview(form, await this.assessing.evidenceOf(this.source, seen.id, this.clock.now()), [])
          : null,
    };
  }

  /**
   * What the meeting would score under another form: that form's own scales over the same evidence, a scorer's answers where the same part
   * stands in both with the same most points, the rest named as missing.
   */
  async under(actor: Actor, meetingId: string, code: string, scorer: AssessmentScorer): Promise<AssessmentPreview> {
    const seen = await this.seen(actor, meetingId);
    if (!seen.manages && !seen.follows) throw new Refusal('NOT_ALLOWED');
    if (seen.status !== MeetingStatus.CLOSED) throw new Refusal('ASSESSMENT_TOO_EARLY');
    const form = await this.assessing.otherForm(this.source, seen.id, code);
    const stored = (await storedScores(this.source, seen.id)).find(one => one.scorer === scorer);
    if (!stored) return preview(form, await this.assessing.evidenceOf(this.source, seen.id, this.clock.now()), []);
    const { content } = await this.forms.byId(this.source, stored.formId);
    return preview(form, stored.evidence, carried(stored.answers, content, form.content));
  }

  /** Closed meetings of a branch with the sums of their scores, the latest first; `selection` is that of a Meeting. */
  async list(actor: Actor, args: AssessmentsArgs, selection: Selection): Promise<Connection<Meeting>> {
    assertFirst(args.first);
    const key = keyOf(args.after, 2);
    if (key && !isId(String(key[1]))) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const { path } = await this.organisations.find(actor, args.organisationId, 'meeting.see');
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const after = key ? `(m.starts_at, m.id) < (${bind(key[0])}::timestamptz, ${bind(key[1])}::uuid)` : 'true';
    const found = await rows<{ key: string; meeting: Meeting }>(
      this.source,
      `select m.starts_at::text as key, ${meetingJson(selection, scope)} as meeting
       from meetings m join organisations o on o.id = m.cell_id
       where ${this.conditions(path, args, scope, bind)} and ${after}
       order by m.starts_at desc, m.id desc limit ${bind(args.first + 1)}`,
      values,
    );
    const page = pageOf(
      found,
      args,
      listed => [listed.key, listed.meeting.id],
      async () => (await this.bands(actor, args)).reduce((all, { meetings }) => all + meetings, 0),
    );
    return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: node.meeting, cursor })) };
  }

  /** How many of them came into which band of the cell's own score; those without one apart. */
  async bands(actor: Actor, args: Omit<AssessmentsArgs, 'first' | 'after'>): Promise<BandCount[]> {
    const { path } = await this.organisations.find(actor, args.organisationId, 'meeting.see');
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    return rows(
      this.source,
      `select ${OWN_BAND} as band, count(*)::int as meetings from meetings m join organisations o on o.id = m.cell_id
       where ${this.conditions(path, args, scope, bind)}
       group by 1 order by array_position(array['GOOD', 'FAIR', 'AVERAGE', 'WEAK'], ${OWN_BAND})`,
      values,
    );
  }

  private conditions(
    path: string,
    { from, to, band }: Pick<AssessmentsArgs, 'from' | 'to' | 'band'>,
    scope: MeetingScope,
    bind: Bind,
  ): string {
    const all = [`o.path <@ ${bind(path)}::ltree`, scope.seen, LISTED];
    if (from) all.push(`m.starts_at >= ${bind(from)}`);
    if (to) all.push(`m.starts_at < ${bind(to)}`);
    if (band) all.push(`${OWN_BAND} = ${bind(band)}`);
    return all.join(' and ');
  }

  private async seen(actor: Actor, meetingId: string): Promise<Seen> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = isId(meetingId)
      ? await row<Seen>(
          this.source,
          `select m.id, m.status, m.kind, ${scope.reads} as reads, ${scope.manages} as manages,
             o.path <@ any(${bind(actor.roots('meeting.follow'))}::ltree[]) as follows
           from meetings m join organisations o on o.id = m.cell_id where m.id = ${bind(meetingId)} and ${scope.seen}`,
          values,
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }
}

/** A stored score as far as somebody may see it. */
function shown(stored: StoredScore, may: { points: boolean; facts: boolean }): Assessment {
  const { id, version, scorer, total, reachable, rescaled, band, scoredAt } = stored;
  return {
    id,
    version,
    scorer,
    total,
    reachable,
    rescaled,
    band: band as AssessmentBand,
    scoredAt,
    points: may.points ? withEvidence(stored.points, stored.evidence, may.facts) : [],
  };
}

function withEvidence(points: readonly Point[], evidence: readonly Evidence[], facts: boolean): AssessmentPoint[] {
  return points.map(({ measures, source, ...point }) => ({
    ...point,
    source: source as PointSource,
    evidence: evidence
      .filter(one => measures.includes(one.key))
      .map(one => (facts ? one : { ...one, facts: null }))
      // Two measures of one thing are said once.
      .filter((one, index, all) => all.findIndex(other => other.text === one.text) === index),
  }));
}

/** What a form gives, and the band as long as the missing parts could not change it. */
function preview(form: Form, evidence: readonly Evidence[], answers: readonly Answer[]): AssessmentPreview {
  const scored = score(form.content, measuresOf(evidence), answers);
  const missing = scored.points.filter(point => point.applies && point.points === null);
  const best = score(form.content, measuresOf(evidence), [
    ...answers,
    ...missing.map(({ part, max }) => ({ part, points: max })),
  ]);
  return {
    form: shownForm(form),
    points: withEvidence(scored.points, evidence, true),
    total: scored.total,
    reachable: scored.reachable,
    rescaled: scored.rescaled,
    missing: scored.missing,
    band: best.band === scored.band ? (scored.band as AssessmentBand) : null,
  };
}
