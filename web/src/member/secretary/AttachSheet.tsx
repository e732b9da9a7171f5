import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import {
  AttachDocumentsDocument,
  CreateMeetingDocumentDocument,
  DetachDocumentsDocument,
  DocumentsDocument,
  type MeetingPartsFragment,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { fileSize } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { sendInParts } from '../../shared/tus.js';
import { Progress } from '../documents/Progress.js';
import { useSaved } from '../offline/useSaved.js';
import { Field } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { showMeeting } from './SecretaryPanel.js';

interface AttachProps {
  meeting: MeetingPartsFragment;
  onClose: () => void;
}

/** The documents of a meeting: new ones from this phone, ones that are already there, and taking one away. */
export function AttachSheet({ meeting, onClose }: AttachProps) {
  const { t } = useLingui();
  const [from, setFrom] = useState<'phone' | 'library'>('phone');
  const detach = useAction(async (documentId: string) => {
    const variables = { meetingId: meeting.id, documentIds: [documentId], clientMutationId: newId() };
    const { detachDocuments } = await send(DetachDocumentsDocument, variables);
    await showMeeting(detachDocuments);
  });
  return (
    <Sheet title={t`Tài liệu của buổi này`} onClose={onClose}>
      {meeting.documents.length > 0 && (
        <ul className="card rows">
          {meeting.documents.map(document => (
            <li key={document.id} className="rows-item rows-plain">
              <span className="grow strong">{document.title}</span>
              <button
                type="button"
                className="link"
                aria-label={t`Bỏ ${document.title}`}
                onClick={() => void detach.run(document.id)}
              >
                <Trans>Bỏ</Trans>
              </button>
            </li>
          ))}
        </ul>
      )}
      {detach.error !== null && <Refused error={detach.error} />}
      {from === 'phone' ? <FromPhone meeting={meeting} onClose={onClose} /> : <FromLibrary meeting={meeting} />}
      <button type="button" className="link" onClick={() => setFrom(from === 'phone' ? 'library' : 'phone')}>
        {from === 'phone' ? <Trans>Chọn từ tài liệu đã có</Trans> : <Trans>Tải lên từ máy này</Trans>}
      </button>
    </Sheet>
  );
}

/** "Báo cáo tháng 11" of "Bao_cao thang 11.pdf": a start for the title. */
function titleOf(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\.[^.]+$/, '')
    .replace(/_+/g, ' ')
    .trim();
}

/** Uploads, makes the document, attaches it. What was done is not done again when a later step is repeated. */
function FromPhone({ meeting, onClose }: AttachProps) {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState('');
  const [part, setPart] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const done = useRef<{ fileId?: string; documentId?: string; once: [string, string] }>({ once: [newId(), newId()] });
  const action = useAction(async (given: File) => {
    const steps = done.current;
    steps.fileId ??= (await sendInParts(given, { onProgress: setPart })).id;
    if (!steps.documentId) {
      const input = {
        title: title.trim() || titleOf(given.name),
        fileIds: [steps.fileId],
        audienceId: meeting.cell.id,
        issuer: meeting.cell.name,
        // Before the invitation nobody but the secretary sees it.
        meetingId: meeting.id,
        clientMutationId: steps.once[0],
      };
      steps.documentId = (await send(CreateMeetingDocumentDocument, { input })).createDocument.id;
    }
    const { attachDocuments } = await send(AttachDocumentsDocument, {
      meetingId: meeting.id,
      documentIds: [steps.documentId],
      clientMutationId: steps.once[1],
    });
    await showMeeting(attachDocuments);
    onClose();
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setPart(0);
    done.current = { once: [newId(), newId()] };
    if (chosen && !title) setTitle(titleOf(chosen.name));
    action.reset();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setProblem(file ? null : t`Đồng chí hãy chọn một tệp.`);
    if (file) void action.run(file);
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      <Field
        label={t`Tệp (PDF, Word, Excel, ảnh)`}
        type="file"
        accept=".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.txt,image/*"
        problem={problem}
        onChange={event => choose(event.currentTarget.files?.[0] ?? null)}
      />
      {file && <p className="small">{fileSize(file.size)}</p>}
      <Field
        label={t`Tên tài liệu`}
        maxLength={300}
        value={title}
        onChange={event => {
          setTitle(event.currentTarget.value);
          done.current.once[0] = newId();
        }}
      />
      {action.busy && <Progress part={part} label={t`Đã tải lên`} />}
      {action.error !== null && <Refused error={action.error} />}
      <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
        {action.busy ? <Trans>Đang tải lên…</Trans> : <Trans>Tải lên và gắn</Trans>}
      </button>
    </form>
  );
}

function FromLibrary({ meeting }: { meeting: MeetingPartsFragment }) {
  const { t } = useLingui();
  const [search, setSearch] = useState('');
  const found = useSaved(DocumentsDocument, search.trim() ? { search: search.trim() } : {});
  const attached = new Set(meeting.documents.map(document => document.id));
  const attach = useAction(async (documentId: string) => {
    const variables = { meetingId: meeting.id, documentIds: [documentId], clientMutationId: newId() };
    const { attachDocuments } = await send(AttachDocumentsDocument, variables);
    await showMeeting(attachDocuments);
  });
  return (
    <>
      <Field
        label={t`Tìm tài liệu`}
        type="search"
        maxLength={200}
        value={search}
        onChange={event => setSearch(event.currentTarget.value)}
      />
      {attach.error !== null && <Refused error={attach.error} />}
      <Loaded of={found}>
        {({ documents }) => {
          const free = documents.edges.map(edge => edge.node).filter(document => !attached.has(document.id));
          return free.length === 0 ? (
            <Empty>
              <Trans>Không có tài liệu nào khác.</Trans>
            </Empty>
          ) : (
            <ul className="card rows">
              {free.map(document => (
                <li key={document.id} className="rows-item rows-plain">
                  <span className="grow">{document.title}</span>
                  <button
                    type="button"
                    className="link"
                    aria-label={t`Gắn ${document.title}`}
                    aria-busy={attach.busy}
                    onClick={() => void attach.run(document.id)}
                  >
                    <Trans>Gắn</Trans>
                  </button>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </>
  );
}
