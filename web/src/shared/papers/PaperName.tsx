import { Trans } from '@lingui/react/macro';
import type { PaperChoice } from './usePaper.js';

/** What a paper is called; a resolution by its number and title. */
export function PaperName({ choice }: { choice: PaperChoice }) {
  switch (choice.kind) {
    case 'PROGRAMME':
      return <Trans>Chương trình sinh hoạt tháng</Trans>;
    case 'ROLL_SHEET':
      return <Trans>Danh sách ký tên, in trước buổi họp</Trans>;
    case 'ATTENDANCE':
      return <Trans>Danh sách điểm danh</Trans>;
    case 'MINUTES':
      return choice.isFinal ? <Trans>Biên bản</Trans> : <Trans>Biên bản (dự thảo)</Trans>;
    case 'ASSESSMENT':
      return <Trans>Phiếu chấm điểm</Trans>;
    default:
      return choice.title;
  }
}
