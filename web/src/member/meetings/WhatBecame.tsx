import { Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { MeetingPartsFragment } from '../../graphql/graphql.js';
import { longDate, time } from '../../shared/format.js';

/** What became of a meeting's plan: cancelled, held with another one, or at another time than first said. */
export function WhatBecame({ meeting }: { meeting: MeetingPartsFragment }) {
  // An answer that an earlier edition of the app has kept says nothing of moves.
  const moves = meeting.moves ?? [];
  const last = moves.at(-1);
  if (meeting.mergedInto) {
    const { id, title, startsAt } = meeting.mergedInto;
    return (
      <div className="note">
        <p>
          <Trans>
            Buổi này được gộp vào buổi khác, họp lúc {time(startsAt)}, {longDate(startsAt)}. Lý do:{' '}
            {meeting.cancelReason}
          </Trans>
        </p>
        <Link href={`/sinh-hoat/${id}`} className="link">
          {title}
        </Link>
      </div>
    );
  }
  if (meeting.status === 'CANCELLED')
    return (
      <div className="note note-bad">
        <Trans>Buổi sinh hoạt này đã hủy. Lý do: {meeting.cancelReason}</Trans>
      </div>
    );
  if (!last || (meeting.status !== 'DRAFT' && meeting.status !== 'INVITED')) return null;
  const [oldTime, oldDay] = [time(last.fromAt), longDate(last.fromAt)];
  return (
    <div className="note" role="status">
      {last.kind === 'POSTPONED' ? (
        <Trans>
          Đã dời lịch. Lịch cũ: {oldTime}, {oldDay}. Lý do: {last.reason}
        </Trans>
      ) : (
        <Trans>
          Đã đổi giờ. Lịch cũ: {oldTime}, {oldDay}.
        </Trans>
      )}
    </div>
  );
}
