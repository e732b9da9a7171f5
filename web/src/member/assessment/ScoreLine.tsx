import { Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { ScoreSumFragment } from '../../graphql/graphql.js';
import { bandName, pointsText } from '../../shared/scores.js';

/** "92,6 điểm · Tốt": the sum of a score as it counts. */
export function SumWords({ sum }: { sum: Pick<ScoreSumFragment, 'total' | 'rescaled' | 'band'> }) {
  const points = pointsText(sum.rescaled ?? sum.total);
  return (
    <>
      <Trans>{points} điểm</Trans> · {bandName(sum.band)}
    </>
  );
}

/** What a meeting was scored, in a line each; nothing before. What a phone saved earlier does not have it yet. */
export function ScoreLine(props: { meetingId: string; assessments: readonly ScoreSumFragment[] | undefined }) {
  const { meetingId, assessments = [] } = props;
  if (assessments.length === 0) return null;
  return (
    <section className="card stack">
      <h2>
        <Trans>Chất lượng buổi sinh hoạt</Trans>
      </h2>
      {assessments.map(sum => (
        <p key={sum.scorer} className="row between wrap">
          <span>{sum.scorer === 'CELL' ? <Trans>Chi bộ tự chấm</Trans> : <Trans>Cấp ủy theo dõi chấm</Trans>}</span>
          <b>
            <SumWords sum={sum} />
          </b>
        </p>
      ))}
      <Link href={`/sinh-hoat/${meetingId}/danh-gia`} className="link">
        <Trans>Xem phiếu chấm điểm</Trans>
      </Link>
    </section>
  );
}
