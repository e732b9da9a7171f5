import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  ConsoleCancelVoteDocument,
  ConsoleOpenVoteDocument,
  ConsolePlanVoteDocument,
  type Majority,
  type VoteBase,
  type VoteMethod,
} from '../../../graphql/graphql.js';
import { percent } from '../../../shared/format.js';
import { Chip } from '../../parts/Chip.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Panel } from '../../parts/Panel.js';
import { fieldError, Refused } from '../../parts/states/Refused.js';
import { Nothing } from '../../parts/states/states.js';
import { useCommand } from '../../parts/useCommand.js';
import { choiceName } from '../../words.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { CloseVoteDialog, RecordDialog } from './VoteDialogs.js';
import './course.css';

export type VoteFacts = MeetingFacts['votes'][number];

interface PanelProps {
  meeting: MeetingFacts;
  runs: boolean;
  onChanged: () => void;
}

/** The votes: planned, open, and their results with the base. */
export function VotesPanel({ meeting, runs, onChanged }: PanelProps) {
  const [planning, plan] = useState(false);
  const votes = meeting.votes.filter(vote => vote.status !== 'CANCELLED');
  return (
    <Panel
      title={<Trans>Biểu quyết</Trans>}
      aside={
        runs && (
          <Button variant="default" size="xs" onClick={() => plan(true)}>
            <Trans>Thêm biểu quyết</Trans>
          </Button>
        )
      }
    >
      {votes.length === 0 ? (
        <Nothing title={<Trans>Chưa có biểu quyết</Trans>} />
      ) : (
        votes.map(vote => (
          <div key={vote.id} className="course-vote">
            <p className="strong minutes">{vote.question}</p>
            {vote.status === 'CLOSED' ? <VoteResult vote={vote} /> : <Way vote={vote} />}
            {runs && vote.status !== 'CLOSED' && <Steps meeting={meeting} vote={vote} onChanged={onChanged} />}
          </div>
        ))
      )}
      {planning && <PlanDialog meeting={meeting} onClose={() => plan(false)} onChanged={onChanged} />}
    </Panel>
  );
}

function Way({ vote }: { vote: VoteFacts }) {
  const { cast, eligible, baseCount } = vote;
  return (
    <p className="soft">
      {vote.method === 'ROLL' ? <Trans>Ghi tên</Trans> : <Trans>Giơ tay</Trans>}
      {' · '}
      {vote.base === 'FULL_MEMBERS' ? (
        <Trans>tính trên {baseCount} đảng viên chính thức</Trans>
      ) : (
        <Trans>tính trên {baseCount} đảng viên chính thức có mặt</Trans>
      )}
      {' · '}
      {vote.majority === 'ORDINARY' ? <Trans>quá một nửa</Trans> : <Trans>hai phần ba</Trans>}
      {vote.status === 'OPEN' && vote.method === 'ROLL' && (
        <>
          {' · '}
          <Trans>
            {cast} / {eligible} đã biểu quyết
          </Trans>
        </>
      )}
    </p>
  );
}

