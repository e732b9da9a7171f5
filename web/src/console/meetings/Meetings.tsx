import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { BoardWayDocument } from '../../graphql/graphql.js';
import { serverNow } from '../../shared/clock.js';
import { yearMonth } from '../../shared/format.js';
import { lastMonths, monthOf, monthsAway } from '../board/months.js';
import { isCell } from '../organisations/kinds.js';
import { Page } from '../parts/Page.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { scopesFor, scopesOf } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { MeetingTable } from './MeetingTable.js';
import { ScheduleDialog } from './preparing/ScheduleDialog.js';

const route = getRouteApi('/sinh-hoat');

/** The meetings of a branch or cell; officers see time, status and sums, no names. */
export function Meetings() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const [scheduling, schedule] = useState(false);
  const scopes = scopesFor(viewer, 'meetings');
  const organisationId = search.noi ?? scopes[0]?.id ?? '';
  const [{ data }] = useQuery({ query: BoardWayDocument, variables: { organisationId }, pause: !organisationId });
  const organisation = data?.organisation?.id === organisationId ? data.organisation : null;
  const reachesMore = scopes.length > 1 || scopes.some(scope => !isCell(scope.kind));
  const cells = scopesOf(viewer, ['SECRETARY']).filter(scope => isCell(scope.kind));
  const months = lastMonths(monthsAway(monthOf(serverNow()), 1), 24).reverse();

  return (
    <Page
      title={t`Sinh hoạt`}
      crumbs={organisation ? [{ id: organisation.id, node: organisation.name }] : []}
      actions={
        <>
          <Link to="/lich-nghia-vu" search={{ noi: search.noi, thang: search.thang }}>
            <Trans>Lịch nghĩa vụ</Trans>
          </Link>
          {cells.length > 0 && (
            <Button onClick={() => schedule(true)}>
              <Trans>Lên lịch buổi sinh hoạt</Trans>
            </Button>
          )}
        </>
      }
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
          value={search.thang ?? ''}
          data={[{ value: '', label: t`Mọi tháng` }, ...months.map(value => ({ value, label: yearMonth(value) }))]}
          onChange={event => {
            const thang = event.currentTarget.value || undefined;
            void navigate({ search: old => ({ ...old, thang }) });
          }}
        />
      </div>
      <div className="panel">
        <MeetingTable
          organisationId={organisationId}
          month={search.thang}
          ofOneCell={scopes.length === 1 && !reachesMore}
        />
      </div>
      {scheduling && (
        <ScheduleDialog
          cells={cells}
          onClose={() => schedule(false)}
          onDone={meetingId => void leave({ to: '/sinh-hoat/$meetingId', params: { meetingId } })}
        />
      )}
    </Page>
  );
}
