import { Trans, useLingui } from '@lingui/react/macro';
import './reading.css';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { DocumentReadFragment, ReaderFileFragment } from '../../../graphql/graphql.js';
import { Page } from '../../ui/Page.js';
import { Empty, Loaded, Refused, Skeleton } from '../../ui/states.js';
import { NoteSheet } from '../notes/NoteSheet.js';
import { NotesSheet } from '../notes/NotesSheet.js';
import { type MyNote, useNotes } from '../notes/useNotes.js';
import { type Readable, readable } from '../readingForms.js';
import { useDocument } from '../useDocument.js';
import { useReaderSize } from './LookSheet.js';
import { PagePictures } from './PagePictures.js';
import { ReaderFoot } from './ReaderFoot.js';
import { ReaderFrame } from './ReaderFrame.js';
import { useFormText } from './useFormText.js';
import { useLaidOut } from './useLaidOut.js';
import { useProgress } from './useProgress.js';

interface ReaderProps {
  documentId: string;
  fileId: string;
}

/** A file of a document to be read here: as text that fits the screen, or as pictures of its pages. */
export function Reader({ documentId, fileId }: ReaderProps) {
  const { t } = useLingui();
  const page = useDocument(documentId);
  const document = page.data?.document;
  const file = document?.files.find(each => each.id === fileId);
  if (document && file) return <Opened document={document} file={file} />;
  return (
    <Page title={t`Đọc`} back={`/tai-lieu/${documentId}`}>
      <Loaded of={page}>
        {() => (
          <Empty>
            <Trans>Không có tệp này, hoặc đã có bản mới thay thế. Đồng chí mở lại từ trang tài liệu.</Trans>
          </Empty>
        )}
      </Loaded>
    </Page>
  );
}

function Opened({ document, file }: { document: DocumentReadFragment; file: ReaderFileFragment }) {
  const [place, setPlace] = useSearchParams();
  const can = readable(file);
  const asPictures = can.pictures && (place.get('kieu') === 'anh' || !can.text);
  const article = useRef<HTMLElement>(null);
  const notes = useNotes(document).filter(note => note.fileId === file.id || note.fileId === null);
  const form = useFormText(file.id, can.text && !asPictures);
  const size = useReaderSize();
  const before = document.myProgress ?? 0;
  const [open, setOpen] = useState<Omit<MyNote, 'waiting'> | null>(null);
  const beginning = {
    page: Number(place.get('trang')) || null,
    words: place.get('tim') ?? '',
    part: place.has('tiep') && before < 1 ? before : null,
  };
  const openNote = (id: string) => setOpen(notes.find(note => note.id === id) ?? null);
  const laidOut = useLaidOut(article, asPictures ? undefined : form.html, notes, beginning, openNote);
  const ready = asPictures || laidOut;
  const now = useProgress(article, { documentId: document.id, fileId: file.id, before, ready });
  const [listed, setListed] = useState(false);
  const [large, setLarge] = useState(false);
  const last = useRef<number | null>(null);
  if (now.page !== null && !asPictures) last.current = now.page;
  useEffect(() => {
    if (asPictures) article.current?.querySelector(`[data-page="${last.current ?? 1}"]`)?.scrollIntoView();
  }, [asPictures]);
  const show = (kind: 'anh' | null) =>
    setPlace(kind ? { kieu: kind } : now.page === null ? {} : { trang: String(now.page) }, { replace: true });

  return (
    <ReaderFrame document={document} file={file} place={now}>
      {asPictures && (
        <article key="pictures" ref={article}>
          <PagePictures pages={picturesOf(file)} large={large} />
        </article>
      )}
      {!asPictures && can.text && (
        <>
          {form.html === undefined && form.error === null && <Skeleton kind="rows" rows={8} />}
          {form.html === undefined && form.error !== null && (
            <Refused error={form.error}>
              <button type="button" className="link" onClick={form.again}>
                <Trans>Thử lại</Trans>
              </button>
            </Refused>
          )}
          <article
            key="text"
            ref={article}
            lang="vi"
            className="reading"
            style={{ '--reader': size / 100 } as CSSProperties}
          />
        </>
      )}
      {!asPictures && !can.text && <Unreadable can={can} documentId={document.id} />}
      <ReaderFoot
        article={article}
        documentId={document.id}
        fileId={file.id}
        count={notes.length}
        onNote={setOpen}
        onList={() => setListed(true)}
      >
        {asPictures ? (
          <>
            <button type="button" className="btn" aria-pressed={large} onClick={() => setLarge(!large)}>
              {large ? <Trans>Vừa màn hình</Trans> : <Trans>Phóng to</Trans>}
            </button>
            {can.text && (
              <button type="button" className="btn" onClick={() => show(null)}>
                <Trans>Bản đọc</Trans>
              </button>
            )}
          </>
        ) : (
          can.pictures && (
            <button type="button" className="btn" onClick={() => show('anh')}>
              <Trans>Ảnh trang</Trans>
            </button>
          )
        )}
      </ReaderFoot>
      {listed && <NotesSheet notes={notes} onOpen={setOpen} onClose={() => setListed(false)} />}
      {open && (
        <NoteSheet
          documentId={document.id}
          note={open}
          known={notes.some(note => note.id === open.id)}
          onClose={() => setOpen(null)}
        />
      )}
    </ReaderFrame>
  );
}

function picturesOf(file: ReaderFileFragment) {
  return file.forms.find(form => form.kind === 'IMAGES')?.pages ?? [];
}

function Unreadable({ can, documentId }: { can: Readable; documentId: string }) {
  return (
    <Empty>
      {can.preparing ? (
        <Trans>Đang chuẩn bị bản đọc. Thường xong trong ít phút; trang này tự hiện khi xong.</Trans>
      ) : (
        <Trans>Tệp này chưa có bản đọc.</Trans>
      )}{' '}
      <Link href={`/tai-lieu/${documentId}`} className="link">
        <Trans>Về trang tài liệu để mở tệp gốc</Trans>
      </Link>
    </Empty>
  );
}
