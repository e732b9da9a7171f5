import { Plural, Trans } from '@lingui/react/macro';
import { count } from '../../../shared/format.js';

/** "12 tài liệu", or "hơn 1.000 tài liệu" where the server stopped counting. */
export function Count({ total, isMore }: { total: number; isMore: boolean }) {
  const number = count(total);
  return isMore ? <Trans>hơn {number} tài liệu</Trans> : <Plural value={total} other="# tài liệu" />;
}
