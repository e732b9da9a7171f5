import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { BoardWayDocument, ConsoleRulesDocument, type RulesInForceFragment } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { Page } from '../parts/Page.js';
import { Panel } from '../parts/Panel.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { Answer } from '../parts/states/Answer.js';
import '../parts/table.css';
import { scopesFor } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import { EndRulesDialog } from './EndRulesDialog.js';
import { FormsPanel } from './forms/FormsPanel.js';
import { ruleRows } from './ruleWords.js';
import { TightenDialog } from './TightenDialog.js';

const route = getRouteApi('/quy-dinh');

/** The rules of meetings in force for a branch, whose they are, and the branch's own decision. */
export function Rules() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, open] = useState<'tighten' | 'end' | null>(null);
  const scopes = scopesFor(viewer, 'rules');
  const organisationId = search.noi ?? scopes[0]?.id ?? '';
  const [{ data }] = useQuery({ query: BoardWayDocument, variables: { organisationId }, pause: !organisationId });
  const organisation = data?.organisation?.id === organisationId ? data.organisation : null;
  const [result, ask] = useQuery({
    query: ConsoleRulesDocument,
    variables: { organisationId, on: search.ngay ?? null },
    pause: !organisationId,
    requestPolicy: 'cache-and-network',
  });
  const again = () => ask({ requestPolicy: 'network-only' });
  const done = (from: string) => {
    open(null);
    void navigate({ search: old => ({ ...old, ngay: from }) });
    again();
  };
  return (
    <Page
      title={t`Quy định sinh hoạt`}
      crumbs={organisation ? [{ id: organisation.id, node: organisation.name }] : []}
      actions={
        organisation && (
          <Button onClick={() => open('tighten')}>
            <Trans>Ra quyết định chặt hơn</Trans>
          </Button>
        )
      }
    >
      <div className="filters">
        <PickOrganisation
          className="filters-wide"
          label={t`Tổ chức`}
          value={organisation ? { id: organisation.id, name: organisation.name } : null}
          onChange={picked => void navigate({ search: old => ({ ...old, noi: picked?.id }) })}
        />
        <TextInput
          type="date"
          label={t`Có hiệu lực ngày`}
          description={t`Để trống là hôm nay`}
          value={search.ngay ?? ''}
          onChange={event => {
            const ngay = event.currentTarget.value || undefined;
            void navigate({ search: old => ({ ...old, ngay }), replace: true });
          }}
        />
      </div>
      <Answer result={result} find={found => found.meetingRules} onRetry={again}>
        {rules => <InForce rules={rules} organisationId={organisationId} onEnd={() => open('end')} />}
      </Answer>
      {organisation && (
        <div className="stack" style={{ paddingTop: '1.2rem' }}>
          <FormsPanel
            key={organisation.id}
            organisation={organisation}
            on={search.ngay}
            onPublished={from => void navigate({ search: old => ({ ...old, ngay: from }) })}
          />
        </div>
      )}
      {dialog === 'tighten' && organisation && (
        <TightenDialog organisation={organisation} onClose={() => open(null)} onDone={done} />
      )}
      {dialog === 'end' && organisation && (
        <EndRulesDialog organisation={organisation} onClose={() => open(null)} onDone={done} />
      )}
    </Page>
  );
}

function InForce(props: { rules: RulesInForceFragment; organisationId: string; onEnd: () => void }) {
  const { rules, organisationId, onEnd } = props;
  const { t } = useLingui();
  return (
    <div className="columns">
      <Panel title={<Trans>Yêu cầu với mỗi buổi sinh hoạt</Trans>}>
        <dl className="facts">
          {ruleRows(rules.settings).map(({ name, value }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title={<Trans>Căn cứ</Trans>}>
        <ol className="stack" style={{ padding: 0, listStyle: 'none' }}>
          {rules.sources.map(source => {
            const from = date(source.from);
            return (
              <li key={source.id}>
                <p className="strong">{source.code}</p>
                <p>{source.name}</p>
                <p className="small soft">
                  {source.organisation?.name ?? t`Toàn Đảng`} · <Trans>từ {from}</Trans>
                </p>
                {source.source && <p className="small soft">{source.source}</p>}
                {source.organisation?.id === organisationId && (
                  <button type="button" className="link-button" onClick={onEnd}>
                    <Trans>Kết thúc quyết định này</Trans>
                  </button>
                )}
              </li>
            );
          })}
        </ol>
      </Panel>
    </div>
  );
}
