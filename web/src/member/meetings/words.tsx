import { Trans } from '@lingui/react/macro';
import type { AttendanceState, MeetingKind, MeetingStatus } from '../../graphql/graphql.js';

/** The state of a meeting in words. */
export function StatusChip({ status }: { status: MeetingStatus }) {
  switch (status) {
    case 'DRAFT':
      return (
        <span className="chip">
          <Trans>Chưa mời</Trans>
        </span>
      );
    case 'INVITED':
      return (
        <span className="chip chip-blue">
          <Trans>Đã mời</Trans>
        </span>
      );
    case 'OPEN':
      return (
        <span className="chip chip-bad">
          <Trans>Đang họp</Trans>
        </span>
      );
    case 'CLOSED':
      return (
        <span className="chip chip-good">
          <Trans>Đã kết thúc</Trans>
        </span>
      );
    case 'CANCELLED':
      return (
        <span className="chip">
          <Trans>Đã hủy</Trans>
        </span>
      );
  }
}

/** The kind of a meeting in words. */
export function KindWord({ kind }: { kind: MeetingKind }) {
  switch (kind) {
    case 'REGULAR':
      return <Trans>Sinh hoạt thường kỳ</Trans>;
    case 'THEMATIC':
      return <Trans>Sinh hoạt chuyên đề</Trans>;
    case 'COMMITTEE':
      return <Trans>Họp chi ủy</Trans>;
    case 'EXTRAORDINARY':
      return <Trans>Sinh hoạt bất thường</Trans>;
  }
}

/** A state of the roll in words. */
export function StateWord({ state }: { state: AttendanceState }) {
  switch (state) {
    case 'PRESENT':
      return <Trans>Có mặt</Trans>;
    case 'EXCUSED':
      return <Trans>Vắng có phép</Trans>;
    case 'UNEXCUSED':
      return <Trans>Vắng không phép</Trans>;
    case 'EXEMPT':
      return <Trans>Miễn sinh hoạt</Trans>;
    case 'EXPECTED':
      return <Trans>Chưa điểm danh</Trans>;
  }
}
