import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { AttendanceFlag } from '../../graphql/graphql.js';
import { time } from '../../shared/format.js';
import type { Roll } from '../offline/localMeetings.js';
import type { RollRow } from './roll.js';

/** What the secretary should look at, in plain words. */
export function FlagWord({ flag }: { flag: AttendanceFlag }) {
  switch (flag) {
    case 'FOREIGN_DEVICE':
      return <Trans>điểm danh bằng máy của người khác</Trans>;
    case 'SHARED_DEVICE':
      return <Trans>cùng một máy với người khác</Trans>;
    case 'UNSIGNED':
      return <Trans>máy chưa ký xác nhận</Trans>;
    case 'CLOCK_OFF':
      return <Trans>giờ trên máy bị lệch</Trans>;
    case 'MARK_CLOCK_OFF':
      return <Trans>giờ trên máy người điểm danh bị lệch</Trans>;
  }
}

/** Why somebody stands on the roll as they do: which of what is known of them wins. */
export function Why({ row }: { row: RollRow }) {
  const marked = row.markedAt ? time(row.markedAt) : '';
  const seen = row.lastCheckInAt ? time(row.lastCheckInAt) : '';
  if (row.basis === 'CHECK_IN')
    return row.markedAt ? (
      <Trans>
        Có mặt vì tự điểm danh lúc {seen}, sau lần bí thư ghi lúc {marked}.
      </Trans>
    ) : (
      <Trans>Có mặt vì tự điểm danh bằng mã lúc {seen}.</Trans>
    );
  if (row.basis === 'MARK')
    return row.lastCheckInAt ? (
      <Trans>
        Theo bí thư ghi lúc {marked}, sau khi đồng chí ấy tự điểm danh lúc {seen}.
      </Trans>
    ) : (
      <Trans>Theo bí thư ghi lúc {marked}.</Trans>
    );
  if (row.basis === 'ANSWER') return <Trans>Theo trả lời giấy mời, chưa ai điểm danh.</Trans>;
  return row.state === 'EXEMPT' ? <Trans>Được miễn sinh hoạt.</Trans> : <Trans>Chưa ai điểm danh.</Trans>;
}

/** The rule in short, for whoever asks. */
export function RuleOfRoll() {
  return (
    <details>
      <summary className="link">
        <Trans>Ai được tính khi có nhiều lần ghi?</Trans>
      </summary>
      <p className="small">
        <Trans>
          Bí thư ghi sau khi đảng viên tự điểm danh thì theo bí thư. Đảng viên tự điểm danh sau lần bí thư ghi thì tính
          có mặt. Cả hai đều hơn trả lời giấy mời. Hai người cùng ghi thì theo lần ghi sau. Sau khi kết thúc, mã gửi đến
          muộn chỉ lưu làm bằng chứng.
        </Trans>
      </p>
    </details>
  );
}

/** Whether enough full members are there to decide, and who counts for a vote. */
export function QuorumLine({ quorum }: { quorum: NonNullable<Roll['quorum']> }) {
  const { present, fullMembers, needed, reached, voteBase } = quorum;
  return (
    <section className="card" role="status">
      <p className={reached ? 'strong good' : 'strong'}>
        {reached ? <Trans>✓ Đủ số đảng viên để biểu quyết</Trans> : <Trans>Chưa đủ số đảng viên để biểu quyết</Trans>}
      </p>
      <p className="small">
        <Trans>
          {present} / {fullMembers} đảng viên chính thức có mặt, cần ít nhất {needed}. Tính biểu quyết trên {voteBase}.
        </Trans>
      </p>
    </section>
  );
}

/** Codes that were refused: who tried, why, how often. */
export function RefusedCodes({ refused }: { refused: Roll['refusedCheckIns'] }) {
  const { t } = useLingui();
  if (refused.length === 0) return null;
  return (
    <section className="card stack" aria-label={t`Mã bị từ chối`}>
      <h2>
        <Trans>Mã bị từ chối</Trans>
      </h2>
      <ul className="rows">
        {refused.map(({ member, reason, times, lastAt }) => (
          <li key={`${member.id} ${reason}`}>
            <span className="strong">{member.fullName}</span>{' '}
            <span className="small">
              <RefusedWord reason={reason} /> · <Plural value={times} other="# lần" /> · {time(lastAt)}
            </span>
          </li>
        ))}
      </ul>
      <p className="small">
        <Trans>Nếu đồng chí ấy có mặt, bí thư điểm danh hộ bằng cách chạm vào tên.</Trans>
      </p>
    </section>
  );
}

function RefusedWord({ reason }: { reason: Roll['refusedCheckIns'][number]['reason'] }) {
  switch (reason) {
    case 'CHECK_IN_CODE_EXPIRED':
      return <Trans>mã đã hết hạn, có thể do người khác gửi cho</Trans>;
    case 'CHECK_IN_SIGNATURE_WRONG':
      return <Trans>chữ ký của máy không đúng</Trans>;
    case 'CHECK_IN_IN_THE_FUTURE':
      return <Trans>giờ trên máy sai</Trans>;
    default:
      return <Trans>mã không đúng</Trans>;
  }
}
