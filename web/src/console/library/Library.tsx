import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ConsoleDocumentsDocument } from '../../graphql/graphql.js';
import { serverNow } from '../../shared/clock.js';
import { dayOf } from '../../shared/format.js';
import { DOCUMENT_KINDS, documentKindName, kindOf } from '../../shared/libraryWords.js';
import { Page } from '../parts/Page.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import { usePages } from '../parts/usePages.js';
import { publishingScopes } from '../rights.js';
import type { LibrarySearch } from '../search.js';
import { useViewer } from '../shell/viewer.js';
import { DocumentRow } from './DocumentRow.js';
import './library.css';

const route = getRouteApi('/thu-vien');
const TYPING_MS = 300;
/** How far back the list of years goes: assumed. */
const YEARS = 15;

/** Every document that the person may read, found by title and by text. */
export function Library() {
  const { t } = useLingui();
  const viewer = useViewer();
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
      <Filters />
      <div className="panel">
        <List />
      </div>
    </Page>
  );
}

function Filters() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState({ tim: search.tim ?? '', coquan: search.coquan ?? '', chude: search.chude ?? '' });
  const put = (part: LibrarySearch) => void navigate({ search: old => ({ ...old, ...part }), replace: true });
  const putLater = useDebouncedCallback(put, TYPING_MS);
  const field = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setTyped({ ...typed, [name]: value });
      putLater({ [name]: value.trim() || undefined });
    },
  });
  const thisYear = dayOf(serverNow()).year;
  const years = Array.from({ length: YEARS }, (_, back) => String(thisYear - back));
  return (
    <div className="filters library-filters">
      <TextInput
        className="filters-wide"
        type="search"
        label={t`Tìm trong tài liệu`}
        description={t`Tên, số hiệu hoặc nội dung; không cần gõ dấu`}
        {...field('tim')}
      />
      <NativeSelect
        label={t`Loại tài liệu`}
        value={search.loai ?? ''}
        data={[
          { value: '', label: t`Mọi loại` },
          ...DOCUMENT_KINDS.map(value => ({ value, label: documentKindName(value) })),
        ]}
        onChange={event => put({ loai: kindOf(event.currentTarget.value) })}
      />
      <NativeSelect
        label={t`Năm ban hành`}
        value={String(search.nam ?? '')}
        data={[{ value: '', label: t`Mọi năm` }, ...years]}
        onChange={event => put({ nam: Number(event.currentTarget.value) || undefined })}
      />
      <TextInput label={t`Cơ quan ban hành`} {...field('coquan')} />
      <TextInput label={t`Chủ đề`} {...field('chude')} />
    </div>
  );
}

function List() {
  const { tim, loai, nam, coquan, chude } = route.useSearch();
  const variables = {
    search: tim ?? null,
    kind: loai ?? null,
    year: nam ?? null,
    issuer: coquan ?? null,
    topic: chude ?? null,
  };
  const pages = usePages(ConsoleDocumentsDocument, variables, data => data.documents);
  if (!pages.asked)
    return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={8} />;
  if (pages.edges.length === 0) {
    if (tim) return <Nothing title={<Trans>Không tìm thấy “{tim}”</Trans>} />;
    if (loai || nam || coquan || chude)
      return <Nothing title={<Trans>Không có tài liệu nào hợp các điều kiện này</Trans>} />;
    return (
      <Nothing title={<Trans>Thư viện chưa có tài liệu</Trans>}>
        <Trans>Tài liệu đã đăng cho đảng bộ của đồng chí sẽ hiện ở đây.</Trans>
      </Nothing>
    );
  }
  return (
    <>
      <ul className="documents" aria-busy={pages.fetching}>
        {pages.edges.map(edge => (
          <DocumentRow key={edge.node.id} edge={edge} />
        ))}
      </ul>
      <MoreRows
        shown={pages.edges.length}
        total={pages.total}
        totalIsMore={pages.totalIsMore}
        hasMore={pages.next !== null}
        fetching={pages.fetching}
        error={pages.error}
        onMore={pages.more}
      />
    </>
  );
}
