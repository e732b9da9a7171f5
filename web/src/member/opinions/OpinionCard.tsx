import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import {
  AnswerOpinionDocument,
  AssignOpinionDocument,
  CellMembersDocument,
  type OpinionPartsFragment,
  WithdrawOpinionDocument,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { date } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { useDraft } from '../secretary/drafts.js';
import { Field, SelectField, TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Sheet } from '../ui/Sheet.js';
import { Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

/** One opinion: its words, who is to answer until when, the answer; and what the viewer may do with it. */
export function OpinionCard({ opinion }: { opinion: OpinionPartsFragment }) {
  const { t } = useLingui();
  const [sheet, setSheet] = useState<'answer' | 'assign' | 'withdraw' | null>(null);
  const close = () => setSheet(null);
  const due = opinion.dueOn && date(opinion.dueOn);
  return (
    <article className="card stack">
      <div className="row wrap between">
        <span className="chip">{opinion.kind === 'PROPOSAL' ? t`Đề xuất` : t`Ý kiến`}</span>
        <Standing opinion={opinion} />
      </div>
      <p className="prose">{opinion.text}</p>
      <p className="small">
        {opinion.isMine ? (
          <Trans>Đồng chí gửi</Trans>
        ) : opinion.author ? (
          opinion.author.fullName
        ) : (
          <Trans>Đảng viên của chi bộ</Trans>
        )}
        {' · '}
        {date(opinion.createdAt)}
        {opinion.state === 'OPEN' && opinion.owner && (
          <>
            <br />
            <Trans>
              Người trả lời: {opinion.owner.fullName}, hạn {due}
            </Trans>
          </>
        )}
      </p>
      {opinion.answer && (
        <div className="note note-good">
          <b>
            <Trans>Trả lời</Trans>
          </b>
          <p className="prose">{opinion.answer}</p>
        </div>
      )}
      {(opinion.mayAnswer || opinion.mayAssign || (opinion.isMine && opinion.state === 'OPEN')) && (
        <div className="buttons">
          {opinion.mayAnswer && (
            <button type="button" className="btn btn-main" onClick={() => setSheet('answer')}>
              <Trans>Trả lời</Trans>
            </button>
          )}
          {opinion.mayAssign && (
            <button type="button" className="btn" onClick={() => setSheet('assign')}>
              <Trans>Giao người khác</Trans>
            </button>
          )}
          {opinion.isMine && opinion.state === 'OPEN' && (
            <button type="button" className="btn" onClick={() => setSheet('withdraw')}>
              <Trans>Rút lại</Trans>
            </button>
          )}
        </div>
      )}
      {sheet === 'answer' && <AnswerSheet opinion={opinion} onClose={close} />}
      {sheet === 'assign' && <AssignSheet opinion={opinion} onClose={close} />}
      {sheet === 'withdraw' && <WithdrawSheet opinion={opinion} onClose={close} />}
    </article>
  );
}

function Standing({ opinion: { state, isOverdue } }: { opinion: OpinionPartsFragment }) {
  if (state === 'ANSWERED')
    return (
      <span className="chip chip-good">
        <Trans>Đã trả lời</Trans>
      </span>
    );
  if (state === 'WITHDRAWN')
    return (
      <span className="chip">
        <Trans>Đã rút</Trans>
      </span>
    );
  return isOverdue ? (
    <span className="chip chip-bad">
      <Trans>Quá hạn trả lời</Trans>
    </span>
  ) : (
    <span className="chip chip-gold">
      <Trans>Chờ trả lời</Trans>
    </span>
  );
}

interface SheetProps {
  opinion: OpinionPartsFragment;
  onClose: () => void;
}

function AnswerSheet({ opinion, onClose }: SheetProps) {
  const { t } = useLingui();
  const draft = useDraft(`answer.${opinion.id}`, '');
  const [problem, setProblem] = useState<string | null>(null);
  const action = useAction(async (answer: string) => {
    const { id, version } = opinion;
    await send(AnswerOpinionDocument, { input: { id, version, answer, clientMutationId: newId() } });
    draft.drop();
    touch();
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = draft.value.trim();
    setProblem(text ? null : t`Đồng chí hãy ghi câu trả lời.`);
    if (text) void action.run(text);
    else focusProblem(event.currentTarget);
  };
  return (
    <Sheet title={t`Trả lời`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <p className="prose small">{opinion.text}</p>
        <TextField
          label={t`Câu trả lời`}
          hint={t`Người gửi được báo ngay.`}
          problem={problem}
          rows={4}
          maxLength={3000}
          value={draft.value}
          onChange={event => draft.set(event.currentTarget.value)}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          <Trans>Gửi trả lời</Trans>
        </button>
      </form>
    </Sheet>
  );
}

function AssignSheet({ opinion, onClose }: SheetProps) {
  const { t } = useLingui();
  const members = useSaved(CellMembersDocument, { organisationId: opinion.cellId });
  const [ownerId, setOwner] = useState(opinion.owner?.id ?? '');
  const [dueOn, setDue] = useState(opinion.dueOn ?? '');
  const action = useAction(async () => {
    const { id, version } = opinion;
    await send(AssignOpinionDocument, {
      input: {
        id,
        version,
        ownerId,
        ...(dueOn && dueOn !== opinion.dueOn ? { dueOn } : {}),
        clientMutationId: newId(),
      },
    });
    touch();
    onClose();
  });
  return (
    <Sheet title={t`Giao người trả lời`} onClose={onClose}>
      <Loaded of={members}>
        {({ members: { edges } }) => (
          <form
            className="stack"
            onSubmit={event => {
              event.preventDefault();
              void action.run();
            }}
          >
            <SelectField
              label={t`Người trả lời`}
              value={ownerId}
              options={[['', t`Chọn người`], ...edges.map(({ node }) => [node.id, node.fullName] as const)]}
              onChange={setOwner}
            />
            <Field
              label={t`Hạn trả lời`}
              type="date"
              value={dueOn}
              onChange={event => setDue(event.currentTarget.value)}
            />
            {action.error !== null && <Refused error={action.error} />}
            <button type="submit" className="btn btn-main btn-wide" disabled={!ownerId} aria-busy={action.busy}>
              <Trans>Giao</Trans>
            </button>
          </form>
        )}
      </Loaded>
    </Sheet>
  );
}

function WithdrawSheet({ opinion, onClose }: SheetProps) {
  const { t } = useLingui();
  const action = useAction(async () => {
    await send(WithdrawOpinionDocument, { id: opinion.id, clientMutationId: newId() });
    touch();
    onClose();
  });
  return (
    <Sheet title={t`Rút lại ý kiến này?`} onClose={onClose}>
      <p>
        <Trans>Ý kiến đã rút không còn trong chương trình của buổi sắp tới và không ai khác đọc được nữa.</Trans>
      </p>
      {action.error !== null && <Refused error={action.error} />}
      <button type="button" className="btn btn-main btn-wide" aria-busy={action.busy} onClick={() => void action.run()}>
        <Trans>Rút lại</Trans>
      </button>
    </Sheet>
  );
}
