import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { dateTime } from '../../../shared/format.js';
import type { MeetingFacts } from '../MeetingContent.js';

/** What became of a meeting's plan: at another time than first said, or held with another one. */
export function Moves({ meeting: { moves, mergedInto } }: { meeting: MeetingFacts }) {
  if (mergedInto) {
    return (
      <p className="note note-wait">
        <Trans>Được gộp vào</Trans>{' '}
        <Link to="/sinh-hoat/$meetingId" params={{ meetingId: mergedInto.id }}>
          {mergedInto.title}, {dateTime(mergedInto.startsAt)}
        </Link>
      </p>
    );
  }
  return (
    <>
      {moves.map(({ kind, fromAt, movedAt, reason }) => (
        <p key={movedAt} className="small soft">
          {kind === 'POSTPONED' ? (
            <Trans>
              Dời từ {dateTime(fromAt)}: {reason}
            </Trans>
          ) : (
            <Trans>Đổi giờ từ {dateTime(fromAt)}</Trans>
          )}
        </p>
      ))}
    </>
  );
}
