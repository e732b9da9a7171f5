import { type ReactNode, useId } from 'react';
import './parts.css';

/** A card with a heading. `flush` lets a table reach its edges. */
export function Panel(props: {
  title: ReactNode;
  aside?: ReactNode;
  flush?: boolean;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const { title, aside, flush, foot, children } = props;
  const heading = useId();
  return (
    <section className="panel" aria-labelledby={heading}>
      <div className="panel-head">
        <h2 id={heading}>{title}</h2>
        {aside && <div className="soft">{aside}</div>}
      </div>
      {flush ? <div className="panel-flush">{children}</div> : <div className="panel-body">{children}</div>}
      {foot && <div className="panel-foot">{foot}</div>}
    </section>
  );
}
