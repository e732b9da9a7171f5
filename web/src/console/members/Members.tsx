import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleOrganisationDocument, type MembershipStatus } from '../../graphql/graphql.js';
import { isCell } from '../organisations/kinds.js';
import { Page } from '../parts/Page.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { administers, correctsMembersOf, scopesFor } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { membershipStatusName } from '../words.js';
import { AddDialog } from './changes/AddDialog.js';
import { CellLetters } from './letters/CellLetters.js';
import { MemberTable } from './MemberTable.js';

const route = getRouteApi('/dang-vien');
const TYPING_MS = 300;
const STATUSES: MembershipStatus[] = ['ACTIVE', 'EXEMPT', 'AWAY', 'TEMPORARY', 'ENDED'];

/** The members of a branch or cell, found by name or card number. */
export function Members() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const scopes = scopesFor(viewer, 'members');
  const organisationId = search.noi ?? scopes[0]?.id ?? '';
  const [{ data }] = useQuery({ query: ConsoleOrganisationDocument, variables: { id: organisationId } });
  const organisation = data?.organisation?.id === organisationId ? data.organisation : null;
  const [words, setWords] = useState(search.tim ?? '');
  const [asked, ask] = useState<'add' | 'letters' | null>(null);
  const remember = useDebouncedCallback((tim: string) => {
    void navigate({ search: old => ({ ...old, tim: tim.trim() || undefined }), replace: true });
  }, TYPING_MS);
  const cell = organisation && isCell(organisation.kind) ? organisation : null;
  const reachesMore = scopes.length > 1 || scopes.some(scope => !isCell(scope.kind));

  return (
    <Page
      title={t`Đảng viên`}
      crumbs={organisation ? [{ id: organisation.id, node: organisation.name }] : []}
      actions={
        <>
          {cell && correctsMembersOf(viewer, cell) && (
            <Button variant="default" onClick={() => ask('letters')}>
              <Trans>In thư kích hoạt</Trans>
            </Button>
          )}
          {administers(viewer) && (
            <Button onClick={() => ask('add')}>
              <Trans>Thêm đảng viên</Trans>
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
        <TextInput
          className="filters-wide"
          type="search"
          label={t`Tìm theo họ tên hoặc số thẻ`}
          value={words}
          onChange={event => {
            setWords(event.currentTarget.value);
            remember(event.currentTarget.value);
          }}
        />
        <NativeSelect
          label={t`Tình trạng`}
          value={search.trangthai ?? ''}
          data={[
            { value: '', label: t`Tất cả đang sinh hoạt` },
            ...STATUSES.map(value => ({ value, label: membershipStatusName(value) })),
          ]}
          onChange={event => {
            const trangthai = STATUSES.find(status => status === event.currentTarget.value);
            void navigate({ search: old => ({ ...old, trangthai }) });
          }}
        />
      </div>
      <div className="panel">
        <MemberTable
          organisationId={organisationId}
          search={search.tim}
          status={search.trangthai}
          withCell={organisation ? !isCell(organisation.kind) : false}
        />
      </div>
      {asked === 'add' && (
        <AddDialog
          cell={cell}
          onClose={() => ask(null)}
          onDone={memberId => void leave({ to: '/dang-vien/$memberId', params: { memberId } })}
        />
      )}
      {asked === 'letters' && cell && <CellLetters cell={cell} onClose={() => ask(null)} />}
    </Page>
  );
}
