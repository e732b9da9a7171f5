import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { AnyVariables, UseQueryState } from 'urql';
import { toApiError } from '../../../shared/client.js';
import { Refused } from './Refused.js';
import { Failed, Nothing, WaitingRows } from './states.js';

/**
 * The three ways a question can stand: waiting, failed (with a second try), answered. What was answered stays on the screen
 * when a later question fails. An answer of null is something that does not exist or is not this person's to know.
 */
export function Answer<Data, Found>(props: {
  result: UseQueryState<Data, AnyVariables>;
  find: (data: Data) => Found | null | undefined;
  onRetry: () => void;
  waiting?: ReactNode;
  children: (found: Found) => ReactNode;
}) {
  const { result, find, onRetry, waiting, children } = props;
  const found = result.data && find(result.data);
  if (found) {
    return (
      <>
        {result.error && <Refused error={toApiError(result.error)} />}
        {children(found)}
      </>
    );
  }
  if (result.fetching || (!result.data && !result.error)) return waiting ?? <WaitingRows />;
  const error = result.error && toApiError(result.error);
  if (error && error.code !== 'NOT_FOUND') return <Failed error={error} onRetry={onRetry} />;
  return (
    <Nothing title={<Trans>Không tìm thấy nội dung này</Trans>}>
      <Trans>Có thể đã chuyển đi nơi khác, hoặc không thuộc phạm vi của đồng chí.</Trans>
    </Nothing>
  );
}
