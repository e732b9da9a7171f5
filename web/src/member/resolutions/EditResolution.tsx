import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import {
  EditResolutionDocument,
  type ResolutionPartsFragment,
  ResolutionsPageDocument,
  type VotePartsFragment,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { save, savedKey, touch } from '../offline/saved.js';
import { useDraft } from '../secretary/drafts.js';
import { Field, SelectField, TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

/** What is typed, and the edition that it is made to. */
interface Typed {
  title: string;
  results: string;
  direction: string;
  assignment: string;
  score: string;
  recipients: string;
  version: number;
  /** Empty: none. What was typed on an older edition of this page does not say, and changes nothing. */
  voteId?: string;
}

function typedOf({ title, version, voteId, record }: ResolutionPartsFragment): Typed {
  return {
    title,
    results: record.results ?? '',
    direction: record.direction ?? '',
    assignment: record.assignment ?? '',
    score: record.score ?? '',
    recipients: record.recipients.join('\n'),
    version,
    voteId: voteId ?? '',
  };
}

/** Editing a draft. What is typed stays on this device, also when somebody else was faster. */
export function EditResolution(props: {
  resolution: ResolutionPartsFragment;
  votes: readonly VotePartsFragment[];
  onDone: () => void;
}) {
  const { resolution, votes, onDone } = props;
  const { t } = useLingui();
  const { id, meetingId } = resolution;
  const draft = useDraft<Typed>(`resolution.${id}`, typedOf(resolution));
  const [theirs, setTheirs] = useState<ResolutionPartsFragment | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { value, set } = draft;
  const action = useAction(async (typed: Typed) => {
    try {
      await send(EditResolutionDocument, { input: inputOf(id, typed) });
      draft.drop();
      touch();
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'STALE_VERSION') throw error;
      const answer = await send(ResolutionsPageDocument, { meetingId });
      await save(savedKey(ResolutionsPageDocument, { meetingId }), answer);
      const current = answer.resolutionsOfMeeting.find(one => one.id === id);
      if (!current) throw error;
      setTheirs(current);
    }
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const empty = value.title.trim() === '';
    setProblem(empty ? t`Nghị quyết cần có tên.` : null);
    if (empty) focusProblem(event.currentTarget);
    else void action.run(value);
  };
  const keepMine = (current: ResolutionPartsFragment) => {
    const mine = { ...value, version: current.version };
    set(mine);
    setTheirs(null);
    void action.run(mine);
  };
  const parts = [
    ['results', t`I. Kết quả tháng trước`],
    ['direction', t`II. Phương hướng`],
    ['assignment', t`III. Phân công`],
    ['score', t`IV. Đánh giá buổi sinh hoạt`],
    ['recipients', t`Nơi nhận, mỗi dòng một nơi`],
  ] as const;
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      <Field
        label={t`Về việc`}
        hint={t`Tự lưu trên máy này khi đang gõ.`}
        problem={problem}
        maxLength={500}
        value={value.title}
        onChange={event => set({ ...value, title: event.currentTarget.value })}
      />
      {votes.length > 0 && (
        <SelectField
          label={t`Biểu quyết thông qua`}
          value={value.voteId ?? resolution.voteId ?? ''}
          options={[
            ['', t`Không gắn biểu quyết`],
            ...votes
              .filter(({ id, status }) => status === 'CLOSED' || id === value.voteId)
              .map(({ id, question, passed }) => [id, passed ? question : t`${question} (không thông qua)`] as const),
          ]}
          onChange={voteId => set({ ...value, voteId })}
        />
      )}
      {parts.map(([part, label]) => (
        <TextField
          key={part}
          label={label}
          rows={part === 'direction' ? 6 : 3}
          maxLength={part === 'score' ? 2000 : 20_000}
          value={value[part]}
          onChange={event => set({ ...value, [part]: event.currentTarget.value })}
        />
      ))}
      <p className="small">
        <Trans>Bảng kết quả và bảng phân công lấy từ nhiệm vụ đã ghi, không phải gõ lại.</Trans>
      </p>
      {theirs && (
        <section className="card stack conflict" role="alert">
          <h2>
            <Trans>Có người vừa sửa nghị quyết này</Trans>
          </h2>
          <p>
            <Trans>Những gì đồng chí đã gõ vẫn còn ở trên. Bản hiện tại:</Trans>
          </p>
          <p className="prose">
            {Object.values({ ...typedOf(theirs), version: '', voteId: '' })
              .filter(Boolean)
              .join('\n\n')}
          </p>
          <div className="buttons">
            <button type="button" className="btn btn-main" aria-busy={action.busy} onClick={() => keepMine(theirs)}>
              <Trans>Giữ bản của tôi</Trans>
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => {
                set(typedOf(theirs));
                setTheirs(null);
              }}
            >
              <Trans>Lấy bản hiện tại</Trans>
            </button>
          </div>
        </section>
      )}
      {action.error !== null && <Refused error={action.error} />}
      {!theirs && (
        <>
          <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
            {action.busy ? <Trans>Đang lưu…</Trans> : <Trans>Lưu nghị quyết</Trans>}
          </button>
          <button
            type="button"
            className="btn btn-wide"
            onClick={() => {
              draft.drop();
              onDone();
            }}
          >
            <Trans>Thôi, không sửa</Trans>
          </button>
        </>
      )}
    </form>
  );
}

function inputOf(id: string, { recipients, version, voteId, ...parts }: Typed) {
  return {
    id,
    version,
    ...parts,
    title: parts.title.trim(),
    ...(voteId === undefined ? {} : { voteId: voteId || null }),
    recipients: recipients
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
    clientMutationId: newId(),
  };
}
