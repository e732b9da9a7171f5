import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { Majority, VoteBase, VoteMethod } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { submit } from '../offline/outbox.js';
import { useDraft } from '../secretary/drafts.js';
import { Choice, TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { runningOf } from './clock.js';
import type { Course } from './course.js';

interface Draft {
  question: string;
  method: VoteMethod;
  base: VoteBase;
  majority: Majority;
}

const FIRST: Draft = { question: '', method: 'OPEN', base: 'FULL_MEMBERS', majority: 'ORDINARY' };

/** A question to vote on. Base and majority are chosen here, before it opens, and stay. */
export function VoteSheet({ course, onClose }: { course: Course; onClose: () => void }) {
  const { t } = useLingui();
  const draft = useDraft<Draft>(`vote.${course.id}`, FIRST);
  const [problem, setProblem] = useState<string | null>(null);
  const [id] = useState(newId);
  const isTaken = course.votes.some(vote => vote.status === 'OPEN');
  const action = useAction(async () => {
    const { question, ...rest } = draft.value;
    const agendaItemId = runningOf(course.agenda)?.id ?? null;
    await submit('votePlan', { id, meetingId: course.id, agendaItemId, question: question.trim(), ...rest });
    if (!isTaken) await submit('voteOpen', { meetingId: course.id, voteId: id, at: serverNowIso() });
    draft.drop();
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const isEmpty = draft.value.question.trim() === '';
    setProblem(isEmpty ? t`Đồng chí hãy ghi nội dung biểu quyết.` : null);
    if (isEmpty) focusProblem(event.currentTarget);
    else void action.run();
  };
  const { question, method, base, majority } = draft.value;
  return (
    <Sheet title={t`Biểu quyết`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={t`Biểu quyết về việc gì?`}
          rows={2}
          maxLength={1000}
          problem={problem}
          value={question}
          onChange={event => draft.set({ ...draft.value, question: event.currentTarget.value })}
        />
        <Choice
          label={t`Cách biểu quyết`}
          name="method"
          value={method}
          options={[
            ['OPEN', t`Giơ tay`],
            ['ROLL', t`Ghi tên, bằng điện thoại`],
          ]}
          onChange={next => draft.set({ ...draft.value, method: next })}
        />
        <Choice
          label={t`Tính trên`}
          name="base"
          value={base}
          options={[
            ['FULL_MEMBERS', t`Tất cả đảng viên chính thức`],
            ['FULL_MEMBERS_PRESENT', t`Số có mặt`],
          ]}
          onChange={next => draft.set({ ...draft.value, base: next })}
        />
        <Choice
          label={t`Cần được`}
          name="majority"
          value={majority}
          options={[
            ['ORDINARY', t`Quá một nửa`],
            ['QUALIFIED', t`Hai phần ba`],
          ]}
          onChange={next => draft.set({ ...draft.value, majority: next })}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {isTaken ? <Trans>Ghi lại để mở sau</Trans> : <Trans>Mở biểu quyết</Trans>}
        </button>
      </form>
    </Sheet>
  );
}
