import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConsoleCloseVoteDocument, ConsoleRecordBallotsDocument, type VoteChoice } from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { choiceName } from '../../words.js';
import type { MeetingFacts } from '../MeetingContent.js';
import type { VoteFacts } from './VotesPanel.js';

const CHOICES: VoteChoice[] = ['AGREE', 'DISAGREE', 'OTHER'];

/** The end of a vote: the counts of a show of hands, or the ballots as they are. */
export function CloseVoteDialog(props: { vote: VoteFacts; onClose: () => void; onChanged: () => void }) {
  const { vote, onClose, onChanged } = props;
  const [counts, setCounts] = useState<Record<VoteChoice, string>>({ AGREE: '', DISAGREE: '0', OTHER: '0' });
  const { run, sending, refusal } = useCommand(ConsoleCloseVoteDocument);
  const isByName = vote.method === 'ROLL';
  const { cast, eligible } = vote;
  return (
    <FormDialog
      title={isByName ? <Trans>Chốt kết quả?</Trans> : <Trans>Kết quả giơ tay</Trans>}
      action={<Trans>Chốt kết quả</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['agree']}
      disabled={!isByName && counts.AGREE === ''}
      onSubmit={async () => {
        const [agree, disagree, other] = CHOICES.map(choice => Number(counts[choice]));
        const said = isByName ? {} : { agree, disagree, other };
        const done = await run(clientMutationId => ({ voteId: vote.id, ...said, clientMutationId }));
        if (!done) return;
        onChanged();
        onClose();
      }}
    >
      {isByName ? (
        <p>
          <Trans>
            {cast} / {eligible} đồng chí đã biểu quyết. Chốt xong không nhận thêm và không sửa được.
          </Trans>
        </p>
      ) : (
        <>
          <p className="soft">
            <Trans>{eligible} đảng viên chính thức có mặt được biểu quyết.</Trans>
          </p>
          <div className="form-row">
            {CHOICES.map(choice => (
              <TextInput
                key={choice}
                label={choiceName(choice)}
                inputMode="numeric"
                maxLength={4}
                value={counts[choice]}
                error={choice === 'AGREE' && fieldError(refusal, 'agree')}
                onChange={event => setCounts({ ...counts, [choice]: event.currentTarget.value.replace(/\D/g, '') })}
              />
            ))}
          </div>
        </>
      )}
    </FormDialog>
  );
}

/** What a member who is present says aloud; never in place of somebody who is absent. */
export function RecordDialog(props: {
  meeting: MeetingFacts;
  vote: VoteFacts;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { meeting, vote, onClose, onChanged } = props;
  const { t } = useLingui();
  const [memberId, setMember] = useState('');
  const [choice, setChoice] = useState<VoteChoice>('AGREE');
  const { run, sending, refusal } = useCommand(ConsoleRecordBallotsDocument);
  const own = new Set(vote.ballots.filter(ballot => !ballot.isRecorded).map(ballot => ballot.member.id));
  const rows = meeting.attendance.filter(({ member, state }) => state === 'PRESENT' && !own.has(member.id));
  return (
    <FormDialog
      title={<Trans>Ghi cho đồng chí nói tại phòng họp</Trans>}
      action={<Trans>Ghi</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['memberId']}
      disabled={!memberId}
      onSubmit={async () => {
        const ballots = [{ memberId, choice }];
        const done = await run(clientMutationId => ({ voteId: vote.id, ballots, clientMutationId }));
        if (!done) return;
        onChanged();
        setMember('');
      }}
    >
      <NativeSelect
        label={t`Đồng chí nào?`}
        value={memberId}
        error={fieldError(refusal, 'memberId')}
        data={[
          { value: '', label: t`Chọn người` },
          ...rows.map(({ member }) => {
            const recorded = vote.ballots.find(ballot => ballot.member.id === member.id)?.choice;
            return { value: member.id, label: member.fullName + (recorded ? ` – ${choiceName(recorded)}` : '') };
          }),
        ]}
        onChange={event => setMember(event.currentTarget.value)}
      />
      <NativeSelect
        label={t`Ý kiến`}
        value={choice}
        data={CHOICES.map(value => ({ value, label: choiceName(value) }))}
        onChange={event => setChoice(event.currentTarget.value as VoteChoice)}
      />
    </FormDialog>
  );
}
