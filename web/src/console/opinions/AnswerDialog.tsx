import { Trans, useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ConsoleAnswerOpinionDocument, type ConsoleOpinionFragment } from '../../graphql/graphql.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';

/** The answer to an opinion; its author is told. */
export function AnswerDialog(props: { opinion: ConsoleOpinionFragment; onClose: () => void; onDone: () => void }) {
  const { opinion, onClose, onDone } = props;
  const { t } = useLingui();
  const [answer, setAnswer] = useState('');
  const { run, sending, refusal } = useCommand(ConsoleAnswerOpinionDocument, ['Opinion']);
  return (
    <FormDialog
      title={<Trans>Trả lời</Trans>}
      action={<Trans>Gửi trả lời</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['answer']}
      disabled={answer.trim() === ''}
      onSubmit={async () => {
        const { id, version } = opinion;
        if (await run(clientMutationId => ({ input: { id, version, answer: answer.trim(), clientMutationId } })))
          onDone();
      }}
    >
      <p className="minutes">{opinion.text}</p>
      <Textarea
        label={t`Câu trả lời`}
        description={t`Người gửi được báo ngay.`}
        rows={5}
        resize="vertical"
        maxLength={3000}
        value={answer}
        error={fieldError(refusal, 'answer')}
        onChange={event => setAnswer(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
