import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { VoteChoice } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { submit } from '../offline/outbox.js';
import { Field } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import type { Course } from './course.js';
import { VoteResult } from './VoteResult.js';
import { ChoiceWord } from './words.js';

type Vote = Course['votes'][number];

/** The votes of a meeting for those who run it: what is planned, the open one, the results. */
export function Votes({ course }: { course: Course }) {
  const shown = course.votes.filter(vote => vote.status !== 'CANCELLED');
  if (shown.length === 0) return null;
  return (
    <section className="stack">
      <h2>
        <Trans>Biểu quyết</Trans>
      </h2>
      {shown.map(vote => (
        <div key={vote.id} className="card stack">
          <p className="vote-question">{vote.question}</p>
          {vote.status === 'PLANNED' && <Planned course={course} vote={vote} />}
          {vote.status === 'OPEN' && <Open course={course} vote={vote} />}
          {vote.status === 'CLOSED' && <VoteResult vote={vote} />}
        </div>
      ))}
    </section>
  );
}

function Planned({ course, vote }: { course: Course; vote: Vote }) {
  const isTaken = course.votes.some(other => other.status === 'OPEN');
  const open = useAction(() => submit('voteOpen', { meetingId: course.id, voteId: vote.id, at: serverNowIso() }));
  return (
    <>
      {open.error !== null && <Refused error={open.error} />}
      <button
        type="button"
        className="btn btn-wide"
        disabled={isTaken}
        aria-busy={open.busy}
        onClick={() => void open.run()}
      >
        <Trans>Mở biểu quyết</Trans>
      </button>
      <Cancel course={course} vote={vote} />
    </>
  );
}

function Cancel({ course, vote }: { course: Course; vote: Vote }) {
  const [asking, setAsking] = useState(false);
  const cancel = useAction(() => submit('voteCancel', { meetingId: course.id, voteId: vote.id }));
  return (
    <>
      {cancel.error !== null && <Refused error={cancel.error} />}
      <button type="button" className="link" onClick={() => (asking ? void cancel.run() : setAsking(true))}>
        {asking ? <Trans>Bấm lần nữa để hủy biểu quyết</Trans> : <Trans>Hủy biểu quyết này</Trans>}
      </button>
    </>
  );
}

function Open({ course, vote }: { course: Course; vote: Vote }) {
  const [asking, setAsking] = useState(false);
  const isByName = vote.method === 'ROLL';
  return (
    <>
      <p className="small">
        {isByName ? (
          <Trans>
            {vote.cast} / {vote.eligible} đồng chí đã biểu quyết
          </Trans>
        ) : (
          <Plural value={vote.eligible} other="Giơ tay. # đảng viên chính thức có mặt được biểu quyết." />
        )}
        {vote.waiting ? ' ⏳' : ''}
      </p>
      {isByName && <Aloud course={course} vote={vote} />}
      <button type="button" className="btn btn-main btn-wide" onClick={() => setAsking(true)}>
        {isByName ? <Trans>Chốt kết quả</Trans> : <Trans>Ghi kết quả giơ tay</Trans>}
      </button>
      <Cancel course={course} vote={vote} />
      {asking && <CloseSheet course={course} vote={vote} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Who is in the room without a phone and says it aloud. */
function Aloud({ course, vote }: { course: Course; vote: Vote }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const record = useAction(async (choice: VoteChoice) => {
    if (!chosen) return;
    await submit('ballots', {
      ...{ meetingId: course.id, voteId: vote.id, at: serverNowIso() },
      ballots: [{ memberId: chosen, choice }],
    });
    setChosen(null);
  });
  const own = new Set(vote.ballots.filter(ballot => !ballot.isRecorded).map(ballot => ballot.member.id));
  const rows = course.attendance.filter(({ member, state }) => state === 'PRESENT' && !own.has(member.id));
  const person = rows.find(({ member }) => member.id === chosen);
  return (
    <details>
      <summary className="link">
        <Trans>Ghi cho đồng chí nói tại phòng họp</Trans>
      </summary>
      <ul className="rows">
        {rows.map(({ member }) => {
          const choice = vote.ballots.find(ballot => ballot.member.id === member.id)?.choice;
          return (
            <li key={member.id}>
              <button type="button" className="rows-item" onClick={() => setChosen(member.id)}>
                <span className="grow">{member.fullName}</span>
                <span className={choice ? 'chip chip-good' : 'chip'}>
                  {choice ? <ChoiceWord choice={choice} /> : <Trans>chưa ghi</Trans>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {person && (
        <Sheet title={person.member.fullName} onClose={() => setChosen(null)}>
          <p>{vote.question}</p>
          {record.error !== null && <Refused error={record.error} />}
          <div className="vote-choices">
            {(['AGREE', 'DISAGREE', 'OTHER'] as const).map(choice => (
              <button key={choice} type="button" className="btn" onClick={() => void record.run(choice)}>
                <ChoiceWord choice={choice} />
              </button>
            ))}
          </div>
        </Sheet>
      )}
    </details>
  );
}

function CloseSheet({ course, vote, onClose }: { course: Course; vote: Vote; onClose: () => void }) {
  const { t } = useLingui();
  const isByName = vote.method === 'ROLL';
  const [counts, setCounts] = useState({ agree: '', disagree: '0', other: '0' });
  const [problem, setProblem] = useState<string | null>(null);
  const close = useAction(async () => {
    const numbers = isByName
      ? {}
      : { agree: Number(counts.agree), disagree: Number(counts.disagree), other: Number(counts.other) };
    await submit('voteClose', { meetingId: course.id, voteId: vote.id, at: serverNowIso(), ...numbers });
    onClose();
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const sum = Number(counts.agree) + Number(counts.disagree) + Number(counts.other);
    const most = vote.eligible;
    const wrong =
      counts.agree === ''
        ? t`Đồng chí hãy ghi số đồng ý.`
        : sum > most
          ? t`Nhiều hơn ${most} người được biểu quyết.`
          : null;
    setProblem(isByName ? null : wrong);
    if (isByName || !wrong) void close.run();
  };
  const field = (name: keyof typeof counts, label: string, said: string | null = null) => (
    <Field
      label={label}
      inputMode="numeric"
      maxLength={4}
      problem={said}
      value={counts[name]}
      onChange={event => setCounts({ ...counts, [name]: event.currentTarget.value.replace(/\D/g, '') })}
    />
  );
  return (
    <Sheet title={isByName ? t`Chốt kết quả?` : t`Kết quả giơ tay`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        {isByName ? (
          <p>
            <Trans>
              {vote.cast} / {vote.eligible} đồng chí đã biểu quyết. Chốt xong không nhận thêm và không sửa được.
            </Trans>
          </p>
        ) : (
          <>
            {field('agree', t`Đồng ý`, problem)}
            {field('disagree', t`Không đồng ý`)}
            {field('other', t`Ý kiến khác`)}
          </>
        )}
        {close.error !== null && <Refused error={close.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={close.busy}>
          <Trans>Chốt kết quả</Trans>
        </button>
      </form>
    </Sheet>
  );
}
