import { useLingui } from '@lingui/react/macro';
import { time } from '../../shared/format.js';
import { useNow } from './useNow.js';

/** How long a meeting has been running, beside the title. */
export function Elapsed({ since }: { since: string | null | undefined }) {
  const { t } = useLingui();
  const now = useNow();
  if (!since) return null;
  const began = time(since);
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    <span className="elapsed" role="timer" title={t`Đang họp từ ${began}`}>
      {two(Math.floor(seconds / 3600))}:{two(Math.floor(seconds / 60) % 60)}:{two(seconds % 60)}
    </span>
  );
}
