import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { BoardTrendDocument, type BoardTrendQueryVariables } from '../../../graphql/graphql.js';
import { percent, yearMonth } from '../../../shared/format.js';
import { Panel } from '../../parts/Panel.js';
import { Answer } from '../../parts/states/Answer.js';
import { lastMonths } from '../months.js';
import { CHART, linePath, type Point, worthShowing, xOf, yOf } from './line.js';

/** The share of cells that used it in their meeting, over the last twelve months up to the one chosen. */
export function UsageLine(props: { organisationId: string; month: string; waveId: string | undefined }) {
  const { organisationId, month, waveId } = props;
  const variables = useMemo(() => {
    const months = lastMonths(month, 12);
    const named = Object.fromEntries(months.map((value, place) => [`m${place}`, value]));
    return { organisationId, waveId, ...named } as BoardTrendQueryVariables;
  }, [organisationId, month, waveId]);
  const [result, ask] = useQuery({ query: BoardTrendDocument, variables, requestPolicy: 'cache-and-network' });
  return (
    <Panel title={<Trans>Tỷ lệ chi bộ dùng trong buổi họp</Trans>}>
      <Answer
        result={result}
        find={data => Object.values(data).filter(value => typeof value === 'object')}
        onRetry={() => ask({ requestPolicy: 'network-only' })}
        waiting={<Skeleton height="9rem" />}
      >
        {found => <Line points={worthShowing(found.map(({ month, usageRate }) => ({ month, rate: usageRate })))} />}
      </Answer>
    </Panel>
  );
}

/** The drawing, and the same figures as words for those who do not see it. */
function Line({ points }: { points: Point[] }) {
  const { t } = useLingui();
  const { ref, width: measured } = useElementSize();
  const width = Math.max(measured, 200);
  const last = points.at(-1);
  const middle = points[Math.floor((points.length - 1) / 2)];
  return (
    <figure ref={ref}>
      <svg className="line" height={CHART.height} role="img" aria-label={t`Đường tỷ lệ theo tháng`}>
        {[0, 0.5, 1].map(rate => (
          <g key={rate}>
            <line className="line-grid" x1={CHART.left} x2={width - CHART.right} y1={yOf(rate)} y2={yOf(rate)} />
            <text className="line-scale" x={width - CHART.right + 12} y={yOf(rate) + 4}>
              {percent(rate)}
            </text>
          </g>
        ))}
        <path className="line-path" d={linePath(points, width)} />
        {points.map(
          (point, place) =>
            point.rate !== null && (
              <circle
                key={point.month}
                className="line-dot"
                cx={xOf(place, points.length, width)}
                cy={yOf(point.rate)}
                r={place === points.length - 1 ? 6 : 3}
              >
                <title>{`${yearMonth(point.month)}: ${percent(point.rate)}`}</title>
              </circle>
            ),
        )}
        {last?.rate != null && (
          <text x={width - CHART.right} y={Math.max(16, yOf(last.rate) - 12)}>
            {percent(last.rate)}
          </text>
        )}
      </svg>
      <div className="line-months" style={{ paddingRight: `${CHART.right}px` }} aria-hidden>
        <span>{points[0] && yearMonth(points[0].month)}</span>
        <span className="line-middle">{middle && yearMonth(middle.month)}</span>
        <span>{last && yearMonth(last.month)}</span>
      </div>
      <figcaption className="sr-only">
        {points.map(point => `${yearMonth(point.month)}: ${percent(point.rate)}`).join('; ')}
      </figcaption>
    </figure>
  );
}
