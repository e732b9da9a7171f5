import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useId } from 'react';
import { useQuery } from 'urql';
import { MeetingPapersDocument, type PaperFormat } from '../../../graphql/graphql.js';
import { fileSize } from '../../../shared/format.js';
import { PaperName } from '../../../shared/papers/PaperName.js';
import { type PaperChoice, usePaper } from '../../../shared/papers/usePaper.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import './papers.css';

/** The papers (giấy tờ) of a meeting that may be saved as files; nothing where there is none for the viewer. */
export function PapersPanel({ meetingId }: { meetingId: string }) {
  const [{ data }] = useQuery({
    query: MeetingPapersDocument,
    variables: { meetingId },
    requestPolicy: 'cache-and-network',
  });
  if (!data || data.papers.length === 0) return null;
  return (
    <Panel title={<Trans>Giấy tờ</Trans>}>
      <ul className="papers">
        {data.papers.map(choice => (
          <Row key={`${choice.kind} ${choice.subjectId}`} meetingId={meetingId} choice={choice} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ meetingId, choice }: { meetingId: string; choice: PaperChoice }) {
  const name = useId();
  return (
    <li>
      <p id={name} className="paper-name">
        <PaperName choice={choice} />
      </p>
      <Format meetingId={meetingId} choice={choice} format="PDF" name={name} />
      <Format meetingId={meetingId} choice={choice} format="DOCX" name={name} />
    </li>
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
      <Button
        id={id}
        variant="default"
        size="xs"
        aria-busy={making}
        aria-labelledby={`${id} ${name}`}
        onClick={() => void run()}
      >
        {making ? <Trans>Đang làm {word}…</Trans> : paper?.state === 'FAILED' ? <Trans>Làm lại {word}</Trans> : word}
      </Button>
      {paper?.state === 'READY' && paper.url && (
        <a href={paper.url} download className="small">
          <Trans>Tải về ({size})</Trans>
        </a>
      )}
      {paper?.state === 'FAILED' && (
        <p className="small bad" role="alert">
          {paper.problem}
        </p>
      )}
      <Refused error={error} />
    </div>
  );
}
