import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { DocumentReadFragment, ReaderFileFragment } from '../../../graphql/graphql.js';
import { Icon } from '../../ui/Icon.js';
import { Progress } from '../Progress.js';
import { LookSheet } from './LookSheet.js';
import type { ReadingPlace } from './places.js';

interface ReaderFrameProps {
  document: DocumentReadFragment;
  file: ReaderFileFragment;
  place: ReadingPlace;
  children: ReactNode;
}

/** The reader's head: back, what is read, where in it, how it looks; nothing else stands between the person and the text. */
export function ReaderFrame({ document: read, file, place, children }: ReaderFrameProps) {
  const { t } = useLingui();
  const [look, setLook] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${read.title} · ${t`Sổ tay`}`;
  }, [read.title, t]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const pages = file.pages ?? 0;
  return (
    <main className="page page-reading">
      <header className="reading-head">
        <div className="row">
          <Link href={`/tai-lieu/${read.id}`} className="back" aria-label={t`Quay lại`}>
            <Icon name="back" />
          </Link>
          <h1 ref={heading} tabIndex={-1}>
            {read.title}
          </h1>
          {place.page !== null && pages > 1 && (
            <span className="small reading-page" role="img" aria-label={t`Trang ${place.page}/${pages}`}>
              {place.page}/{pages}
            </span>
          )}
          <button type="button" className="round round-plain" aria-label={t`Cách đọc`} onClick={() => setLook(true)}>
            <b aria-hidden="true">Aa</b>
          </button>
        </div>
        <Progress part={place.progress} />
      </header>
      {file.isOcr && (
        <p className="note small">
          <Trans>Bản quét: chữ do máy nhận dạng, có thể sai.</Trans>
        </p>
      )}
      {children}
      {look && <LookSheet onClose={() => setLook(false)} />}
    </main>
  );
}
