import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ConsoleDutiesDocument, type ConsoleDutiesQuery, type DutyState } from '../../../graphql/graphql.js';
import { date, yearMonth } from '../../../shared/format.js';
import { Chip } from '../../parts/Chip.js';
import { MoreRows } from '../../parts/states/MoreRows.js';
import { Failed, Nothing, WaitingRows } from '../../parts/states/states.js';
import '../../parts/table.css';
import { usePages } from '../../parts/usePages.js';
import { DUTY_TONES, dutyStateName } from './dutyWords.js';

type Duty = ConsoleDutiesQuery['duties']['edges'][number]['node'];

/** A cell a line: its regular meeting, the committee's before it, and the thematic one of the quarter. */
export function DutyTable(props: { organisationId: string; month: string; isOver: boolean }) {
  const { organisationId, month, isOver } = props;
  const { t } = useLingui();
  const pages = usePages(ConsoleDutiesDocument, { organisationId, month }, data => data.duties);
  if (!pages.asked)
    return pages.error ? <Failed error={pages.error} onRetry={pages.retry} /> : <WaitingRows rows={8} />;
  if (pages.edges.length === 0) {
    return (
      <Nothing title={<Trans>Không có chi bộ nào bỏ sinh hoạt</Trans>}>
        {isOver ? (
          <Trans>Mọi chi bộ đến hạn trong tháng đều đã họp, hoặc đã dời lịch và còn chờ họp.</Trans>
        ) : (
          <Trans>Tháng chưa hết: chi bộ chưa họp chưa phải là bỏ sinh hoạt.</Trans>
        )}
      </Nothing>
    );
  }
  return (
    <>
      <table className="table table-open" aria-busy={pages.fetching}>
        <thead>
          <tr>
            <th scope="col">{t`Chi bộ`}</th>
            <th scope="col">{t`Thường kỳ`}</th>
            <th scope="col">{t`Họp chi ủy trước`}</th>
            <th scope="col">{t`Chuyên đề trong quý`}</th>
          </tr>
        </thead>
        <tbody>
          {pages.edges.map(({ node }) => (
            <Row key={node.cell.id} duty={node} />
          ))}
        </tbody>
      </table>
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

function Row({ duty }: { duty: Duty }) {
  const { t } = useLingui();
  const { cell, month, regular, committee, thematic, thematicUntil, meetings } = duty;
  const of = (kind: string) => meetings.find(meeting => meeting.kind === kind);
  const thematicMeeting = of('THEMATIC') ?? meetings.find(meeting => meeting.includesThematic);
  const until = thematicUntil && thematicUntil !== month ? yearMonth(thematicUntil) : null;
  return (
    <tr>
      <th scope="row">
        <Link to="/sinh-hoat" search={{ noi: cell.id, thang: month }}>
          {cell.name}
        </Link>
        {cell.parent && <span className="small soft"> {cell.parent.name}</span>}
      </th>
      <td data-label={t`Thường kỳ`}>
        <State state={regular} meeting={of('REGULAR')} />
      </td>
      <td data-label={t`Họp chi ủy trước`}>
        <State state={committee} meeting={of('COMMITTEE')} />
      </td>
      <td data-label={t`Chuyên đề trong quý`}>
        <State state={thematic} meeting={thematicMeeting} />
        {thematic === 'DUE' && until && (
          <span className="small soft">
            {' '}
            <Trans>đến hết {until}</Trans>
          </span>
        )}
      </td>
    </tr>
  );
}

/** A state in words with its meeting's day; a dash where nothing is asked or nothing is shown. */
function State({ state, meeting }: { state: DutyState | null; meeting: Duty['meetings'][number] | undefined }) {
  if (state === null || state === 'NOT_DUE') return <>–</>;
  return (
    <>
      <Chip tone={DUTY_TONES[state]}>{dutyStateName(state)}</Chip>{' '}
      {meeting && (
        <Link to="/sinh-hoat/$meetingId" params={{ meetingId: meeting.id }} className="num small">
          {date(meeting.startsAt)}
        </Link>
      )}
    </>
  );
}
