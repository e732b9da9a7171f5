import { Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import { CellResolutionsDocument } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { useSaved } from '../offline/useSaved.js';

/** The latest resolutions of the cell's other meetings, with how far their tasks are. */
export function CellResolutions({ cellId, meetingId }: { cellId: string; meetingId: string }) {
  const { data } = useSaved(CellResolutionsDocument, { cellId });
  const others = (data?.resolutions.edges ?? []).map(({ node }) => node).filter(one => one.meetingId !== meetingId);
  if (others.length === 0) return null;
  return (
    <section className="stack">
      <h2>
        <Trans>Nghị quyết khác của chi bộ</Trans>
      </h2>
      <ul className="card rows">
        {others.map(({ id, meetingId: other, number, title, issuedOn, progress }) => (
          <li key={id}>
            <Link href={`/sinh-hoat/${other}/nghi-quyet`} className="rows-item">
              <span className="grow">
                <b>{number ?? <Trans>Bản thảo</Trans>}</b>
                {issuedOn && <span className="small"> · {date(issuedOn)}</span>}
                <br />
                {title}
              </span>
              {progress !== null && <b className="num">{Math.round(progress)}%</b>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
