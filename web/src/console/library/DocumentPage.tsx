import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { ConsoleDocumentDocument } from '../../graphql/graphql.js';
import { date, dateTime, fileSize } from '../../shared/format.js';
import { Page } from '../parts/Page.js';
import { Answer } from '../parts/states/Answer.js';
import './library.css';
import { isAhead } from './publishing.js';

const route = getRouteApi('/thu-vien/$documentId');

/** A file's link is good for five minutes. */
const TICKET_MS = 4 * 60_000;

/** One document with its files; their links are asked for anew before they expire. */
export function DocumentPage() {
  const { t } = useLingui();
  const { documentId } = route.useParams();
  const [result, ask] = useQuery({
    query: ConsoleDocumentDocument,
    variables: { id: documentId },
    requestPolicy: 'network-only',
  });
  useEffect(() => {
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), TICKET_MS);
    return () => clearInterval(timer);
  }, [ask]);
  return (
    <Page
      title={result.data?.document?.title ?? '…'}
      crumbs={[{ id: 'all', node: <Link to="/thu-vien">{t`Thư viện`}</Link> }]}
    >
      <div className="panel">
        <Answer result={result} find={data => data.document} onRetry={() => ask({ requestPolicy: 'network-only' })}>
          {document => (
            <div className="panel-body stack" style={{ paddingTop: '1.2rem' }}>
              <dl className="facts">
                <dt>{t`Cơ quan ban hành`}</dt>
                <dd>{document.issuer ?? '–'}</dd>
                <dt>{t`Số hiệu`}</dt>
                <dd>{document.number ?? '–'}</dd>
                <dt>{t`Ngày ban hành`}</dt>
                <dd className="num">{document.issuedOn ? date(document.issuedOn) : '–'}</dd>
                <dt>{t`Chủ đề`}</dt>
                <dd>{document.topics.join(', ') || '–'}</dd>
                <dt>{t`Đăng lúc`}</dt>
                <dd className="num">
                  {document.publishedAt ? dateTime(document.publishedAt) : <Trans>Chưa đăng</Trans>}
                  {document.publishedAt && isAhead(document.publishedAt) && (
                    <>
                      {' '}
                      <Trans>(hẹn giờ)</Trans>
                    </>
                  )}
                </dd>
              </dl>
              <h2>
                <Trans>Tệp</Trans>
              </h2>
              <ul className="files">
                {document.files.map(file => (
                  <li key={file.id}>
                    <span>
                      <span className="file-name">{file.name}</span>{' '}
                      <span className="small soft num">{fileSize(file.size)}</span>
                    </span>
                    <Button component="a" href={file.url} target="_blank" rel="noreferrer" variant="default" size="sm">
                      <Trans>Mở</Trans>
                    </Button>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </Answer>
      </div>
    </Page>
  );
}
