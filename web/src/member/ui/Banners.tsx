import { Plural, Trans } from '@lingui/react/macro';
import { dismiss, flush, type OutboxEntry, useOutbox } from '../offline/outbox.js';
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
    case 'bookmark':
      return <Trans>Đánh dấu tài liệu</Trans>;
    case 'opinion':
      return <Trans>Gửi ý kiến, đề xuất</Trans>;
    case 'note':
      return <Trans>Lưu ghi chú</Trans>;
    case 'deleteNote':
      return <Trans>Xóa ghi chú</Trans>;
  }
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
          </span>
          <button type="button" className="link" onClick={() => void flush()}>
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
          <button type="button" className="link" onClick={() => void dismiss(entry.id)}>
            <Trans>Tôi đã đọc</Trans>
          </button>
        </div>
      ))}
    </div>
  );
}
