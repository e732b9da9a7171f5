import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import {
  ConcludeItemDocument,
  EditMinutesDocument,
  MinutesPageDocument,
  type MinutesPartsFragment,
} from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';

/** Correcting the minutes until they are sealed. What was typed stays when somebody else was faster, and both texts are shown. */
export function EditMinutesDialog(props: { first: MinutesPartsFragment; onClose: () => void; onDone: () => void }) {
  const { first, onClose, onDone } = props;
  const { t } = useLingui();
  const client = useClient();
  const [based, setBased] = useState(first);
  const [theirs, setTheirs] = useState<MinutesPartsFragment | null>(null);
  const [text, setText] = useState(first.text ?? '');
  const [conclusion, setConclusion] = useState(first.conclusion ?? '');
  const { run, sending, refusal } = useCommand(EditMinutesDocument, ['Minutes', 'Meeting']);
  const draft = based.draftText;

  async function save(on: MinutesPartsFragment) {
    const made = await run(clientMutationId => ({
      input: {
        meetingId: on.meetingId,
        version: on.version,
        minutes: text.trim(),
        conclusion: conclusion.trim() || null,
        clientMutationId,
      },
    }));
    if (made) return onDone();
    const { data } = await client
      .query(MinutesPageDocument, { meetingId: on.meetingId }, { requestPolicy: 'network-only' })
      .toPromise();
    const current = data?.minutes;
    if (current && current.version !== on.version) setTheirs(current);
  }

  return (
    <FormDialog
      wide
      title={<Trans>Sửa biên bản</Trans>}
      action={theirs ? <Trans>Giữ bản của tôi</Trans> : <Trans>Lưu biên bản</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={theirs ? null : refusal}
      disabled={text.trim() === ''}
      onSubmit={async () => {
        const on = theirs ?? based;
        setBased(on);
        setTheirs(null);
        await save(on);
      }}
    >
      {based.signatures.length > 0 && (
        <p className="note note-wait">
          <Trans>Sửa biên bản thì chữ ký đã có không còn; người đã ký được báo để ký lại.</Trans>
        </p>
      )}
      <Textarea
        label={t`Nội dung biên bản`}
        description={t`Đảng viên đọc được biên bản: không ghi lý do vắng của ai.`}
        rows={16}
        resize="vertical"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      {draft && !text.includes(draft) && (
        <div>
          <Button
            variant="default"
            size="sm"
            onClick={() => setText(text.trim() === '' ? draft : `${text.trimEnd()}\n\n${draft}`)}
          >
            <Trans>Soạn từ ghi chép</Trans>
          </Button>
        </div>
      )}
      <Textarea
        label={t`Kết luận`}
        rows={4}
        resize="vertical"
        value={conclusion}
        onChange={event => setConclusion(event.currentTarget.value)}
      />
      <ItemConclusions minutes={based} />
      {theirs && (
        <section className="addendum" role="alert">
          <p className="strong">
            <Trans>Có người vừa sửa biên bản này. Bản hiện tại:</Trans>
          </p>
          <p className="minutes">{theirs.text}</p>
          <p className="minutes strong">{theirs.conclusion}</p>
          <Button
            variant="default"
            size="sm"
            onClick={() => {
              setText(theirs.text ?? '');
              setConclusion(theirs.conclusion ?? '');
              setBased(theirs);
              setTheirs(null);
            }}
          >
            <Trans>Lấy bản hiện tại</Trans>
          </Button>
        </section>
      )}
    </FormDialog>
  );
}

/** What was concluded on each item of the agenda, saved by itself when the field is left. */
function ItemConclusions({ minutes }: { minutes: MinutesPartsFragment }) {
  return (
    <details>
      <summary>
        <Trans>Kết luận từng nội dung</Trans>
      </summary>
      <div className="stack">
        {(minutes.record?.items ?? []).map(item => (
          <ItemConclusion key={item.agendaItemId} meetingId={minutes.meetingId} item={item} />
        ))}
      </div>
    </details>
  );
}

interface Item {
  agendaItemId: string;
  position: number;
  title: string;
  conclusion: string | null;
}

function ItemConclusion({ meetingId, item }: { meetingId: string; item: Item }) {
  const [text, setText] = useState(item.conclusion ?? '');
  const [saved, setSaved] = useState(item.conclusion);
  const { run, sending, refusal } = useCommand(ConcludeItemDocument, ['Minutes']);
  const { agendaItemId, position, title } = item;
  return (
    <>
      <Textarea
        label={`${position}. ${title}`}
        rows={2}
        resize="vertical"
        disabled={sending}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onBlur={async () => {
          const conclusion = text.trim() || null;
          if (conclusion === saved) return;
          const input = { meetingId, agendaItemId, conclusion, basedOn: saved };
          if (await run(clientMutationId => ({ input: { ...input, clientMutationId } }))) setSaved(conclusion);
        }}
      />
      <Refused error={refusal} />
    </>
  );
}
