import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { BoardWayDocument, ConsoleAssigneesDocument, ConsoleTasksDocument } from '../../graphql/graphql.js';
import { isCell } from '../organisations/kinds.js';
import { Page } from '../parts/Page.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import { usePages } from '../parts/usePages.js';
import { scopesFor, scopesOf } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { GiveDialog } from './GiveDialog.js';
import { TaskRow } from './TaskRow.js';

const route = getRouteApi('/nhiem-vu');

/** The tasks of a cell: for its secretary to give and to follow, for the follower to read. */
export function TasksPage() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scopes = scopesFor(viewer, 'tasks');
  const cellId = search.noi ?? scopes.find(scope => isCell(scope.kind))?.id ?? '';
  const [{ data }] = useQuery({ query: BoardWayDocument, variables: { organisationId: cellId }, pause: !cellId });
  const cell = data?.organisation?.id === cellId ? data.organisation : null;
  const runs = scopesOf(viewer, ['SECRETARY']).some(scope => scope.id === cellId);
  const reachesMore = scopes.length > 1 || scopes.some(scope => !isCell(scope.kind));
  return (
    <Page title={t`Nhiệm vụ`} crumbs={cell ? [{ id: cell.id, node: cell.name }] : []}>
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
          aria-label={t`Nhiệm vụ nào`}
          value={search.tat ? 'all' : 'open'}
          data={[
            { value: 'open', label: t`Đang làm` },
            { value: 'all', label: t`Tất cả` },
          ]}
          onChange={value => void navigate({ search: old => ({ ...old, tat: value === 'all' ? true : undefined }) })}
        />
      </div>
      {cellId ? (
        <Rows key={cellId} cellId={cellId} open={!search.tat} runs={runs} />
      ) : (
        <Nothing title={<Trans>Chọn một chi bộ để xem nhiệm vụ</Trans>} />
      )}
    </Page>
  );
}

function Rows({ cellId, open, runs }: { cellId: string; open: boolean; runs: boolean }) {
  const pages = usePages(ConsoleTasksDocument, { cellId, open }, found => found.tasks);
  const [giving, give] = useState(false);
  return (
    <div className="panel">
      {runs && (
        <div className="panel-head">
          <Button onClick={() => give(true)}>
            <Trans>Giao nhiệm vụ</Trans>
          </Button>
        </div>
      )}
      <div className="panel-body">
        {pages.asked && pages.edges.length === 0 && <Nothing title={<Trans>Không có nhiệm vụ nào</Trans>} />}
        {!pages.asked && (pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows />)}
        <ul>
          {pages.edges.map(({ node }) => (
            <TaskRow key={node.id} task={node} runs={runs} onChanged={pages.again} />
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
      {giving && <Give cellId={cellId} onClose={() => give(false)} onDone={pages.again} />}
    </div>
  );
}

function Give({ cellId, onClose, onDone }: { cellId: string; onClose: () => void; onDone: () => void }) {
  const [{ data }] = useQuery({ query: ConsoleAssigneesDocument, variables: { cellId } });
  const people = data?.members.edges.map(({ node }) => node) ?? [];
  return <GiveDialog of={{ cellId }} people={people} onClose={onClose} onDone={onDone} />;
}
