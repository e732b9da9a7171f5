import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { BoardWayDocument, ConsoleDutySumsDocument } from '../../../graphql/graphql.js';
import { serverNow } from '../../../shared/clock.js';
import { count, yearMonth } from '../../../shared/format.js';
import { lastMonths, monthOf, monthsAway } from '../../board/months.js';
import { isCell } from '../../organisations/kinds.js';
import { Page } from '../../parts/Page.js';
import { PickOrganisation } from '../../parts/picking/PickOrganisation.js';
import { Answer } from '../../parts/states/Answer.js';
import { scopesFor } from '../../rights.js';
import { useViewer } from '../../shell/viewer.js';
import '../meetings.css';
import { DutyTable } from './DutyTable.js';

const route = getRouteApi('/lich-nghia-vu');

/** What the cells of a branch owe in a month: in full for who runs or follows them, for officers the sums and what was missed. */
export function DutiesPage() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scopes = scopesFor(viewer, 'meetings');
  const organisationId = search.noi ?? scopes[0]?.id ?? '';
  const thisMonth = monthOf(serverNow());
  const month = search.thang ?? thisMonth;
  const [{ data }] = useQuery({ query: BoardWayDocument, variables: { organisationId }, pause: !organisationId });
  const organisation = data?.organisation?.id === organisationId ? data.organisation : null;
  const reachesMore = scopes.length > 1 || scopes.some(scope => !isCell(scope.kind));
  const months = lastMonths(monthsAway(thisMonth, 2), 24).reverse();

  return (
    <Page
      title={t`Lịch nghĩa vụ sinh hoạt`}
      crumbs={[
        {
          id: 'all',
          node: (
            <Link to="/sinh-hoat">
              <Trans>Sinh hoạt</Trans>
            </Link>
          ),
        },
        ...(organisation ? [{ id: organisation.id, node: organisation.name }] : []),
      ]}
    >
      <div className="filters">
        {reachesMore && (
          <PickOrganisation
            className="filters-wide"
            label={t`Tổ chức`}
            value={organisation ? { id: organisation.id, name: organisation.name } : null}
            onChange={picked => void navigate({ search: old => ({ ...old, noi: picked?.id }) })}
          />
        )}
        <NativeSelect
          label={t`Tháng`}
          value={month}
          data={months.map(value => ({ value, label: yearMonth(value) }))}
          onChange={event => {
            const thang = event.currentTarget.value;
            void navigate({ search: old => ({ ...old, thang }) });
          }}
        />
      </div>
      <Sums organisationId={organisationId} month={month} />
      <div className="panel">
        <DutyTable
          key={`${organisationId} ${month}`}
          organisationId={organisationId}
          month={month}
          isOver={month < thisMonth}
        />
      </div>
    </Page>
  );
}

function Sums(props: { organisationId: string; month: string }) {
  const [result, ask] = useQuery({
    query: ConsoleDutySumsDocument,
    variables: props,
    requestPolicy: 'cache-and-network',
  });
  return (
    <Answer result={result} find={data => data.dutySums} onRetry={() => ask({ requestPolicy: 'network-only' })}>
      {({ cells, due, held, planned, missed }) => (
        <dl className="duty-sums">
          <Sum name={<Trans>Chi bộ</Trans>} value={cells} />
          <Sum name={<Trans>Đến hạn thường kỳ</Trans>} value={due} />
          <Sum name={<Trans>Đã họp</Trans>} value={held} />
          <Sum name={<Trans>Đã có lịch</Trans>} value={planned} />
          <Sum name={<Trans>Không sinh hoạt</Trans>} value={missed} bad={missed > 0} />
        </dl>
      )}
    </Answer>
  );
}

function Sum({ name, value, bad = false }: { name: React.ReactNode; value: number; bad?: boolean }) {
  return (
    <div>
      <dt className="small soft">{name}</dt>
      <dd className={bad ? 'num bad' : 'num'}>{count(value)}</dd>
    </div>
  );
}
