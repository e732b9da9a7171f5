import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { DocumentsDocument, type DocumentsQuery } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { useSaved } from '../offline/useSaved.js';
import { Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { DocumentItem } from './DocumentItem.js';

/** Typing pauses this long before the server is asked. */
const PAUSE_MS = 400;

/** The documents addressed to the person, newest first, with a search that ignores case and accents. */
export function DocumentList() {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const documents = useSaved(DocumentsDocument, search ? { search } : {});
  return (
    <Page title={t`Tài liệu`}>
      <search>
        <Field
          label={t`Tìm tài liệu`}
          type="search"
          enterKeyHint="search"
          placeholder={t`Ví dụ: nghị quyết, chuyển đổi số`}
          maxLength={200}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      </search>
      <Loaded of={documents}>{({ documents }) => <Results key={search} first={documents} search={search} />}</Loaded>
    </Page>
  );
}

function Results({ first, search }: { first: DocumentsQuery['documents']; search: string }) {
  const [more, setMore] = useState<DocumentsQuery['documents'][]>([]);
  const last = more.at(-1) ?? first;
  const loadMore = useAction(async () => {
    const { documents } = await send(DocumentsDocument, {
      ...(search ? { search } : {}),
      after: last.pageInfo.endCursor,
    });
    setMore([...more, documents]);
  });
  if (first.edges.length === 0) {
    return (
      <Empty>
        {search ? (
          <Trans>Không tìm thấy tài liệu nào có “{search}”. Đồng chí thử từ khác, hoặc ít chữ hơn.</Trans>
        ) : (
          <Trans>Chưa có tài liệu nào.</Trans>
        )}
      </Empty>
    );
  }
  return (
    <>
      <p className="small" role="status">
        <Plural value={first.totalCount} other="# tài liệu" />
      </p>
      <ul className="card rows">
        {[first, ...more].flatMap(part =>
          part.edges.map(({ node, snippet }) => (
            <li key={node.id}>
              <DocumentItem document={node} snippet={search ? snippet : null} />
            </li>
          )),
        )}
      </ul>
      {loadMore.error !== null && <Refused error={loadMore.error} />}
      {last.pageInfo.hasNextPage && (
        <button type="button" className="btn" aria-busy={loadMore.busy} onClick={() => void loadMore.run()}>
          <Trans>Xem thêm</Trans>
        </button>
      )}
    </>
  );
}
