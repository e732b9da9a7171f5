import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import {
  type CalendarTitles,
  CreateCalendarFeedDocument,
  MyCalendarDocument,
  type MyCalendarQuery,
  RevokeCalendarFeedDocument,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ago, date } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Choice } from '../ui/Field.js';
import { Done, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

/** A private address by which the phone's own calendar shows the meetings. */
export function CalendarCard() {
  const calendar = useSaved(MyCalendarDocument, {});
  const [url, setUrl] = useState<string | null>(null);
  return (
    <details className="card fold">
      <summary>
        <Trans>Lịch trên điện thoại</Trans>
      </summary>
      <div className="stack">
        <p>
          <Trans>
            Ứng dụng lịch của điện thoại tự hiện các buổi họp của đồng chí, qua một địa chỉ riêng. Ai có địa chỉ đó thì
            xem được lịch, nên đồng chí không gửi cho người khác.
          </Trans>
        </p>
        <Loaded of={calendar}>
          {({ calendarFeed }) => (
            <>
              {url && <Address url={url} />}
              {calendarFeed && !url && <Standing feed={calendarFeed} />}
              {!url && <Making isThere={calendarFeed !== null} onMade={setUrl} />}
              {calendarFeed && <Revoking onRevoked={() => setUrl(null)} />}
            </>
          )}
        </Loaded>
      </div>
    </details>
  );
}

function Standing({ feed }: { feed: NonNullable<MyCalendarQuery['calendarFeed']> }) {
  const [made, read] = [date(feed.createdAt), feed.readAt && ago(feed.readAt)];
  return (
    <p>
      <Trans>Đang dùng một địa chỉ, tạo ngày {made}.</Trans>{' '}
      {read ? <Trans>Lịch đọc lần cuối: {read}.</Trans> : <Trans>Chưa có lịch nào đọc địa chỉ này.</Trans>}{' '}
      {feed.titles === 'FULL' ? <Trans>Hiện cả tên và nơi họp.</Trans> : <Trans>Chỉ hiện “Lịch họp” và giờ.</Trans>}
    </p>
  );
}

/** Shown this once: after that only a new one can be made. */
function Address({ url }: { url: string }) {
  const { t } = useLingui();
  const copying = useAction(() => navigator.clipboard.writeText(url));
  return (
    <div className="stack">
      <label className="field">
        <span className="strong">
          <Trans>Địa chỉ lịch, chỉ hiện lần này</Trans>
        </span>
        <input readOnly value={url} aria-label={t`Địa chỉ lịch`} onFocus={event => event.currentTarget.select()} />
      </label>
      <button type="button" className="btn btn-main btn-wide" onClick={() => void copying.run()}>
        <Trans>Sao chép địa chỉ</Trans>
      </button>
      {copying.done && (
        <Done>
          <Trans>Đã sao chép. Đồng chí dán vào mục “Đăng ký lịch” hoặc “Thêm lịch từ URL” của ứng dụng lịch.</Trans>
        </Done>
      )}
      {copying.error !== null && (
        <p className="problem" role="alert">
          <Trans>Máy không cho sao chép. Đồng chí chạm vào địa chỉ, giữ rồi chọn “Sao chép”.</Trans>
        </p>
      )}
    </div>
  );
}

function Making({ isThere, onMade }: { isThere: boolean; onMade: (url: string) => void }) {
  const { t } = useLingui();
  const [titles, setTitles] = useState<CalendarTitles>('NEUTRAL');
  const once = useRef(newId());
  const action = useAction(async () => {
    const { createCalendarFeed } = await send(CreateCalendarFeedDocument, { titles, clientMutationId: once.current });
    once.current = newId();
    onMade(createCalendarFeed.url);
    touch();
  });
  return (
    <div className="stack">
      <Choice
        label={t`Trong lịch hiện`}
        name="calendar-titles"
        value={titles}
        options={[
          ['NEUTRAL', t`Chỉ “Lịch họp” và giờ`],
          ['FULL', t`Cả tên và nơi họp`],
        ]}
        onChange={next => {
          setTitles(next);
          once.current = newId();
        }}
      />
      {action.error !== null && <Refused error={action.error} />}
      <button type="button" className="btn btn-wide" aria-busy={action.busy} onClick={() => void action.run()}>
        {isThere ? <Trans>Tạo địa chỉ mới, bỏ địa chỉ cũ</Trans> : <Trans>Tạo địa chỉ lịch</Trans>}
      </button>
    </div>
  );
}

function Revoking({ onRevoked }: { onRevoked: () => void }) {
  const action = useAction(async () => {
    await send(RevokeCalendarFeedDocument, {});
    onRevoked();
    touch();
  });
  return (
    <>
      {action.error !== null && <Refused error={action.error} />}
      <button
        type="button"
        className="btn btn-danger btn-wide"
        aria-busy={action.busy}
        onClick={() => void action.run()}
      >
        <Trans>Thu hồi địa chỉ lịch</Trans>
      </button>
    </>
  );
}
