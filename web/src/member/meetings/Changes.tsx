import { Plural, Trans } from '@lingui/react/macro';
import type { MeetingPartsFragment } from '../../graphql/graphql.js';
import { longDate, time } from '../../shared/format.js';

type Change = MeetingPartsFragment['changesSinceInvitation'][number];

/** What is another than at the invitation, folded away behind its number. */
export function Changes({ meeting }: { meeting: MeetingPartsFragment }) {
  // An answer that an earlier edition of the app has kept says nothing of changes.
  const changes = meeting.changesSinceInvitation ?? [];
  if (changes.length === 0 || (meeting.status !== 'INVITED' && meeting.status !== 'OPEN')) return null;
  return (
    <details className="note changes">
      <summary>
        <b>
          <Plural value={changes.length} other="Đã đổi sau khi mời (#)" />
        </b>
      </summary>
      <ul>
        {changes.map(change => (
          <li key={`${change.what} ${change.subjectId ?? ''}`}>
            <Line change={change} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Line({ change: { what, before, after } }: { change: Change }) {
  const [was, is] = [before ?? '–', after ?? '–'];
  switch (what) {
    case 'TIME':
      return (
        <Trans>
          Giờ bắt đầu: {moment(before)} → {moment(after)}
        </Trans>
      );
    case 'END_TIME':
      return (
        <Trans>
          Giờ kết thúc: {moment(before)} → {moment(after)}
        </Trans>
      );
    case 'TITLE':
      return (
        <Trans>
          Tên: {was} → {is}
        </Trans>
      );
    case 'PLACE':
      return (
        <Trans>
          Địa điểm: {was} → {is}
        </Trans>
      );
    case 'ONLINE_URL':
      return <Trans>Phòng trực tuyến đã đổi</Trans>;
    case 'AGENDA_ITEM_ADDED':
      return <Trans>Thêm nội dung: {is}</Trans>;
    case 'AGENDA_ITEM_REMOVED':
      return <Trans>Bỏ nội dung: {was}</Trans>;
    case 'AGENDA_ITEM_CHANGED':
      return (
        <Trans>
          Sửa nội dung: {was} → {is}
        </Trans>
      );
    case 'AGENDA_REORDERED':
      return <Trans>Thứ tự nội dung đã đổi</Trans>;
    case 'DOCUMENT_ADDED':
      return <Trans>Thêm tài liệu: {is}</Trans>;
    case 'DOCUMENT_REMOVED':
      return <Trans>Bỏ tài liệu: {was}</Trans>;
    case 'DOCUMENT_REPLACED':
      return <Trans>Tài liệu có bản mới: {is}</Trans>;
    case 'DOCUMENT_WITHDRAWN':
      return <Trans>Tài liệu đã thu hồi: {is}</Trans>;
  }
}

function moment(instant: string | null): string {
  return instant ? `${time(instant)}, ${longDate(instant)}` : '–';
}
