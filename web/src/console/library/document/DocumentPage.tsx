import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleDocumentDocument, type ConsoleDocumentPartsFragment } from '../../../graphql/graphql.js';
import { documentKindName } from '../../../shared/libraryWords.js';
import { Page } from '../../parts/Page.js';
import { Panel } from '../../parts/Panel.js';
import { Answer } from '../../parts/states/Answer.js';
import { scopesOf } from '../../rights.js';
import { useViewer } from '../../shell/viewer.js';
import '../library.css';
import { StateChip } from '../StateChip.js';
import { Facts } from './Facts.js';
import { FileRow } from './FileRow.js';
import { isUnderWay } from './forms.js';
import { Readers } from './Readers.js';
import { VersionDialog } from './VersionDialog.js';
import { WithdrawDialog } from './WithdrawDialog.js';

const route = getRouteApi('/thu-vien/$documentId');

/** A file's link is good for five minutes. */
const TICKET_MS = 4 * 60_000;
/** While a file is checked or its forms are made the page looks again this often. */
const UNDER_WAY_MS = 5_000;

type Asked = { kind: 'withdraw' } | { kind: 'version'; replaces: { id: string; name: string } | null } | null;

/** One document: what it is, its files with the state of their checks and forms, who read it, and what its publisher can do. */
export function DocumentPage() {
  const { t } = useLingui();
  const { documentId } = route.useParams();
  const [result, ask] = useQuery({
    query: ConsoleDocumentDocument,
    variables: { id: documentId },
    requestPolicy: 'network-only',
  });
  const document = result.data?.document;
  const every = isUnderWay(document?.files ?? []) ? UNDER_WAY_MS : TICKET_MS;
  useEffect(() => {
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), every);
    return () => clearInterval(timer);
  }, [ask, every]);
  const [asked, setAsked] = useState<Asked>(null);
  const mayChange = useMayChange(document ?? null);
  const kind = document ? [documentKindName(document.kind), document.number].filter(Boolean).join(' ') : '…';
  return (
    <Page
      title={document?.title ?? '…'}
      crumbs={[
        { id: 'all', node: <Link to="/thu-vien">{t`Thư viện`}</Link> },
        { id: 'kind', node: kind },
      ]}
      actions={
        mayChange && (
          <Button variant="default" onClick={() => setAsked({ kind: 'withdraw' })}>
            <Trans>Thu hồi</Trans>
          </Button>
        )
      }
    >
      <Answer result={result} find={data => data.document} onRetry={() => ask({ requestPolicy: 'network-only' })}>
        {found => (
          <div className="columns">
            <div className="stack">
              <Panel title={<Trans>Tài liệu</Trans>} aside={<StateChip document={found} />}>
                <Facts document={found} />
              </Panel>
              <Panel title={<Trans>Tệp và bản đọc</Trans>}>
                {found.files.length === 0 && (
                  <p className="soft">
                    <Trans>Không có tệp.</Trans>
                  </p>
                )}
                <ul className="files">
                  {found.files.map(file => (
                    <FileRow
                      key={file.id}
                      file={file}
                      {...(mayChange ? { onVersion: () => setAsked({ kind: 'version', replaces: file }) } : {})}
                      mayRetry={mayChange}
                    />
                  ))}
                </ul>
                {mayChange && (
                  <Button variant="default" mt="md" onClick={() => setAsked({ kind: 'version', replaces: null })}>
                    <Trans>Thêm tệp</Trans>
                  </Button>
                )}
              </Panel>
            </div>
            <Readers documentId={documentId} />
          </div>
        )}
      </Answer>
      {asked?.kind === 'withdraw' && document && <WithdrawDialog document={document} onClose={() => setAsked(null)} />}
      {asked?.kind === 'version' && document && (
        <VersionDialog documentId={document.id} replaces={asked.replaces} onClose={() => setAsked(null)} />
      )}
    </Page>
  );
}

/** What is offered; the server decides whether the document is the person's to change. */
function useMayChange(document: ConsoleDocumentPartsFragment | null): boolean {
  const scopes = scopesOf(useViewer(), ['COMMITTEE_OFFICER', 'SECRETARY']);
  if (!document || document.state === 'WITHDRAWN') return false;
  const above = new Set([document.audience.id, ...document.audience.ancestors.map(({ id }) => id)]);
  return scopes.some(scope => above.has(scope.id));
}
