import { useLingui } from '@lingui/react/macro';

/** How far something was read, as a golden bar. */
export function Progress({ part, label }: { part: number; label?: string }) {
  const { t } = useLingui();
  const value = Math.round(part * 100);
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label ?? t`Đã đọc`}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${value}%` }} />
    </div>
  );
}
