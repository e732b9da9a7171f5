import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { BoardWayDocument, ConsoleOpinionsDocument } from '../../graphql/graphql.js';
import { isCell } from '../organisations/kinds.js';
import { Page } from '../parts/Page.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import { usePages } from '../parts/usePages.js';
import { scopesFor } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { OpinionRow } from './OpinionRow.js';

const route = getRouteApi('/y-kien');

/** What the members of a cell have said: what waits for an answer first; the secretary assigns, answers, tables. */
export function OpinionsPage() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scopes = scopesFor(viewer, 'opinions');
  const cellId = search.noi ?? scopes.find(scope => isCell(scope.kind))?.id ?? '';
  const [{ data }] = useQuery({ query: BoardWayDocument, variables: { organisationId: cellId }, pause: !cellId });
  const cell = data?.organisation?.id === cellId ? data.organisation : null;
  const reachesMore = scopes.length > 1 || scopes.some(scope => !isCell(scope.kind));
  return (
    <Page title={t`Ý kiến, đề xuất`} crumbs={cell ? [{ id: cell.id, node: cell.name }] : []}>
      <div className="filters">
        {reachesMore && (
          <PickOrganisation
            className="filters-wide"
            label={t`Chi bộ`}
            value={cell ? { id: cell.id, name: cell.name } : null}
            onChange={picked => void navigate({ search: old => ({ ...old, noi: picked?.id }) })}
          />
        )}
        <SegmentedControl
          aria-label={t`Ý kiến nào`}
          value={search.tat ? 'all' : 'open'}
          data={[
            { value: 'open', label: t`Chờ trả lời` },
            { value: 'all', label: t`Tất cả` },
          ]}
          onChange={value => void navigate({ search: old => ({ ...old, tat: value === 'all' ? true : undefined }) })}
        />
      </div>
      {cellId ? (
        <Rows key={`${cellId} ${search.tat}`} cellId={cellId} all={search.tat ?? false} />
      ) : (
        <Nothing title={<Trans>Chọn một chi bộ để xem ý kiến</Trans>} />
      )}
    </Page>
  );
}

function Rows({ cellId, all }: { cellId: string; all: boolean }) {
  const asked = all ? { cellId } : { cellId, state: 'OPEN' as const };
  const pages = usePages(ConsoleOpinionsDocument, asked, found => found.opinions);
  return (
    <div className="panel">
      <div className="panel-body">
        {pages.asked && pages.edges.length === 0 && (
          <Nothing title={all ? <Trans>Chưa có ý kiến nào</Trans> : <Trans>Không có ý kiến nào chờ trả lời</Trans>} />
        )}
        {!pages.asked && (pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows />)}
        <ul>
          {pages.edges.map(({ node }) => (
            <OpinionRow key={node.id} opinion={node} onChanged={pages.again} />
          ))}
        </ul>
      </div>
      {pages.edges.length > 0 && (
        <MoreRows
          shown={pages.edges.length}
          total={pages.total}
          hasMore={pages.next !== null}
          fetching={pages.fetching}
          error={pages.error}
          onMore={pages.more}
        />
      )}
    </div>
  );
}
