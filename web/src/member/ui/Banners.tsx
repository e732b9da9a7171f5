import { Plural, Trans } from '@lingui/react/macro';
import { standingOn } from '../offline/order.js';
import { dismiss, type OutboxEntry, retry, sendNow, useOutbox } from '../offline/outbox.js';
import { ProceedingWord } from '../proceedings/words.js';
import { useUpdate } from '../update.js';

function What({ kind }: { kind: OutboxEntry['kind'] }) {
  switch (kind) {
    case 'answer':
      return <Trans>Trả lời lời mời</Trans>;
    case 'checkIn':
      return <Trans>Điểm danh bằng mã</Trans>;
    case 'reading':
      return <Trans>Ghi nhận đã đọc</Trans>;
    case 'marks':
      return <Trans>Điểm danh</Trans>;
    case 'open':
      return <Trans>Bắt đầu buổi sinh hoạt</Trans>;
    case 'schedule':
      return <Trans>Lên lịch sinh hoạt</Trans>;
    case 'invite':
      return <Trans>Mời họp</Trans>;
    case 'close':
      return <Trans>Kết thúc buổi sinh hoạt</Trans>;
    case 'guest':
    case 'removeGuest':
      return <Trans>Ghi khách mời</Trans>;
    case 'signMinutes':
      return <Trans>Ký biên bản</Trans>;
    case 'bookmark':
      return <Trans>Đánh dấu tài liệu</Trans>;
    case 'opinion':
      return <Trans>Gửi ý kiến, đề xuất</Trans>;
    case 'note':
      return <Trans>Lưu ghi chú</Trans>;
    case 'deleteNote':
      return <Trans>Xóa ghi chú</Trans>;
    default:
      return <ProceedingWord kind={kind} />;
  }
}

/** These can be tried again once what stood against them is gone. */
const LED: readonly OutboxEntry['kind'][] = ['schedule', 'invite', 'open', 'close', 'marks'];

/** What waits behind a refused write. */
function Held({ by, entries }: { by: OutboxEntry; entries: readonly OutboxEntry[] }) {
  const held = standingOn(by.id, entries).length;
  if (held === 0) return null;
  return (
    <p className="small">
      <Plural value={held} other="# việc đi sau việc này cũng đang giữ lại trên máy." />
    </p>
  );
}

/** Check-ins to a meeting of which the server has not heard: its secretary has no network. */
function Unheard({ entries }: { entries: readonly OutboxEntry[] }) {
  if (!entries.some(entry => entry.kind === 'checkIn' && entry.notBefore !== undefined)) return null;
  return (
    <p className="small">
      <Trans>Mã điểm danh đã lưu trên máy, chờ bí thư đồng bộ buổi họp. Đồng chí không cần làm gì thêm.</Trans>
    </p>
  );
}

/** What the person should know on every page: writes that wait, writes that were refused, a new edition. */
export function Banners() {
  const entries = useOutbox();
  const update = useUpdate();
  const waiting = entries.filter(entry => entry.refusal === null);
  const refused = entries.filter(entry => entry.refusal !== null);
  return (
    <div className="banners" aria-live="polite">
      {update.ready && (
        <div className="note row between">
          <span>
            <Trans>Sổ tay có bản mới.</Trans>
          </span>
          <button type="button" className="link" onClick={update.start}>
            <Trans>Dùng bản mới</Trans>
          </button>
        </div>
      )}
      {waiting.length > 0 && (
        <div className="note row between">
          <span>
            <Plural value={waiting.length} other="Chờ gửi (#). Sẽ tự gửi khi có mạng." />
            <Unheard entries={waiting} />
          </span>
          <button type="button" className="link" onClick={() => void sendNow()}>
            <Trans>Gửi ngay</Trans>
          </button>
        </div>
      )}
      {refused.map(entry => (
        <div key={entry.id} className="note note-bad">
          <p>
            <b>
              <What kind={entry.kind} />:
            </b>{' '}
            {entry.refusal}
          </p>
          <Held by={entry} entries={entries} />
          <div className="buttons">
            {LED.includes(entry.kind) && (
              <button type="button" className="link" onClick={() => void retry(entry.id)}>
                <Trans>Gửi lại</Trans>
              </button>
            )}
            <button type="button" className="link" onClick={() => void dismiss(entry.id)}>
              {standingOn(entry.id, entries).length > 0 ? (
                <Trans>Bỏ, cùng các việc đi sau</Trans>
              ) : (
                <Trans>Tôi đã đọc</Trans>
              )}
            </button>
          </div>
        </div>
      ))}
    </div>
  );
}
