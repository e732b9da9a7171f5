import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { DocumentsDocument, type DocumentsQuery, DocumentsUnreadDocument } from '../../../graphql/graphql.js';
import { send } from '../../../shared/client.js';
import { type Saved, useSaved } from '../../offline/useSaved.js';
import { Field } from '../../ui/Field.js';
import { Icon } from '../../ui/Icon.js';
import { Page } from '../../ui/Page.js';
import { Empty, Loaded, Refused, Skeleton } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { Count } from './Count.js';
import { Filters } from './Filters.js';
import { filtersOf, keepWanted, lastWanted, variablesOf, type Wanted } from './filters.js';
import { LibraryItem } from './LibraryItem.js';

/** Typing pauses this long before the server is asked. */
const PAUSE_MS = 300;

/** The documents addressed to the person, newest first; found again by words without accents and by filters. */
export function LibraryPage() {
  const { t } = useLingui();
  const [wanted, setWanted] = useState(lastWanted);
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(wanted);
      keepWanted(wanted);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const variables = variablesOf(asked);
  const documents = useHeld(useSaved(DocumentsDocument, variables), JSON.stringify(variables));
  const unread = useSaved(DocumentsUnreadDocument, {}).data?.documentsUnread ?? 0;
  return (
    <Page
      title={t`Tài liệu`}
      aside={
        <Link href="/tai-lieu/da-danh-dau" className="btn btn-small">
          <Icon name="bookmark" /> <Trans>Đã đánh dấu</Trans>
        </Link>
      }
    >
      <search className="stack">
        <Field
          label={t`Tìm tài liệu`}
          hint={t`Không cần gõ dấu. Cụm từ để trong ngoặc kép.`}
          type="search"
          enterKeyHint="search"
          placeholder={t`Ví dụ: chuyen doi so`}
          maxLength={200}
          value={wanted.search}
          onChange={event => setWanted({ ...wanted, search: event.currentTarget.value })}
        />
        <Filters wanted={wanted} onChange={setWanted} />
      </search>
      {unread > 0 && !asked.search.trim() && (
        <p className="small">
          <Plural value={unread} other="Còn # tài liệu đồng chí chưa đọc" />
        </p>
      )}
      <div className="stack" aria-busy={documents.held}>
        <Loaded of={documents} skeleton={<Skeleton kind="rows" rows={6} />}>
          {({ documents: first }) => <Results key={documents.key} first={first} wanted={asked} />}
        </Loaded>
      </div>
    </Page>
  );
}

/** While the answer to new words is on its way, the rows of the last ones stay. */
function useHeld<Data>(saved: Saved<Data>, key: string): Saved<Data> & { key: string; held: boolean } {
  const last = useRef<{ key: string; data: Data } | null>(null);
  if (saved.data !== undefined) last.current = { key, data: saved.data };
  if (saved.data !== undefined || saved.error || !last.current) return { ...saved, key, held: false };
  return { ...saved, ...last.current, held: true };
}

function Results({ first, wanted }: { first: DocumentsQuery['documents']; wanted: Wanted }) {
  const [more, setMore] = useState<DocumentsQuery['documents'][]>([]);
  const words = wanted.search.trim();
  const last = more.at(-1) ?? first;
  const loadMore = useAction(async () => {
    const { documents } = await send(DocumentsDocument, { ...variablesOf(wanted), after: last.pageInfo.endCursor });
    setMore([...more, documents]);
  });
  if (first.edges.length === 0) return <NothingFound words={words} filters={filtersOf(wanted)} />;
  return (
    <>
      <p className="small" role="status">
        <Count total={first.totalCount} isMore={first.totalIsMore} />
      </p>
      <ul className="card rows">
        {[first, ...more].flatMap(part =>
          part.edges.map(edge => (
            <li key={edge.node.id}>
              <LibraryItem document={edge.node} words={words} {...(words ? { hit: edge } : {})} />
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

function NothingFound({ words, filters }: { words: string; filters: number }) {
  return (
    <Empty>
      {words && filters > 0 && (
        <Trans>Không tìm thấy “{words}” trong các điều kiện lọc này. Đồng chí thử bỏ bớt điều kiện.</Trans>
      )}
      {words && filters === 0 && (
        <Trans>Không tìm thấy tài liệu nào có “{words}”. Đồng chí thử từ khác, hoặc ít chữ hơn.</Trans>
      )}
      {!words && filters > 0 && <Trans>Không có tài liệu nào hợp các điều kiện lọc này.</Trans>}
      {!words && filters === 0 && <Trans>Chưa có tài liệu nào.</Trans>}
    </Empty>
  );
}
