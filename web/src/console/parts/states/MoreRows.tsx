import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ApiError } from '../../../shared/errors.js';
import { count } from '../../../shared/format.js';
import { Refused } from './Refused.js';
import '../parts.css';

/** The foot of a list that grows: how many of how many, and the next ones. */
export function MoreRows(props: {
  shown: number;
  total: number;
  /** "hơn 1.000": the server stopped counting. */
  totalIsMore?: boolean;
  hasMore: boolean;
  fetching: boolean;
  error: ApiError | null;
  onMore: () => void;
}) {
  const { shown, total, totalIsMore = false, hasMore, fetching, error, onMore } = props;
  const [some, all] = [count(shown), count(total)];
  return (
    <div className="more">
      <p className="soft" aria-live="polite">
        {hasMore && totalIsMore && (
          <Trans>
            Đang xem {some} trong hơn {all}
          </Trans>
        )}
        {hasMore && !totalIsMore && (
          <Trans>
            Đang xem {some} trong {all}
          </Trans>
        )}
        {!hasMore && <Plural value={total} other={`Tất cả ${all}`} />}
      </p>
      <Refused error={error} />
      {hasMore && (
        <Button variant="default" loading={fetching} onClick={onMore}>
          <Trans>Xem thêm</Trans>
        </Button>
      )}
    </div>
  );
}
