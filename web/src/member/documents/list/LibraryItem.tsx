import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { DocumentsQuery, LibraryRowFragment } from '../../../graphql/graphql.js';
import { date } from '../../../shared/format.js';
import { documentKindName } from '../../../shared/libraryWords.js';
import { pieces } from '../../../shared/snippet.js';
import { Icon } from '../../ui/Icon.js';
import { Bookmark } from '../Bookmark.js';
import { Progress } from '../Progress.js';
import { readerPath } from '../paths.js';
import { HitText } from './HitText.js';

type Edge = DocumentsQuery['documents']['edges'][number];

/** A document of the library; found by words it also shows where they stand, and the way to that page. */
export function LibraryItem({ document, hit, words }: { document: LibraryRowFragment; hit?: Edge; words?: string }) {
  const { t } = useLingui();
  const read = document.myProgress ?? 0;
  const about = [document.issuer, document.number, document.issuedOn && date(document.issuedOn)].filter(Boolean);
  // Words that stand in the title are marked there, not said twice.
  const inTitle = hit?.snippet && textOf(hit.snippet) === document.title ? hit.snippet : null;
  return (
    <>
      <div className="library-row">
        <Link href={`/tai-lieu/${document.id}`} className="rows-item document">
          <div className="grow">
            <p className="library-kind">
              {document.myProgress === null && (
                <>
                  <i className="dot" /> <span className="hidden">{t`Chưa đọc.`}</span>
                </>
              )}
              {documentKindName(document.kind)}
              {document.state === 'WITHDRAWN' && (
                <span className="chip chip-bad">
                  <Trans>Đã thu hồi</Trans>
                </span>
              )}
            </p>
            <p className="strong">{inTitle ? <HitText snippet={inTitle} /> : document.title}</p>
            {about.length > 0 && <p className="small">{about.join(' · ')}</p>}
            {read >= 1 && (
              <p className="small good">
                <Trans>✓ Đã đọc</Trans>
              </p>
            )}
            {read > 0 && read < 1 && <Progress part={read} />}
          </div>
        </Link>
        <Bookmark document={document} small />
      </div>
      {hit?.snippet && !inTitle && <Hit document={document} hit={hit} words={words ?? ''} />}
    </>
  );
}

const textOf = (snippet: string) =>
  pieces(snippet)
    .map(({ text }) => text)
    .join('');

function Hit({ document, hit, words }: { document: LibraryRowFragment; hit: Edge; words: string }) {
  const { page, fileId, snippet } = hit;
  const text = <HitText snippet={snippet ?? ''} />;
  if (!fileId) return <p className="small library-hit">{text}</p>;
  return (
    <Link className="library-hit" href={readerPath(document.id, fileId, { page, words })}>
      <span className="small">{text}</span>
      <span className="library-page">
        {page === null ? <Trans>Mở chỗ này</Trans> : <Trans>Trang {page}</Trans>}
        <Icon name="next" />
      </span>
    </Link>
  );
}
