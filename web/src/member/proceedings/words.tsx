import { Trans } from '@lingui/react/macro';
import type { VoteChoice } from '../../graphql/graphql.js';
import type { ProceedingWrites } from './writes.js';

/** What of a meeting's course waits or was refused, in words. */
export function ProceedingWord({ kind }: { kind: keyof ProceedingWrites }) {
  switch (kind) {
    case 'itemStart':
    case 'itemEnd':
      return <Trans>Đồng hồ nội dung</Trans>;
    case 'conclusion':
      return <Trans>Kết luận từng nội dung</Trans>;
    case 'speech':
    case 'speechEdit':
    case 'speechGone':
      return <Trans>Ghi ý kiến phát biểu</Trans>;
    case 'votePlan':
    case 'voteOpen':
    case 'voteClose':
    case 'voteCancel':
      return <Trans>Tổ chức biểu quyết</Trans>;
    case 'ballot':
      return <Trans>Biểu quyết</Trans>;
    case 'ballots':
      return <Trans>Ghi ý kiến biểu quyết</Trans>;
    case 'task':
    case 'taskCancel':
      return <Trans>Giao nhiệm vụ</Trans>;
    case 'taskReport':
      return <Trans>Báo tiến độ</Trans>;
  }
}

/** Đồng ý, không đồng ý, ý kiến khác. */
export function ChoiceWord({ choice }: { choice: VoteChoice }) {
  switch (choice) {
    case 'AGREE':
      return <Trans>Đồng ý</Trans>;
    case 'DISAGREE':
      return <Trans>Không đồng ý</Trans>;
    case 'OTHER':
      return <Trans>Ý kiến khác</Trans>;
  }
}
