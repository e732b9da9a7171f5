import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { DocumentReadFragment } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { documentKindName } from '../../shared/libraryWords.js';
import { submit, usePending } from '../offline/outbox.js';
import { Icon } from '../ui/Icon.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { About } from './About.js';
import { Bookmark } from './Bookmark.js';
import { FileCard } from './FileCard.js';
import { NoteList } from './notes/NoteList.js';
import { Progress } from './Progress.js';
import { readerPath } from './paths.js';
import { readable } from './readingForms.js';
import { useDocument } from './useDocument.js';

/** A file was opened: the reading has begun. Its pages cannot be counted in the phone's own reader. */
const OPENED = 0.1;

/** A document: what it is, whether it still holds, where the person left off, its files and the person's own notes. */
export function DocumentPage({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useDocument(id);
  const document = page.data?.document;
  const above = document && [documentKindName(document.kind), document.number].filter(Boolean).join(' · ');
  return (
    <Page title={document?.title ?? t`Tài liệu`} back="/tai-lieu" {...(above ? { above } : {})}>
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

function Body({ document }: { document: DocumentReadFragment }) {
  const waiting = usePending('reading', variables => variables.documentId === document.id);
  const progress = Math.max(document.myProgress ?? 0, waiting?.progress ?? 0);
  const record = useAction((reading: { progress: number; fileId?: string }) =>
    submit(
      'reading',
      { documentId: document.id, at: serverNowIso(), ...reading },
      older => older.documentId === document.id && older.progress <= reading.progress,
    ),
  );
  return (
    <>
      <About document={document} />
      <ReadOn document={document} page={Math.max(document.myPage ?? 0, waiting?.page ?? 0)} progress={progress} />
      <div className="stack">
        <Progress part={progress} />
        <p className="small" role="status">
          <ProgressWord progress={progress} />
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
      <div className="buttons">
        <Bookmark document={document} />
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
        {document.files.map(file => (
          <FileCard
            key={file.id}
            documentId={document.id}
            file={file}
            onOpened={() => {
              if (progress < OPENED) void record.run({ progress: OPENED, fileId: file.id });
            }}
          />
        ))}
      </section>
      {record.error !== null && <Refused error={record.error} />}
      <NoteList document={document} />
      {progress < 1 && document.files.length > 0 && (
        <button
          type="button"
          className="btn btn-wide"
          aria-busy={record.busy}
          onClick={() => void record.run({ progress: 1 })}
        >
          <Icon name="check" /> <Trans>Tôi đã đọc xong</Trans>
        </button>
      )}
    </>
  );
}

function ProgressWord({ progress }: { progress: number }) {
  if (progress >= 1)
    return (
      <span className="good strong">
        <Trans>✓ Đồng chí đã đọc xong</Trans>
      </span>
    );
  return progress > 0 ? <Trans>Đồng chí đang đọc tài liệu này</Trans> : <Trans>Đồng chí chưa đọc tài liệu này</Trans>;
}

/** The one main action: read, or read on where one left. */
function ReadOn({ document, page, progress }: { document: DocumentReadFragment; page: number; progress: number }) {
  const file = document.files.find(each => readable(each).text) ?? document.files.find(each => readable(each).pictures);
  if (!file) return null;
  const goesOn = progress > 0 && progress < 1;
  return (
    <Link
      href={readerPath(document.id, file.id, goesOn ? (page > 1 ? { page } : { goesOn }) : {})}
      className="btn btn-main btn-wide"
    >
      {!goesOn && <Trans>Đọc</Trans>}
      {goesOn && (page > 1 ? <Trans>Đọc tiếp trang {page}</Trans> : <Trans>Đọc tiếp</Trans>)}
    </Link>
  );
}
