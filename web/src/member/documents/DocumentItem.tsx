import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { DocumentRowFragment } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { Icon } from '../ui/Icon.js';

/** A document as a row: title, who issued it, how far it was read. `snippet` is where a search hit. */
export function DocumentItem({ document, snippet }: { document: DocumentRowFragment; snippet?: string | null }) {
  const read = document.myProgress ?? 0;
  const about = [document.issuer, document.number, document.issuedOn && date(document.issuedOn)].filter(Boolean);
  return (
    <Link href={`/tai-lieu/${document.id}`} className="rows-item document">
      <Icon name="file" />
      <div className="grow">
        <p className="strong">{document.title}</p>
        {about.length > 0 && <p className="small">{about.join(' · ')}</p>}
        {snippet && <Snippet text={snippet} />}
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

/** The text around a hit. The server escapes it and marks hits by `<mark>`; here it becomes text again, never markup. */
function Snippet({ text }: { text: string }) {
  const plain = (part: string) =>
    part
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#0?39;/g, "'")
      .replace(/&amp;/g, '&');
  let at = 0;
  const parts = text.split(/(<mark>.*?<\/mark>)/s).map(part => {
    at += part.length;
    const hit = /^<mark>(.*)<\/mark>$/s.exec(part)?.[1];
    return hit === undefined ? plain(part) : <mark key={at}>{plain(hit)}</mark>;
  });
  return <p className="small">{parts}</p>;
}
