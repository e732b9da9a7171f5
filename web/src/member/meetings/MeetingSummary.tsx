import { Trans } from '@lingui/react/macro';
import type { MeetingCardFragment } from '../../graphql/graphql.js';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { timeRange } from '../../shared/format.js';
import { StatusChip } from './words.js';

interface MeetingSummaryProps {
  meeting: MeetingCardFragment;
  small?: boolean;
  /** Only this phone knows of it: how far it has come is said once the server knows. */
  unsent?: boolean;
}

/** A meeting in a few lines: leaf, title, hours, place. */
export function MeetingSummary({ meeting, small = false, unsent = false }: MeetingSummaryProps) {
  const usual = meeting.status === 'INVITED' && !small;
  return (
    <div className="row row-top summary">
      <CalendarLeaf at={meeting.startsAt} small={small} />
      <div className="grow">
        <p className="summary-title">{keepNumbers(meeting.title)}</p>
        <p className="summary-time">{timeRange(meeting.startsAt, meeting.endsAt)}</p>
        {meeting.place && <p className="small">{meeting.place}</p>}
        {unsent && (
          <span className="chip chip-gold">
            <Trans>Chờ gửi</Trans>
          </span>
        )}
        {!usual && !unsent && <StatusChip status={meeting.status} />}
      </div>
    </div>
  );
}

/** "tháng 12" stays together: a number never stands alone at the start of a line. */
export function keepNumbers(text: string): string {
  return text.replace(/ (\d+)/g, '\u00a0$1');
}
