import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  MarkNotificationsReadDocument,
  NotificationsDocument,
  type NotificationsQuery,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ago } from '../../shared/format.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Icon } from '../ui/Icon.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

type Notice = NotificationsQuery['notifications']['edges'][number]['node'];

/** What the person was told, newest first; touching one reads it and leads to what it speaks of. */
export function NotificationsPage() {
  const { t } = useLingui();
  const notices = useSaved(NotificationsDocument, {});
  return (
    <Page title={t`Thông báo`} back="/">
      <Loaded of={notices}>{({ notifications }) => <Notices first={notifications} />}</Loaded>
    </Page>
  );
}

function Notices({ first }: { first: NotificationsQuery['notifications'] }) {
  const [, goTo] = useLocation();
  const [more, setMore] = useState<NotificationsQuery['notifications'][]>([]);
  const [readHere, setReadHere] = useState<ReadonlySet<string>>(new Set());
  const all = [first, ...more].flatMap(part => part.edges.map(edge => edge.node));
  const unread = all.filter(notice => !notice.readAt && !readHere.has(notice.id));
  const last = more.at(-1) ?? first;
  const read = useAction(async (ids: string[]) => {
    if (ids.length === 0) return;
    await send(MarkNotificationsReadDocument, { ids });
    setReadHere(new Set([...readHere, ...ids]));
    touch();
  });
  const loadMore = useAction(async () => {
    const { notifications } = await send(NotificationsDocument, { after: last.pageInfo.endCursor });
    setMore([...more, notifications]);
  });
  const open = (notice: Notice) => {
    if (!notice.readAt) void read.run([notice.id]);
    const path = pathOf(notice.url);
    if (path) goTo(path);
  };
  if (all.length === 0) {
    return (
      <Empty>
        <Trans>Chưa có thông báo nào.</Trans>
      </Empty>
    );
  }
  return (
    <>
      {unread.length > 0 && (
        <button
          type="button"
          className="btn"
          aria-busy={read.busy}
          onClick={() => void read.run(unread.map(({ id }) => id))}
        >
          <Icon name="check" /> <Trans>Đánh dấu đã đọc tất cả</Trans>
        </button>
      )}
      {read.error !== null && <Refused error={read.error} />}
      <ul className="card rows">
        {all.map(notice => (
          <li key={notice.id}>
            <button type="button" className="rows-item" onClick={() => open(notice)}>
              <span className={unread.includes(notice) ? 'dot' : 'dot dot-read'} aria-hidden="true" />
              <span className="grow notice">
                {unread.includes(notice) && (
                  <span className="hidden">
                    <Trans>Chưa đọc:</Trans>
                  </span>
                )}
                <span className="strong">{notice.title}</span>
                <span>{notice.body}</span>
                <span className="small">{ago(notice.createdAt)}</span>
              </span>
            </button>
          </li>
        ))}
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

/** A notification leads only to a page of this app. */
function pathOf(url: string | null | undefined): string | null {
  if (!url) return null;
  const target = new URL(url, location.origin);
  return target.origin === location.origin ? `${target.pathname}${target.search}` : null;
}
