import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { BoardWayDocument, ConsoleAssessmentBandsDocument } from '../../graphql/graphql.js';
import { serverNow } from '../../shared/clock.js';
import { count, yearMonth } from '../../shared/format.js';
import { lastMonths, monthOf, spanOf } from '../board/months.js';
import { isCell } from '../organisations/kinds.js';
import { Page } from '../parts/Page.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { scopesFor } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { AssessmentTable } from './AssessmentTable.js';
import './assessments.css';
import { BandChip } from './ScoreWords.js';

const route = getRouteApi('/chat-luong');
const MONTHS = 24;

/** How the meetings of a branch and month were scored: how many in each band, and each with its sums. No names, no points. */
export function Assessments() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scopes = scopesFor(viewer, 'assessments');
  const organisationId = search.noi ?? scopes[0]?.id ?? '';
  const thisMonth = monthOf(serverNow());
  const month = search.thang ?? thisMonth;
  const span = spanOf(month);
  const [{ data }] = useQuery({ query: BoardWayDocument, variables: { organisationId }, pause: !organisationId });
  const [bands] = useQuery({
    query: ConsoleAssessmentBandsDocument,
    variables: { organisationId, ...span },
    pause: !organisationId,
    requestPolicy: 'cache-and-network',
  });
  const organisation = data?.organisation?.id === organisationId ? data.organisation : null;
  const reachesMore = scopes.length > 1 || scopes.some(scope => !isCell(scope.kind));
  const months = lastMonths(thisMonth, MONTHS).reverse();
  if (!months.includes(month)) months.push(month);
  return (
    <Page
      title={t`Chất lượng sinh hoạt`}
      crumbs={organisation ? [{ id: organisation.id, node: organisation.name }] : []}
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
      <div className="bands">
        {(bands.data?.assessmentBands ?? []).map(({ band, meetings }) => (
          <button
            key={band ?? 'none'}
            type="button"
            aria-pressed={band !== null && search.loai === band}
            disabled={band === null}
            onClick={() => {
              const loai = search.loai === band ? undefined : (band ?? undefined);
              void navigate({ search: old => ({ ...old, loai }) });
            }}
          >
            <b className="num">{count(meetings)}</b>
            {band ? <BandChip band={band} /> : <Trans>Chưa chấm</Trans>}
          </button>
        ))}
      </div>
      <div className="panel">
        <AssessmentTable organisationId={organisationId} month={month} band={search.loai} />
      </div>
    </Page>
  );
}
