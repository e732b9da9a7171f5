import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { MeetingPapersDocument, type PaperFormat } from '../../../graphql/graphql.js';
import { fileSize } from '../../../shared/format.js';
import { PaperName } from '../../../shared/papers/PaperName.js';
import { type PaperChoice, usePaper } from '../../../shared/papers/usePaper.js';
import { useSaved } from '../../offline/useSaved.js';
import { Refused } from '../../ui/states.js';
import './papers.css';

/** The papers (giấy tờ) of a meeting that may be saved as files; nothing where there is none for the viewer. */
export function Papers({ meetingId }: { meetingId: string }) {
  const page = useSaved(MeetingPapersDocument, { meetingId });
  const choices = page.data?.papers ?? [];
  if (choices.length === 0) return null;
  return (
    <section className="stack">
      <h2>
        <Trans>Giấy tờ</Trans>
      </h2>
      <ul className="card rows">
        {choices.map(choice => (
          <li key={`${choice.kind} ${choice.subjectId}`} className="paper">
            <Row meetingId={meetingId} choice={choice} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ meetingId, choice }: { meetingId: string; choice: PaperChoice }) {
  const name = useId();
  return (
    <>
      <p className="strong" id={name}>
        <PaperName choice={choice} />
      </p>
      <div className="buttons">
        <Format meetingId={meetingId} choice={choice} format="PDF" name={name} />
        <Format meetingId={meetingId} choice={choice} format="DOCX" name={name} />
      </div>
    </>
  );
}

function Format(props: { meetingId: string; choice: PaperChoice; format: PaperFormat; name: string }) {
  const { meetingId, choice, format, name } = props;
  const { run, making, paper, error } = usePaper(meetingId, choice, format);
  const word = format === 'PDF' ? 'PDF' : 'Word';
  const id = useId();
  const size = fileSize(paper?.size ?? 0);
  return (
    <div className="paper-format">
      <button
        type="button"
        id={id}
        className="btn"
        aria-busy={making}
        aria-labelledby={`${id} ${name}`}
        onClick={() => void run()}
      >
        {making ? <Trans>Đang làm {word}…</Trans> : paper?.state === 'FAILED' ? <Trans>Làm lại {word}</Trans> : word}
      </button>
      {paper?.state === 'READY' && paper.url && (
        <a href={paper.url} download className="link">
          <Trans>Tải về ({size})</Trans>
        </a>
      )}
      {paper?.state === 'FAILED' && (
        <p className="small bad" role="alert">
          {paper.problem}
        </p>
      )}
      {error !== null && <Refused error={error} />}
    </div>
  );
}
