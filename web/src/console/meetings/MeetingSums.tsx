import { Trans, useLingui } from '@lingui/react/macro';
import type { ConsoleMeetingSumsQuery, MeetingRowFragment } from '../../graphql/graphql.js';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { count, percent, timeRange } from '../../shared/format.js';
import { BandChip, Total } from '../assessments/ScoreWords.js';
import { Chip } from '../parts/Chip.js';
import { Panel } from '../parts/Panel.js';
import { MEETING_TONES, meetingKindName, meetingStatusName } from '../words.js';
import './meetings.css';

/** What a committee officer sees of a meeting: when, its status, and how many came. No names. */
export function MeetingSums({ meeting }: { meeting: NonNullable<ConsoleMeetingSumsQuery['meeting']> }) {
  const rate = percent(meeting.attendanceSummary.rate);
  const held = meeting.status === 'OPEN' || meeting.status === 'CLOSED';
  return (
    <div className="stack" style={{ maxWidth: '46rem' }}>
      <section className="panel panel-body meeting-head" style={{ paddingTop: '1.2rem' }}>
        <CalendarLeaf at={meeting.startsAt} />
        <div>
          <p className="strong">{meeting.cell.name}</p>
          <p className="num">{timeRange(meeting.startsAt, meeting.endsAt)}</p>
          <p className="soft">{meetingKindName(meeting.kind)}</p>
        </div>
        <Chip tone={MEETING_TONES[meeting.status]}>{meetingStatusName(meeting.status)}</Chip>
      </section>
      <Panel title={<Trans>Điểm danh</Trans>} aside={held ? <Trans>Tỷ lệ có mặt {rate}</Trans> : null}>
        {held ? (
          <Sums meeting={meeting} />
        ) : (
          <p className="soft">
            <Trans>Buổi họp chưa diễn ra.</Trans>
          </p>
        )}
      </Panel>
      {meeting.assessments.length > 0 && (
        <Panel title={<Trans>Chất lượng buổi sinh hoạt</Trans>}>
          <dl className="facts">
            {meeting.assessments.map(sum => (
              <div key={sum.scorer} style={{ display: 'contents' }}>
                <dt>{sum.scorer === 'CELL' ? <Trans>Chi bộ tự chấm</Trans> : <Trans>Cấp ủy theo dõi chấm</Trans>}</dt>
                <dd>
                  <Total sum={sum} /> <BandChip band={sum.band} />
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
      <p className="small soft">
        <Trans>Nội dung, danh sách và biên bản chỉ chi bộ và cấp ủy viên theo dõi xem được.</Trans>
      </p>
    </div>
  );
}

/** The sums of a roll call. */
export function Sums({ meeting }: { meeting: Pick<MeetingRowFragment, 'attendanceSummary'> }) {
  const { t } = useLingui();
  const { entitled, expected, present, excused, unexcused, exempt } = meeting.attendanceSummary;
  const rows = [
    [t`Phải dự`, entitled],
    [t`Có mặt`, present],
    [t`Có phép`, excused],
    [t`Không phép`, unexcused],
    [t`Chưa điểm danh`, expected],
    [t`Miễn`, exempt],
  ] as const;
  return (
    <dl className="sums">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