/** What a vote came to: the three numbers, of whom, and whether it passed. */
export function VoteResult({ vote }: { vote: VoteFacts }) {
  const { agree, disagree, other, baseCount, passed, ballots } = vote;
  const share = percent((agree ?? 0) / baseCount);
  return (
    <>
      <p>
        <Chip tone={passed ? 'good' : 'bad'}>{passed ? <Trans>Thông qua</Trans> : <Trans>Không thông qua</Trans>}</Chip>{' '}
        <span>
          {choiceName('AGREE')}: {agree} · {choiceName('DISAGREE')}: {disagree} · {choiceName('OTHER')}: {other}
        </span>
      </p>
      <p className="soft small">
        {vote.base === 'FULL_MEMBERS' ? (
          <Trans>
            {share} trên {baseCount} đảng viên chính thức
          </Trans>
        ) : (
          <Trans>
            {share} trên {baseCount} đảng viên chính thức có mặt
          </Trans>
        )}
      </p>
      {ballots.length > 0 && (
        <details>
          <summary>
            <Trans>Xem từng đồng chí</Trans>
          </summary>
          <ul>
            {ballots.map(({ member, choice }) => (
              <li key={member.id} className="course-row">
                <span className="course-grow">{member.fullName}</span>
                <span className="soft">{choice && choiceName(choice)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Steps({ meeting, vote, onChanged }: { meeting: MeetingFacts; vote: VoteFacts; onChanged: () => void }) {
  const open = useCommand(ConsoleOpenVoteDocument);
  const cancel = useCommand(ConsoleCancelVoteDocument);
  const [dialog, show] = useState<'close' | 'record' | null>(null);
  const [asking, ask] = useState(false);
  const isTaken = meeting.votes.some(other => other.status === 'OPEN');
  const hide = () => show(null);
  return (
    <>
      <div className="form-foot">
        {vote.status === 'PLANNED' && (
          <Button
            size="sm"
            disabled={isTaken}
            loading={open.sending}
            onClick={async () => {
              await open.run(clientMutationId => ({ voteId: vote.id, clientMutationId }));
              onChanged();
            }}
          >
            <Trans>Mở biểu quyết</Trans>
          </Button>
        )}
        {vote.status === 'OPEN' && (
          <Button size="sm" onClick={() => show('close')}>
            {vote.method === 'ROLL' ? <Trans>Chốt kết quả</Trans> : <Trans>Ghi kết quả giơ tay</Trans>}
          </Button>
        )}
        {vote.status === 'OPEN' && vote.method === 'ROLL' && (
          <Button variant="default" size="sm" onClick={() => show('record')}>
            <Trans>Ghi cho đồng chí nói tại phòng họp</Trans>
          </Button>
        )}
        <Button
          variant="subtle"
          size="sm"
          loading={cancel.sending}
          onClick={async () => {
            if (!asking) return ask(true);
            await cancel.run(clientMutationId => ({ voteId: vote.id, clientMutationId }));
            onChanged();
          }}
        >
          {asking ? <Trans>Bấm lần nữa để hủy</Trans> : <Trans>Hủy biểu quyết</Trans>}
        </Button>
      </div>
      <Refused error={open.refusal ?? cancel.refusal} />
      {dialog === 'close' && <CloseVoteDialog vote={vote} onClose={hide} onChanged={onChanged} />}
      {dialog === 'record' && <RecordDialog meeting={meeting} vote={vote} onClose={hide} onChanged={onChanged} />}
    </>
  );
}

function PlanDialog(props: { meeting: MeetingFacts; onClose: () => void; onChanged: () => void }) {
  const { meeting, onClose, onChanged } = props;
  const { t } = useLingui();
  const [question, setQuestion] = useState('');
  const [method, setMethod] = useState<VoteMethod>('OPEN');
  const [base, setBase] = useState<VoteBase>('FULL_MEMBERS');
  const [majority, setMajority] = useState<Majority>('ORDINARY');
  const { run, sending, refusal } = useCommand(ConsolePlanVoteDocument);
  const running = meeting.agenda.find(item => item.runs.some(each => each.endedAt === null));
  return (
    <FormDialog
      title={<Trans>Thêm biểu quyết</Trans>}
      action={<Trans>Lưu</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['question']}
      disabled={!question.trim()}
      onSubmit={async () => {
        const agendaItemId = running?.id ?? null;
        const made = await run(clientMutationId => ({
          input: { meetingId: meeting.id, agendaItemId, question, method, base, majority, clientMutationId },
        }));
        if (!made) return;
        onChanged();
        onClose();
      }}
    >
      <Textarea
        label={t`Biểu quyết về việc gì?`}
        rows={2}
        maxLength={1000}
        value={question}
        error={fieldError(refusal, 'question')}
        onChange={event => setQuestion(event.currentTarget.value)}
      />
      <div className="form-row">
        <NativeSelect
          label={t`Cách biểu quyết`}
          value={method}
          data={[
            { value: 'OPEN', label: t`Giơ tay` },
            { value: 'ROLL', label: t`Ghi tên, bằng điện thoại` },
          ]}
          onChange={event => setMethod(event.currentTarget.value as VoteMethod)}
        />
        <NativeSelect
          label={t`Tính trên`}
          value={base}
          data={[
            { value: 'FULL_MEMBERS', label: t`Tất cả đảng viên chính thức` },
            { value: 'FULL_MEMBERS_PRESENT', label: t`Số có mặt` },
          ]}
          onChange={event => setBase(event.currentTarget.value as VoteBase)}
        />
        <NativeSelect
          label={t`Cần được`}
          value={majority}
          data={[
            { value: 'ORDINARY', label: t`Quá một nửa` },
            { value: 'QUALIFIED', label: t`Hai phần ba` },
          ]}
          onChange={event => setMajority(event.currentTarget.value as Majority)}
        />
      </div>
    </FormDialog>
  );
}
