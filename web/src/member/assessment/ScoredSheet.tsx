import { Trans } from '@lingui/react/macro';
import type { MeetingScoresFragment } from '../../graphql/graphql.js';
import { dateTime } from '../../shared/format.js';
import { pointsText } from '../../shared/scores.js';
import { SumWords } from './ScoreLine.js';
import './assessment.css';

/** The cell's score as it was given: every point and what it rests on. */
export function ScoredSheet({ scores }: { scores: MeetingScoresFragment }) {
  const { cell, follower, form } = scores;
  if (!cell) return null;
  const at = dateTime(cell.scoredAt);
  const [total, reachable, whole] = [cell.total, cell.reachable, form.whole].map(pointsText);
  return (
    <>
      <section className="card stack">
        <p className="count">
          <SumWords sum={cell} />
        </p>
        {cell.rescaled !== null && (
          <p className="small">
            <Trans>
              Đạt {total} trên {reachable} điểm có thể đạt trong tháng này, quy đổi về thang {whole}.
            </Trans>
          </p>
        )}
        <p className="small">
          <Trans>Chi bộ tự chấm lúc {at}.</Trans>
        </p>
        {follower && (
          <p>
            <Trans>Cấp ủy theo dõi chấm:</Trans>{' '}
            <b>
              <SumWords sum={follower} />
            </b>
          </p>
        )}
      </section>
      {form.criteria.map(({ number, title }) => (
        <section key={number} className="card stack">
          <h2>
            {number}. {title}
          </h2>
          {cell.points
            .filter(point => point.criterion === number)
            .map(point => (
              <Scored key={point.part} point={point} theirs={theirsOf(scores, point.part)} />
            ))}
        </section>
      ))}
      {form.source && <p className="small">{form.source}</p>}
    </>
  );
}

type Point = NonNullable<MeetingScoresFragment['cell']>['points'][number];

function theirsOf({ follower }: MeetingScoresFragment, part: string): number | null {
  return follower?.points.find(point => point.part === part)?.points ?? null;
}

function Scored({ point, theirs }: { point: Point; theirs: number | null }) {
  const { title, max, applies, points, suggested, evidence, note } = point;
  const most = pointsText(max);
  const given = points === null ? '–' : pointsText(points);
  const [known, other] = [suggested, theirs].map(value => (value === null ? '' : pointsText(value)));
  if (!applies)
    return (
      <p className="small">
        {title}: <Trans>không chấm trong tháng này</Trans>
      </p>
    );
  return (
    <div className="score-part">
      <p className="row between row-top">
        <span className="grow">{title}</span>
        <span className="stepper-value">
          <b>{given}</b>/{most}
        </span>
      </p>
      {evidence.map(({ text }) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
      {suggested !== null && suggested !== points && (
        <p className="small">
          <Trans>Hệ thống tính {known} điểm.</Trans>
        </p>
      )}
      {note && <p className="small">“{note}”</p>}
      {theirs !== null && theirs !== points && (
        <p className="small strong">
          <Trans>Cấp ủy chấm {other} điểm.</Trans>
        </p>
      )}
    </div>
  );
}
