import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { BookmarksDocument, type BookmarksQuery } from '../../../graphql/graphql.js';
import { send } from '../../../shared/client.js';
import { useSaved } from '../../offline/useSaved.js';
import { Page } from '../../ui/Page.js';
import { Empty, Loaded, Refused } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { LibraryItem } from './LibraryItem.js';

/** The documents that the person keeps at hand. */
export function BookmarksPage() {
  const { t } = useLingui();
  const bookmarks = useSaved(BookmarksDocument, {});
  return (
    <Page title={t`Đã đánh dấu`} back="/tai-lieu">
      <Loaded of={bookmarks}>{({ bookmarks }) => <Rows first={bookmarks} />}</Loaded>
    </Page>
  );
}

function Rows({ first }: { first: BookmarksQuery['bookmarks'] }) {
  const [more, setMore] = useState<BookmarksQuery['bookmarks'][]>([]);
  const last = more.at(-1) ?? first;
  const loadMore = useAction(async () => {
    const { bookmarks } = await send(BookmarksDocument, { after: last.pageInfo.endCursor });
    setMore([...more, bookmarks]);
  });
  if (first.edges.length === 0)
    return (
      <Empty>
        <Trans>Đồng chí chưa đánh dấu tài liệu nào. Chạm hình dấu trang cạnh một tài liệu để giữ nó ở đây.</Trans>
      </Empty>
    );
  return (
    <>
      <ul className="card rows">
        {[first, ...more].flatMap(part =>
          part.edges.map(({ node }) => (
            <li key={node.id}>
              <LibraryItem document={node} />
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
