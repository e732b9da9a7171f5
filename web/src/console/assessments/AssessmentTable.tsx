import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import {
  type AssessmentBand,
  ConsoleAssessmentsDocument,
  type ConsoleAssessmentsQuery,
} from '../../graphql/graphql.js';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { spanOf } from '../board/months.js';
import { MoreRows } from '../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../parts/states/states.js';
import '../parts/table.css';
import { usePages } from '../parts/usePages.js';
import { meetingKindName } from '../words.js';
import '../meetings/meetings.css';
import { BandChip, Total } from './ScoreWords.js';

/** Closed meetings with the sums of their two scores. */
export function AssessmentTable(props: { organisationId: string; month: string; band: AssessmentBand | undefined }) {
  const { organisationId, month, band } = props;
  const pages = usePages(
    ConsoleAssessmentsDocument,
    { organisationId, ...spanOf(month), band: band ?? null },
    data => data.assessments,
  );
  if (!pages.asked)
    return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={8} />;
  if (pages.edges.length === 0)
    return (
      <Nothing title={<Trans>Không có buổi sinh hoạt nào đã kết thúc</Trans>}>
        <Trans>Buổi sinh hoạt được chấm điểm sau khi kết thúc.</Trans>
      </Nothing>
    );
  return (
    <>
      <Rows meetings={pages.edges.map(edge => edge.node)} busy={pages.fetching} />
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

type Meeting = ConsoleAssessmentsQuery['assessments']['edges'][number]['node'];

function Rows({ meetings, busy }: { meetings: Meeting[]; busy: boolean }) {
  const { t } = useLingui();
  return (
    <table className="table table-open" aria-busy={busy}>
      <thead>
        <tr>
          <th scope="col">{t`Chi bộ`}</th>
          <th scope="col" className="right">{t`Chi bộ tự chấm`}</th>
          <th scope="col">{t`Xếp loại`}</th>
          <th scope="col" className="right">{t`Cấp ủy theo dõi chấm`}</th>
          <th scope="col">{t`Xếp loại`}</th>
        </tr>
      </thead>
      <tbody>
        {meetings.map(meeting => {
          const [cell, follower] = (['CELL', 'FOLLOWER'] as const).map(scorer =>
            meeting.assessments.find(sum => sum.scorer === scorer),
          );
          return (
            <tr key={meeting.id}>
              <th scope="row">
                <span className="meeting-cell">
                  <CalendarLeaf at={meeting.startsAt} small />
                  <span>
                    <Link to="/sinh-hoat/$meetingId" params={{ meetingId: meeting.id }}>
                      {meeting.cell.name}
                    </Link>
                    <div className="small soft">{meetingKindName(meeting.kind)}</div>
                  </span>
                </span>
              </th>
              <td className="right" data-label={t`Chi bộ tự chấm`}>
                {cell ? <Total sum={cell} /> : '–'}
              </td>
              <td data-label={t`Xếp loại`}>{cell ? <BandChip band={cell.band} /> : t`Chưa chấm`}</td>
              <td className="right" data-label={t`Cấp ủy theo dõi chấm`}>
                {follower ? <Total sum={follower} /> : '–'}
              </td>
              <td data-label={t`Xếp loại`}>{follower ? <BandChip band={follower.band} /> : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
