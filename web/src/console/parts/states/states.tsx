import { Trans } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText } from '../../../shared/errors.js';
import '../parts.css';

/** Uneven, as words are. */
const WIDTHS = ['92%', '71%', '84%', '63%', '88%', '57%', '79%', '66%'];

/** Grey lines in the shape of a list that is coming. */
export function WaitingRows({ rows = 6 }: { rows?: number }) {
  return (
    <div className="panel-body stack" role="status">
      <span className="sr-only">
        <Trans>Đang tải…</Trans>
      </span>
      {WIDTHS.slice(0, rows).map(width => (
        <Skeleton key={width} height="1.4rem" width={width} />
      ))}
    </div>
  );
}

/** There is nothing (yet), and what to do about it. */
export function Nothing({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="nothing">
      <p className="strong">{title}</p>
      {children && <div className="soft">{children}</div>}
    </div>
  );
}

/** It could not be loaded: why, and a second try. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="nothing" role="alert">
      <p className="strong">{errorText(error)}</p>
      <Button variant="default" onClick={onRetry}>
        <Trans>Thử lại</Trans>
      </Button>
    </div>
  );
}
