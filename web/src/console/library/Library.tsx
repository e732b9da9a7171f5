import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ConsoleDocumentsDocument, type ConsoleDocumentsQuery } from '../../graphql/graphql.js';
import { date, dateTime } from '../../shared/format.js';
import { Chip } from '../parts/Chip.js';
import { Page } from '../parts/Page.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import { usePages } from '../parts/usePages.js';
import { publishingScopes } from '../rights.js';
import { useViewer } from '../shell/viewer.js';
import './library.css';
import { isAhead } from './publishing.js';
import { pieces } from './snippet.js';

const route = getRouteApi('/thu-vien');
const TYPING_MS = 300;

/** Every document that the person may read, found by title and by text. */
export function Library() {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [words, setWords] = useState(search.tim ?? '');
  const remember = useDebouncedCallback((tim: string) => {
    void navigate({ search: { tim: tim.trim() || undefined }, replace: true });
  }, TYPING_MS);
  return (
    <Page
      title={t`Thư viện`}
      actions={
        publishingScopes(viewer).length > 0 && (
          <Button component={Link} to="/thu-vien/dang">
            <Trans>Đăng tài liệu</Trans>
          </Button>
        )
      }
    >
      <div className="filters">
        <TextInput
          className="filters-wide"
          type="search"
          label={t`Tìm trong tài liệu`}
          description={t`Tên, số hiệu hoặc nội dung; không cần gõ dấu`}
          value={words}
          onChange={event => {
            setWords(event.currentTarget.value);
            remember(event.currentTarget.value);
          }}
        />
      </div>
      <div className="panel">
        <List words={search.tim} />
      </div>
    </Page>
  );
}

function List({ words }: { words: string | undefined }) {
  const pages = usePages(ConsoleDocumentsDocument, { search: words ?? null }, data => data.documents);
  if (!pages.asked)
    return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={8} />;
  if (pages.edges.length === 0) {
    return words ? (
      <Nothing title={<Trans>Không tìm thấy “{words}”</Trans>} />
    ) : (
      <Nothing title={<Trans>Thư viện chưa có tài liệu</Trans>}>
        <Trans>Tài liệu đã đăng cho đảng bộ của đồng chí sẽ hiện ở đây.</Trans>
      </Nothing>
    );
  }
  return (
    <>
      <ul className="documents" aria-busy={pages.fetching}>
        {pages.edges.map(edge => (
          <Row key={edge.node.id} edge={edge} />
        ))}
      </ul>
      <MoreRows
        shown={pages.edges.length}
        total={pages.total}
        hasMore={pages.next !== null}
        fetching={pages.fetching}
        error={pages.error}
        onMore={pages.more}
      />
    </>
  );
}

function Row({ edge }: { edge: ConsoleDocumentsQuery['documents']['edges'][number] }) {
  const { node } = edge;
  const page = edge.page;
  const ahead = node.publishedAt && isAhead(node.publishedAt) ? dateTime(node.publishedAt) : null;
  return (
    <li>
      <div className="document-head">
        <Link to="/thu-vien/$documentId" params={{ documentId: node.id }}>
          {node.title}
        </Link>
        {ahead ? (
          <Chip tone="wait">
            <Trans>Đăng lúc {ahead}</Trans>
          </Chip>
        ) : (
          node.publishedAt === null && (
            <Chip>
              <Trans>Chưa đăng</Trans>
            </Chip>
          )
        )}
      </div>
      <p className="small soft">
        {[node.issuer, node.number, node.issuedOn && date(node.issuedOn), ...node.topics].filter(Boolean).join(' · ')}
      </p>
      {edge.snippet && (
        <p className="small">
          {pieces(edge.snippet).map(piece =>
            piece.marked ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
          )}
          {page !== null && (
            <span className="soft">
              {' '}
              <Trans>(trang {page})</Trans>
            </span>
          )}
        </p>
      )}
    </li>
  );
}
