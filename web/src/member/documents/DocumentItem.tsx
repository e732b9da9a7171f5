import { Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { DocumentRowFragment } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { Icon } from '../ui/Icon.js';
import { Progress } from './Progress.js';

/** A document as a row of another page: title, who issued it, how far it was read. */
export function DocumentItem({ document }: { document: DocumentRowFragment }) {
  const read = document.myProgress ?? 0;
  const about = [document.issuer, document.number, document.issuedOn && date(document.issuedOn)].filter(Boolean);
  return (
    <Link href={`/tai-lieu/${document.id}`} className="rows-item document">
      <Icon name="file" />
      <div className="grow">
        <p className="strong">{document.title}</p>
        {about.length > 0 && <p className="small">{about.join(' · ')}</p>}
        {read >= 1 ? (
          <p className="small good">
            <Trans>✓ Đã đọc</Trans>
          </p>
        ) : (
          read > 0 && <Progress part={read} />
        )}
      </div>
    </Link>
  );
}
