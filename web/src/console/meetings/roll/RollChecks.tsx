import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { dateTime, time } from '../../../shared/format.js';
import { Panel } from '../../parts/Panel.js';
import { attendanceFlagName, refusedCheckInName } from '../../words.js';
import type { MeetingFacts } from '../MeetingContent.js';

type Row = MeetingFacts['attendance'][number];

/** Why somebody stands on the roll as they do, and what to look at; nothing where there is nothing to say. */
export function Why({ row }: { row: Row }) {
  const { t } = useLingui();
  const marked = row.markedAt ? time(row.markedAt) : '';
  const seen = row.checkedInAt && row.method !== 'ROLL_CALL' ? time(row.checkedInAt) : null;
  return (
    <>
      {seen && (
        <div className="small soft">
          <Trans>Tự điểm danh {seen}</Trans>
        </div>
      )}
      {seen && row.basis === 'MARK' && (
        <div className="small soft">
          <Trans>Theo bí thư ghi lúc {marked}, sau khi tự điểm danh</Trans>
        </div>
      )}
      {row.flags.length > 0 && (
        <div className="small" style={{ color: 'var(--red)' }} role="note">
          {t`Cần xem lại`}: {row.flags.map(flag => attendanceFlagName(flag)).join(', ')}
        </div>
      )}
    </>
  );
}

/** Whether enough full members are there to decide, and who counts for a vote. */
export function QuorumPanel({ quorum }: { quorum: MeetingFacts['quorum'] }) {
  const { fullMembers, present, needed, reached, voteBase } = quorum;
  return (
    <Panel title={<Trans>Số đảng viên biểu quyết</Trans>}>
      <p className="strong" role="status" style={reached ? { color: 'var(--green-ink)' } : undefined}>
        {reached ? <Trans>Đủ số đảng viên để biểu quyết</Trans> : <Trans>Chưa đủ số đảng viên để biểu quyết</Trans>}
      </p>
      <p className="soft">
        <Trans>
          {present} / {fullMembers} đảng viên chính thức có mặt, cần ít nhất {needed}. Tính biểu quyết trên {voteBase}.
        </Trans>
      </p>
    </Panel>
  );
}

/** Codes that were refused: who tried, why, how often. */
export function RefusedPanel({ refused }: { refused: MeetingFacts['refusedCheckIns'] }) {
  if (refused.length === 0) return null;
  return (
    <Panel title={<Trans>Mã bị từ chối</Trans>}>
      <ul className="stack" style={{ gap: '0.4rem' }}>
        {refused.map(({ member, reason, times, lastAt }) => (
          <li key={`${member.id} ${reason}`}>
            <span className="strong">{member.fullName}</span>
            <div className="small soft num">
              {refusedCheckInName(reason)} · <Plural value={times} other="# lần" /> · {dateTime(lastAt)}
            </div>
          </li>
        ))}
      </ul>
      <p className="small soft" style={{ marginTop: '0.6rem' }}>
        <Trans>Nếu đồng chí ấy có mặt, bí thư ghi “Có mặt” trong danh sách.</Trans>
      </p>
    </Panel>
  );
}

/** The rule of who wins, in short. */
export function RuleOfRoll() {
  return (
    <details style={{ padding: '0.6rem 1rem' }}>
      <summary className="small">
        <Trans>Ai được tính khi có nhiều lần ghi?</Trans>
      </summary>
      <p className="small soft">
        <Trans>
          Bí thư ghi sau khi đảng viên tự điểm danh thì theo bí thư. Đảng viên tự điểm danh sau lần bí thư ghi thì tính
          có mặt. Cả hai đều hơn trả lời giấy mời. Hai người cùng ghi thì theo lần ghi sau. Sau khi kết thúc, mã gửi đến
          muộn chỉ lưu làm bằng chứng.
        </Trans>
      </p>
    </details>
  );
}
