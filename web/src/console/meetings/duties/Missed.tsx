import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { BoardMissedDocument } from '../../../graphql/graphql.js';
import { count, yearMonth } from '../../../shared/format.js';
import { Panel } from '../../parts/Panel.js';
import { Answer } from '../../parts/states/Answer.js';
import { Nothing } from '../../parts/states/states.js';

/** Cells that truly missed their regular meeting: the month is over, and nothing was held or put off. */
export function Missed({ organisationId, month }: { organisationId: string; month: string }) {
  const variables = { organisationId, month };
  const [result, ask] = useQuery({ query: BoardMissedDocument, variables, requestPolicy: 'cache-and-network' });
  const name = yearMonth(month);
  return (
    <Panel
      title={<Trans>Chi bộ bỏ sinh hoạt</Trans>}
      aside={
        <Link to="/lich-nghia-vu" search={{ noi: organisationId, thang: month }}>
          <Trans>Lịch nghĩa vụ</Trans>
        </Link>
      }
      flush
    >
      <Answer result={result} find={data => data.duties} onRetry={() => ask({ requestPolicy: 'network-only' })}>
        {({ edges, totalCount }) => {
          const more = count(totalCount - edges.length);
          return edges.length === 0 ? (
            <Nothing title={<Trans>Không có, tính đến hết {name}</Trans>} />
          ) : (
            <>
              <p className="panel-body small soft">
                <Trans>Hết {name} không họp thường kỳ và không dời lịch.</Trans>
              </p>
              <ul className="visits">
                {edges.map(({ node: { cell } }) => (
                  <li key={cell.id}>
                    <Link to="/sinh-hoat" search={{ noi: cell.id, thang: month }}>
                      {cell.name}
                    </Link>
                    {cell.parent && <span className="small soft"> {cell.parent.name}</span>}
                  </li>
                ))}
              </ul>
              {totalCount > edges.length && (
                <p className="panel-foot small soft">
                  <Trans>Còn {more} chi bộ nữa.</Trans>
                </p>
              )}
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}
