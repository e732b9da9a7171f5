import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleOrganisationDocument, type ConsoleOrganisationQuery } from '../../graphql/graphql.js';
import { count, date } from '../../shared/format.js';
import { MemberTable } from '../members/MemberTable.js';
import { Page } from '../parts/Page.js';
import { Panel } from '../parts/Panel.js';
import { Answer } from '../parts/states/Answer.js';
import { administers, describesCell, scopesFor, setsTemplatesOf } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { cellTypeName, organisationKindName } from '../words.js';
import { CellTypeDialog } from './CellTypeDialog.js';
import { CreateDialog } from './CreateDialog.js';
import { isCell, kindsUnder } from './kinds.js';
import { MoveDialog } from './MoveDialog.js';
import './organisations.css';
import { RenameDialog } from './RenameDialog.js';
import { Children } from './Tree.js';
import { TemplatesPanel } from './templates/TemplatesPanel.js';

const route = getRouteApi('/to-chuc/$organisationId');

export type OrganisationFacts = NonNullable<ConsoleOrganisationQuery['organisation']>;

/** One organisation: what it is, what stands under it, and for a cell its members. */
export function OrganisationPage() {
  const { organisationId } = route.useParams();
  const { ngay } = route.useSearch();
  const viewer = useViewer();
  const [result, ask] = useQuery({
    query: ConsoleOrganisationDocument,
    variables: { id: organisationId, asOf: ngay },
    requestPolicy: 'cache-and-network',
  });
  const organisation = result.data?.organisation;
  const [turn, setTurn] = useState(0);
  const [describing, describe] = useState(false);
  const again = () => {
    ask({ requestPolicy: 'network-only' });
    setTurn(turn + 1);
  };
  const crumbs = organisation?.ancestors ?? [];

  return (
    <Page
      title={organisation?.name ?? '…'}
      crumbs={[
        {
          id: 'all',
          node: (
            <Link to="/to-chuc" search={{ ngay }}>
              <Trans>Tổ chức</Trans>
            </Link>
          ),
        },
        ...crumbs.map(({ id, name }) => ({
          id,
          node: (
            <Link to="/to-chuc/$organisationId" params={{ organisationId: id }} search={{ ngay }}>
              {name}
            </Link>
          ),
        })),
      ]}
      actions={
        organisation && (
          <>
            {isCell(organisation.kind) && describesCell(viewer, organisation) && (
              <Button variant="default" onClick={() => describe(true)}>
                <Trans>Loại hình chi bộ</Trans>
              </Button>
            )}
            {administers(viewer) && <Changes organisation={organisation} onChanged={again} />}
          </>
        )
      }
    >
      <div className="stack">
        <Answer result={result} find={data => data.organisation} onRetry={again}>
          {found => <Facts organisation={found} asOf={ngay} />}
        </Answer>
        {organisation && isCell(organisation.kind) && scopesFor(viewer, 'members').length > 0 && (
          <Panel
            title={<Trans>Đảng viên</Trans>}
            aside={
              <Link to="/dang-vien" search={{ noi: organisation.id }}>
                <Trans>Tìm và lọc</Trans>
              </Link>
            }
            flush
          >
            <MemberTable organisationId={organisation.id} />
          </Panel>
        )}
        {organisation && !isCell(organisation.kind) && organisation.kind !== 'GROUP' && (
          <Panel title={<Trans>Trực thuộc</Trans>} flush>
            <div className="tree tree-top">
              <Children parentId={organisation.id} asOf={ngay} key={`${organisation.id} ${turn}`} />
            </div>
          </Panel>
        )}
        {organisation && organisation.kind !== 'GROUP' && (
          <TemplatesPanel
            key={organisation.id}
            organisation={organisation}
            cellType={organisation.cellType}
            editable={setsTemplatesOf(viewer, organisation)}
          />
        )}
      </div>
      {describing && organisation && (
        <CellTypeDialog
          organisation={organisation}
          onClose={() => describe(false)}
          onDone={() => {
            describe(false);
            again();
          }}
        />
      )}
    </Page>
  );
}

function Facts({ organisation, asOf }: { organisation: OrganisationFacts; asOf: string | undefined }) {
  const { t } = useLingui();
  const day = asOf && date(asOf);
  return (
    <section className="panel panel-body">
      {day && (
        <p className="note note-wait" style={{ marginBottom: '0.8rem' }}>
          <Trans>Đang xem theo ngày {day}.</Trans>
        </p>
      )}
      <dl className="facts">
        <dt>{t`Loại`}</dt>
        <dd>{organisationKindName(organisation.kind)}</dd>
        {organisation.cellType && (
          <>
            <dt>{t`Loại hình chi bộ`}</dt>
            <dd>{cellTypeName(organisation.cellType)}</dd>
          </>
        )}
        <dt>{t`Mã`}</dt>
        <dd className="num">{organisation.code ?? '–'}</dd>
        {organisation.parent && (
          <>
            <dt>{t`Trực thuộc`}</dt>
            <dd>{organisation.parent.name}</dd>
          </>
        )}
        <dt>{t`Có từ`}</dt>
        <dd className="num">
          {date(organisation.validFrom)}
          {organisation.validTo && ` – ${date(organisation.validTo)}`}
        </dd>
        {!isCell(organisation.kind) && (
          <>
            <dt>{t`Chi bộ`}</dt>
            <dd className="num">{count(organisation.cellCount)}</dd>
          </>
        )}
        <dt>{t`Đảng viên`}</dt>
        <dd className="num">{count(organisation.memberCount)}</dd>
      </dl>
    </section>
  );
}

/** What an administrator does here. A past day is only looked at. */
function Changes({ organisation, onChanged }: { organisation: OrganisationFacts; onChanged: () => void }) {
  const [asked, ask] = useState<'create' | 'rename' | 'move' | null>(null);
  const close = () => ask(null);
  const done = () => {
    close();
    onChanged();
  };
  return (
    <>
      <Button variant="default" onClick={() => ask('rename')}>
        <Trans>Sửa tên, mã</Trans>
      </Button>
      {organisation.parent && (
        <Button variant="default" onClick={() => ask('move')}>
          <Trans>Chuyển</Trans>
        </Button>
      )}
      {kindsUnder(organisation.kind).length > 0 && (
        <Button onClick={() => ask('create')}>
          <Trans>Thêm tổ chức</Trans>
        </Button>
      )}
      {asked === 'create' && <CreateDialog parent={organisation} onClose={close} onDone={done} />}
      {asked === 'rename' && <RenameDialog organisation={organisation} onClose={close} onDone={done} />}
      {asked === 'move' && <MoveDialog organisation={organisation} onClose={close} onDone={done} />}
    </>
  );
}
