import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { ConcludeItemDocument, MinutesPageDocument } from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';

/** What was concluded on an item, noted while the meeting runs. Somebody else was faster: both texts are shown, none is lost. */
export function ConcludeDialog(props: {
  meetingId: string;
  item: { id: string; title: string };
  conclusion: string | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const { meetingId, item, conclusion, onClose, onDone } = props;
  const { t } = useLingui();
  const client = useClient();
  const [text, setText] = useState(conclusion ?? '');
  const [basedOn, setBasedOn] = useState(conclusion);
  const [theirs, setTheirs] = useState<{ text: string | null } | null>(null);
  const { run, sending, refusal } = useCommand(ConcludeItemDocument, ['Minutes']);

  async function save(on: string | null) {
    const input = { meetingId, agendaItemId: item.id, conclusion: text.trim() || null, basedOn: on };
    if (await run(clientMutationId => ({ input: { ...input, clientMutationId } }))) return onDone();
    const { data } = await client
      .query(MinutesPageDocument, { meetingId }, { requestPolicy: 'network-only' })
      .toPromise();
    const stored = data?.minutes?.record?.items.find(({ agendaItemId }) => agendaItemId === item.id);
    if (stored && stored.conclusion !== on) setTheirs({ text: stored.conclusion });
  }

  return (
    <FormDialog
      title={<Trans>Kết luận nội dung</Trans>}
      action={theirs ? <Trans>Giữ bản của tôi</Trans> : <Trans>Ghi kết luận</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={theirs ? null : refusal}
      shown={['conclusion']}
      onSubmit={async () => {
        const on = theirs ? theirs.text : basedOn;
        setBasedOn(on);
        setTheirs(null);
        await save(on);
      }}
    >
      <p className="strong">{item.title}</p>
      <Textarea
        label={t`Kết luận`}
        description={t`Ghi vào biên bản, dưới nội dung này.`}
        rows={4}
        resize="vertical"
        maxLength={5000}
        value={text}
        error={fieldError(refusal, 'conclusion')}
        onChange={event => setText(event.currentTarget.value)}
      />
      {theirs && (
        <div className="note note-wait" role="alert">
          <p className="strong">
            <Trans>Có người vừa ghi kết luận này. Bản hiện tại:</Trans>
          </p>
          <p className="minutes">{theirs.text ?? '–'}</p>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              setText(theirs.text ?? '');
              setBasedOn(theirs.text);
              setTheirs(null);
            }}
          >
            <Trans>Lấy bản hiện tại</Trans>
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
