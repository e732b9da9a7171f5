import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import './parts.css';

/** One step of the way to a page: a link, or words. */
export interface Crumb {
  id: string;
  node: ReactNode;
}

/** The head of a page: where it stands, its title, what can be done; then its content. */
export function Page(props: { title: string; crumbs?: Crumb[]; actions?: ReactNode; children: ReactNode }) {
  const { title, crumbs = [], actions, children } = props;
  useEffect(() => {
    document.title = `${title} · Sổ tay`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <div>
          {crumbs.length > 0 && <Crumbs items={crumbs} />}
          <h1>{title}</h1>
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

function Crumbs({ items }: { items: Crumb[] }) {
  return (
    <nav aria-labelledby="crumbs">
      <span id="crumbs" className="sr-only">
        <Trans>Vị trí</Trans>
      </span>
      <ol className="crumbs">
        {items.map(item => (
          <li key={item.id}>{item.node}</li>
        ))}
      </ol>
    </nav>
  );
}
