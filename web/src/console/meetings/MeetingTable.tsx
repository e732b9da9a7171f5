import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ConsoleMeetingsDocument, type MeetingRowFragment } from '../../graphql/graphql.js';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { count, percent, timeRange } from '../../shared/format.js';
import { spanOf } from '../board/months.js';
import { Chip } from '../parts/Chip.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import '../parts/table.css';
import { usePages } from '../parts/usePages.js';
import { MEETING_TONES, meetingKindName, meetingStatusName } from '../words.js';
import './meetings.css';

/** Meetings with their status and the sums of their roll call. */
export function MeetingTable(props: { organisationId: string; month: string | undefined; ofOneCell: boolean }) {
  const { organisationId, month, ofOneCell } = props;
  const pages = usePages(
    ConsoleMeetingsDocument,
    { organisationId, ...(month ? spanOf(month) : {}) },
    data => data.meetings,
  );
  if (!pages.asked)
    return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={8} />;
  if (pages.edges.length === 0) {
    return (
      <Nothing
        title={month ? <Trans>Không có buổi sinh hoạt nào trong tháng</Trans> : <Trans>Chưa có buổi sinh hoạt</Trans>}
      >
        <Trans>Bí thư chi bộ lên lịch, soạn chương trình rồi mời đảng viên.</Trans>
      </Nothing>
    );
  }
  return (
    <>
      <Rows meetings={pages.edges.map(edge => edge.node)} ofOneCell={ofOneCell} busy={pages.fetching} />
      <MoreRows
        shown={pages.edges.length}
        total={pages.total}
        hasMore={pages.next !== null}
        fetching={pages.fetching}
        error={pages.error}
        onMore={pages.more}
      />
    </>
  );
}

function Rows(props: { meetings: MeetingRowFragment[]; ofOneCell: boolean; busy: boolean }) {
  const { meetings, ofOneCell, busy } = props;
  const { t } = useLingui();
  return (
    <table className="table table-open" aria-busy={busy}>
      <thead>
        <tr>
          <th scope="col">{t`Buổi sinh hoạt`}</th>
          <th scope="col">{t`Tình trạng`}</th>
          <th scope="col" className="right">{t`Có mặt`}</th>
          <th scope="col" className="right">{t`Vắng`}</th>
          <th scope="col" className="right">{t`Tỷ lệ`}</th>
        </tr>
      </thead>
      <tbody>
        {meetings.map(meeting => (
          <Row key={meeting.id} meeting={meeting} ofOneCell={ofOneCell} />
        ))}
      </tbody>
    </table>
  );
}

/** In a branch the cell's name comes first. Before a meeting is held its sums say nothing. */
function Row({ meeting, ofOneCell }: { meeting: MeetingRowFragment; ofOneCell: boolean }) {
  const { t } = useLingui();
  const { attendanceSummary: sums } = meeting;
  const held = meeting.status === 'OPEN' || meeting.status === 'CLOSED';
  return (
    <tr>
      <th scope="row">
        <span className="meeting-cell">
          <CalendarLeaf at={meeting.startsAt} small />
          <span>
            <Link to="/sinh-hoat/$meetingId" params={{ meetingId: meeting.id }}>
              {ofOneCell ? meeting.title : meeting.cell.name}
            </Link>
            {!ofOneCell && <div className="small soft">{meeting.title}</div>}
            <div className="small soft">
              {timeRange(meeting.startsAt, meeting.endsAt)} · {meetingKindName(meeting.kind)}
            </div>
          </span>
        </span>
      </th>
      <td data-label={t`Tình trạng`}>
        <Chip tone={MEETING_TONES[meeting.status]}>{meetingStatusName(meeting.status)}</Chip>
      </td>
      <td className="right num" data-label={t`Có mặt`}>
        {held ? `${count(sums.present)} / ${count(sums.entitled)}` : '–'}
      </td>
      <td className="right num" data-label={t`Vắng`}>
        {held ? count(sums.excused + sums.unexcused) : '–'}
      </td>
      <td className="right num" data-label={t`Tỷ lệ`}>
        {held ? percent(sums.rate) : '–'}
      </td>
    </tr>
  );
}
