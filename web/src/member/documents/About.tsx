import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { DocumentReadFragment, LinkedDocumentFragment } from '../../graphql/graphql.js';
import { date, yearMonth } from '../../shared/format.js';
import { documentKindName } from '../../shared/libraryWords.js';

/** What a document is, and first of all whether it still holds. */
export function About({ document }: { document: DocumentReadFragment }) {
  const { t } = useLingui();
  return (
    <>
      <Validity document={document} />
      <dl className="card about about-pairs">
        {document.issuer && <Line name={t`Nơi ban hành`}>{document.issuer}</Line>}
        {document.number && <Line name={t`Số`}>{document.number}</Line>}
        {document.issuedOn && <Line name={t`Ngày ban hành`}>{date(document.issuedOn)}</Line>}
        {document.bulletinMonth && <Line name={t`Bản tin của`}>{yearMonth(document.bulletinMonth)}</Line>}
        {document.minutes !== null && (
          <Line name={t`Thời gian đọc`}>
            <Plural value={document.minutes} other="khoảng # phút" />
          </Line>
        )}
        {document.topics.length > 0 && <Line name={t`Chủ đề`}>{document.topics.join(', ')}</Line>}
        {document.replaces.length > 0 && (
          <Line name={t`Thay thế`}>
            <Linked documents={document.replaces} />
          </Line>
        )}
      </dl>
    </>
  );
}

function Validity({ document }: { document: DocumentReadFragment }) {
  const day = document.withdrawnAt && date(document.withdrawnAt);
  return (
    <>
      {document.state === 'WITHDRAWN' && (
        <div className="note note-bad">
          <p className="strong">
            {day ? <Trans>Văn bản này đã được thu hồi ngày {day}.</Trans> : <Trans>Văn bản này đã được thu hồi.</Trans>}
          </p>
          {document.withdrawalReason && (
            <p>
              <Trans>Lý do: {document.withdrawalReason}</Trans>
            </p>
          )}
        </div>
      )}
      {document.replacedBy.length > 0 && (
        <div className="note">
          <p className="strong">
            <Trans>Đã có văn bản thay thế:</Trans>
          </p>
          <Linked documents={document.replacedBy} />
        </div>
      )}
    </>
  );
}

function Linked({ documents }: { documents: readonly LinkedDocumentFragment[] }) {
  return (
    <ul>
      {documents.map(({ id, kind, title, number }) => (
        <li key={id}>
          <Link href={`/tai-lieu/${id}`} className="link">
            {[`${documentKindName(kind)}${number ? ` ${number}` : ''}`, title].join(': ')}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="small">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
