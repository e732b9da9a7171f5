import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { BoardDocument, BoardWayDocument } from '../../graphql/graphql.js';
import { serverNow } from '../../shared/clock.js';
import { percent } from '../../shared/format.js';
import { Missed } from '../meetings/duties/Missed.js';
import { type Crumb, Page } from '../parts/Page.js';
import { Panel } from '../parts/Panel.js';
import { Answer } from '../parts/states/Answer.js';
import { type Scope, scopesFor } from '../rights.js';
import { NextWave } from '../rollouts/NextWave.js';
import { useViewer } from '../shell/viewer.js';
import './board.css';
import { ChildrenTable } from './ChildrenTable.js';
import { Funnel } from './Funnel.js';
import { monthOf, monthsAway } from './months.js';
import { Pickers } from './Pickers.js';
import { UsageLine } from './trend/UsageLine.js';
import { Visits } from './visits/Visits.js';

const route = getRouteApi('/bang-theo-doi');

/** The adoption board: from what is really used to where somebody must go. */
export function Board() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const scopes = scopesFor(viewer, 'board');
  const organisationId = search.noi ?? scopes[0]?.id ?? '';
  const thisMonth = monthOf(serverNow());
  const month = search.thang ?? thisMonth;
  const variables = { organisationId, month, waveId: search.dot };
  const [result, ask] = useQuery({ query: BoardDocument, variables, requestPolicy: 'cache-and-network' });
  const runsRollouts = scopesFor(viewer, 'rollouts').length > 0;

  return (
    <Page
      title={t`Sử dụng sổ tay trong sinh hoạt định kỳ`}
      crumbs={useWay(organisationId, scopes)}
      actions={<Pickers month={month} thisMonth={thisMonth} />}
    >
      <Answer
        result={result}
        find={data => data.adoption}
        onRetry={() => ask({ requestPolicy: 'network-only' })}
        waiting={<WaitingBoard />}
      >
        {({ children, ...figures }) => (
          <div className="columns" aria-busy={result.stale}>
            <div className="stack">
              <Funnel figures={figures} />
              <UsageLine {...variables} />
              {children.length > 0 && <ChildrenTable rows={children} />}
            </div>
            <div className="stack">
              {children.length > 0 && <Visits figures={figures} rows={children} month={month} waveId={search.dot} />}
              {/* A month that is not over misses nothing yet: then the one before it is shown. */}
              <Missed organisationId={organisationId} month={month < thisMonth ? month : monthsAway(thisMonth, -1)} />
              <Attendance rate={figures.attendanceRate} organisationId={organisationId} month={month} />
              {runsRollouts && <NextWave />}
            </div>
          </div>
        )}
      </Answer>
    </Page>
  );
}

/** The way from the person's own branch down to this organisation; what lies above the branch is words only. */
function useWay(organisationId: string, scopes: Scope[]): Crumb[] {
  const [{ data }] = useQuery({ query: BoardWayDocument, variables: { organisationId }, pause: !organisationId });
  const here = data?.organisation;
  if (!here) return [];
  const own = here.ancestors.findIndex(above => scopes.some(scope => scope.id === above.id));
  const above = here.ancestors.map(({ id, name }, place) => ({
    id,
    node:
      own >= 0 && place >= own ? (
        <Link to="/bang-theo-doi" search={old => ({ ...old, noi: id })}>
          {name}
        </Link>
      ) : (
        name
      ),
  }));
  return [...above, { id: here.id, node: here.name }];
}

/** How many came, of those who should; the source is the list of meetings. */
function Attendance(props: { rate: number | null; organisationId: string; month: string }) {
  const { rate, organisationId, month } = props;
  return (
    <Panel
      title={<Trans>Tỷ lệ có mặt</Trans>}
      aside={
        <Link to="/sinh-hoat" search={{ noi: organisationId, thang: month }}>
          <Trans>Xem các buổi họp</Trans>
        </Link>
      }
    >
      {rate === null ? (
        <p className="soft">
          <Trans>Chưa có buổi nào kết thúc trong tháng.</Trans>
        </p>
      ) : (
        <p>
          <span className="figure num">{percent(rate)}</span>{' '}
          <span className="soft">
            <Trans>của các buổi đã kết thúc, không tính người được miễn</Trans>
          </span>
        </p>
      )}
    </Panel>
  );
}

function WaitingBoard() {
  return (
    <div className="columns" role="status">
      <span className="sr-only">
        <Trans>Đang tải…</Trans>
      </span>
      <div className="stack">
        <Skeleton height="15rem" radius={16} />
        <Skeleton height="14rem" radius={16} />
        <Skeleton height="18rem" radius={16} />
      </div>
      <div className="stack">
        <Skeleton height="22rem" radius={16} />
        <Skeleton height="8rem" radius={16} />
      </div>
    </div>
  );
}
