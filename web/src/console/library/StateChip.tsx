import { Trans } from '@lingui/react/macro';
import type { ConsoleDocumentRowFragment } from '../../graphql/graphql.js';
import { dateTime } from '../../shared/format.js';
import { Chip } from '../parts/Chip.js';

/** Whether a document is before its readers; nothing for one that simply is. */
export function StateChip({ document }: { document: Pick<ConsoleDocumentRowFragment, 'state' | 'publishedAt'> }) {
  if (document.state === 'WITHDRAWN')
    return (
      <Chip tone="bad">
        <Trans>Đã thu hồi</Trans>
      </Chip>
    );
  if (document.state !== 'SCHEDULED') return null;
  const at = document.publishedAt && dateTime(document.publishedAt);
  return <Chip tone="wait">{at ? <Trans>Đăng lúc {at}</Trans> : <Trans>Chờ gửi lời mời họp</Trans>}</Chip>;
}
