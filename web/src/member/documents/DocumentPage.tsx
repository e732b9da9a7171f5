import { Trans, useLingui } from '@lingui/react/macro';
import { DocumentPageDocument, type DocumentRowFragment, type FilePartsFragment } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { date, fileSize } from '../../shared/format.js';
import { submit, usePending } from '../offline/outbox.js';
import { useSaved } from '../offline/useSaved.js';
import { Icon } from '../ui/Icon.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { Progress } from './DocumentItem.js';

/** A file's address carries a ticket of five minutes: the page asks for a new one before it ends. */
const RENEW_MS = 4 * 60_000;
/** A file was opened: the reading has begun. Its pages cannot be counted in the phone's own reader. */
const OPENED = 0.1;

/** A document with its files; opening one and having read it are recorded, also without a network. */
export function DocumentPage({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(DocumentPageDocument, { id }, { every: RENEW_MS });
  return (
    <Page title={page.data?.document?.title ?? t`Tài liệu`} back="/tai-lieu">
      <Loaded of={page}>
        {({ document }) =>
          document ? (
            <Body document={document} />
          ) : (
            <Empty>
              <Trans>Không có tài liệu này.</Trans>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function Body({ document }: { document: DocumentRowFragment }) {
  const { t } = useLingui();
  const waiting = usePending('reading', variables => variables.documentId === document.id);
  const progress = Math.max(document.myProgress ?? 0, waiting?.progress ?? 0);
  const record = useAction((reading: { progress: number; fileId?: string }) =>
    submit(
      'reading',
      { documentId: document.id, at: serverNowIso(), ...reading },
      older => older.documentId === document.id && older.progress <= reading.progress,
    ),
  );
  const opened = (file: FilePartsFragment) => {
    if (progress < OPENED) void record.run({ progress: OPENED, fileId: file.id });
  };
  return (
    <>
      <div className="card stack">
        <dl className="about">
          {document.issuer && <About name={t`Nơi ban hành`}>{document.issuer}</About>}
          {document.number && <About name={t`Số`}>{document.number}</About>}
          {document.issuedOn && <About name={t`Ngày ban hành`}>{date(document.issuedOn)}</About>}
          {document.topics.length > 0 && <About name={t`Chủ đề`}>{document.topics.join(', ')}</About>}
        </dl>
        <Progress part={progress} />
        <p className="small" role="status">
          {progress >= 1 && (
            <span className="good strong">
              <Trans>✓ Đồng chí đã đọc xong</Trans>
            </span>
          )}
          {progress > 0 && progress < 1 && <Trans>Đồng chí đã mở tài liệu này</Trans>}
          {progress === 0 && <Trans>Đồng chí chưa đọc tài liệu này</Trans>}
          {waiting && (
            <>
              {' '}
              <span className="chip chip-gold">
                <Trans>Chờ gửi</Trans>
              </span>
            </>
          )}
        </p>
      </div>
      <section className="stack">
        <h2>
          <Trans>Tệp</Trans>
        </h2>
        {document.files.length === 0 && (
          <Empty>
            <Trans>Tài liệu này chưa có tệp.</Trans>
          </Empty>
        )}
        <ul className="card rows">
          {document.files.map(file => (
            <li key={file.id}>
              <a className="rows-item" href={file.url} target="_blank" rel="noopener" onClick={() => opened(file)}>
                <Icon name="file" />
                <div className="grow">
                  <p className="strong">{file.name}</p>
                  <p className="small">{fileSize(file.size)}</p>
                </div>
                <span className="chip">
                  <Trans>Mở</Trans>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      {record.error !== null && <Refused error={record.error} />}
      {progress < 1 && document.files.length > 0 && (
        <button
          type="button"
          className="btn btn-main btn-wide"
          aria-busy={record.busy}
          onClick={() => void record.run({ progress: 1 })}
        >
          <Icon name="check" /> <Trans>Tôi đã đọc xong</Trans>
        </button>
      )}
    </>
  );
}

function About({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="small">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
