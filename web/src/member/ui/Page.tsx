import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Icon } from './Icon.js';

interface PageProps {
  title: string;
  /** A small line over the title. */
  above?: string;
  /** Where the arrow leads; left out on the four pages of the bottom bar. */
  back?: string;
  /** A running meeting: the head is a red strip with the arrow in it. */
  strong?: boolean;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A page with its title; the title takes the focus, so that a screen reader says where one is. */
export function Page({ title, above, back, strong = false, aside, children }: PageProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t`Sổ tay`}`;
  }, [title, t]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <main className={strong ? 'page page-strong' : 'page'}>
      {back !== undefined && !strong && (
        <Link href={back} className="back">
          <Icon name="back" /> <Trans>Quay lại</Trans>
        </Link>
      )}
      <div className="page-head">
        {back !== undefined && strong && (
          <Link href={back} className="back" aria-label={t`Quay lại`}>
            <Icon name="back" />
          </Link>
        )}
        <div className="page-title">
          {above && <p className="small">{above}</p>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {aside}
      </div>
      {children}
    </main>
  );
}
