import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ConsoleDocumentPartsFragment } from '../../../graphql/graphql.js';
import { date, dateTime, yearMonth } from '../../../shared/format.js';
import { documentKindName } from '../../../shared/libraryWords.js';
import { officeName, organisationKindName } from '../../words.js';

/** What a document is, for whom, and whether it still holds. */
export function Facts({ document }: { document: ConsoleDocumentPartsFragment }) {
  const { t } = useLingui();
  const only = [...document.audienceKinds.map(organisationKindName), ...document.audienceOffices.map(officeName)];
  const withdrawn = document.withdrawnAt && dateTime(document.withdrawnAt);
  return (
    <>
      {withdrawn && (
        <div className="note note-bad">
          <p className="strong">
            <Trans>Đã thu hồi lúc {withdrawn}</Trans>
          </p>
          <p>{document.withdrawalReason}</p>
        </div>
      )}
      <dl className="facts">
        <dt>{t`Loại tài liệu`}</dt>
        <dd>{documentKindName(document.kind)}</dd>
        {document.bulletinMonth && (
          <>
            <dt>{t`Bản tin của tháng`}</dt>
            <dd>{yearMonth(document.bulletinMonth)}</dd>
          </>
        )}
        <dt>{t`Cơ quan ban hành`}</dt>
        <dd>{document.issuer ?? '–'}</dd>
        <dt>{t`Số hiệu`}</dt>
        <dd>{document.number ?? '–'}</dd>
        <dt>{t`Ngày ban hành`}</dt>
        <dd className="num">{document.issuedOn ? date(document.issuedOn) : '–'}</dd>
        <dt>{t`Chủ đề`}</dt>
        <dd>{document.topics.join(', ') || '–'}</dd>
        <dt>{t`Dành cho`}</dt>
        <dd>
          {document.audience.name}
          {only.length > 0 && <span className="soft"> · {only.join(', ')}</span>}
        </dd>
        <dt>{t`Đăng lúc`}</dt>
        <dd className="num">
          {document.publishedAt ? dateTime(document.publishedAt) : <Trans>Khi gửi lời mời họp</Trans>}
        </dd>
        {document.minutes !== null && (
          <>
            <dt>{t`Thời gian đọc`}</dt>
            <dd>
              <Plural value={document.minutes} other="khoảng # phút" />
            </dd>
          </>
        )}
        <Replaced name={t`Thay thế`} documents={document.replaces} />
        <Replaced name={t`Được thay bằng`} documents={document.replacedBy} />
      </dl>
    </>
  );
}

function Replaced({ name, documents }: { name: string; documents: ConsoleDocumentPartsFragment['replaces'] }) {
  if (documents.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {documents.map(({ id, kind, number, title }) => (
          <div key={id}>
            <Link to="/thu-vien/$documentId" params={{ documentId: id }}>
              {[documentKindName(kind), number, title].filter(Boolean).join(' · ')}
            </Link>
          </div>
        ))}
      </dd>
    </>
  );
}
