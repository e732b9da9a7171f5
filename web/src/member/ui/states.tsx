import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { errorText } from '../../shared/errors.js';
import { dateTime } from '../../shared/format.js';
import type { Saved } from '../offline/useSaved.js';

/** Grey shapes where something will come; `kind` is the shape of what comes. */
export function Skeleton({ kind, rows = 3 }: { kind: 'card' | 'rows'; rows?: number }) {
  return (
    <div className="card skeleton" aria-busy="true">
      <span className="hidden" role="status">
        <Trans>Đang tải…</Trans>
      </span>
      {kind === 'card' && (
        <div className="row">
          <i className="bone bone-leaf" />
          <div className="grow">
            <i className="bone bone-title" />
            <i className="bone" />
            <i className="bone bone-short" />
          </div>
        </div>
      )}
      {kind === 'rows' &&
        Array.from({ length: rows }, (_, row) => `row ${row}`).map(row => <i key={row} className="bone" />)}
    </div>
  );
}

/** Nothing is there yet, and what will be. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="card empty">{children}</p>;
}

/** Something was refused or failed: what happened, and what can be done. */
export function Refused({ error, children }: { error: unknown; children?: ReactNode }) {
  return (
    <div className="note note-bad" role="alert">
      <p>{errorText(error)}</p>
      {children}
    </div>
  );
}

/** A word of success that stays to be read. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <div className="note note-good" role="status">
      {children}
    </div>
  );
}

interface LoadedProps<Data> {
  of: Saved<Data>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** The three states of what a page reads: coming, there (perhaps saved from earlier), refused. */
export function Loaded<Data>({ of, skeleton, children }: LoadedProps<Data>) {
  if (of.data === undefined) {
    return of.error && !of.fetching ? <Refused error={of.error} /> : (skeleton ?? <Skeleton kind="rows" />);
  }
  const savedAt = of.savedAt ? dateTime(new Date(of.savedAt).toISOString()) : '';
  return (
    <>
      {of.error && (
        <p className="note" role="status">
          {of.error.code === 'NETWORK' ? (
            <Trans>Không có mạng. Đồng chí đang xem bản đã lưu lúc {savedAt}.</Trans>
          ) : (
            <Trans>Chưa cập nhật được. Đồng chí đang xem bản lúc {savedAt}.</Trans>
          )}
        </p>
      )}
      {children(of.data)}
    </>
  );
}
