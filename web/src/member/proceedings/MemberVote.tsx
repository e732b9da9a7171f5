import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MeetingPartsFragment, VoteChoice, VotePartsFragment } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { submit, usePending } from '../offline/outbox.js';
import { Icon } from '../ui/Icon.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import './proceedings.css';
import { VoteResult } from './VoteResult.js';
import { ChoiceWord } from './words.js';

const CHOICES = ['AGREE', 'DISAGREE', 'OTHER'] as const;

/** The question that is voted on now, as a member meets it on the meeting's page. */
export function MemberVote({ meeting }: { meeting: MeetingPartsFragment }) {
  const { t } = useLingui();
  const vote = meeting.votes.find(one => one.status === 'OPEN');
  if (!vote || meeting.status !== 'OPEN') return null;
  return (
    <section className="card stack" aria-label={t`Biểu quyết`} aria-live="polite">
      <p className="small">
        {vote.method === 'ROLL' ? <Trans>Đang biểu quyết</Trans> : <Trans>Đang biểu quyết giơ tay</Trans>}
      </p>
      <p className="vote-question">{vote.question}</p>
      {vote.method === 'ROLL' && <Ballot key={vote.id} meeting={meeting} vote={vote} />}
    </section>
  );
}

/** One own vote: chosen, asked once more since it stands, and then shown as it was cast. */
function Ballot({ meeting, vote }: { meeting: MeetingPartsFragment; vote: VotePartsFragment }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<VoteChoice | null>(null);
  const waiting = usePending('ballot', variables => variables.voteId === vote.id);
  const cast = useAction(async (choice: VoteChoice) => {
    await submit('ballot', { meetingId: meeting.id, voteId: vote.id, choice, at: serverNowIso() });
    setChosen(null);
  });
  const mine = waiting?.choice ?? (vote.myBallot && !vote.myBallot.isRecorded ? vote.myBallot.choice : null);
  if (mine) {
    return (
      <div className="note note-good row" role="status">
        <Icon name="check" />
        <span>
          <Trans>Đồng chí đã biểu quyết:</Trans>{' '}
          <b>
            <ChoiceWord choice={mine} />
          </b>
          {waiting && (
            <>
              <br />
              <Trans>Đang gửi; đồng chí không cần bấm lại.</Trans>
            </>
          )}
        </span>
      </div>
    );
  }
  if (!vote.mayVote) {
    return (
      <p className="note">
        {meeting.myAttendance && meeting.myAttendance.state !== 'PRESENT' ? (
          <Trans>Đồng chí điểm danh trước, rồi biểu quyết.</Trans>
        ) : (
          <Trans>Chỉ đảng viên chính thức của chi bộ được biểu quyết.</Trans>
        )}
      </p>
    );
  }
  return (
    <>
      {vote.myBallot && (
        <p className="note">
          <Trans>Bí thư đã ghi cho đồng chí:</Trans> <ChoiceWord choice={vote.myBallot.choice} />
        </p>
      )}
      {cast.error !== null && <Refused error={cast.error} />}
      <div className="vote-choices">
        {CHOICES.map(choice => (
          <button key={choice} type="button" className="btn" onClick={() => setChosen(choice)}>
            <ChoiceWord choice={choice} />
          </button>
        ))}
      </div>
      {chosen && (
        <Sheet title={t`Gửi ý kiến này?`} onClose={() => setChosen(null)}>
          <p className="vote-question">
            <ChoiceWord choice={chosen} />
          </p>
          <p>
            <Trans>Gửi xong không đổi được nữa.</Trans>
          </p>
          <button
            type="button"
            className="btn btn-main btn-wide"
            aria-busy={cast.busy}
            onClick={() => {
              setChosen(null);
              void cast.run(chosen);
            }}
          >
            <Trans>Gửi ý kiến</Trans>
          </button>
        </Sheet>
      )}
    </>
  );
}

/** The results of the votes that are closed, on the meeting's page. */
export function VoteResults({ votes }: { votes: readonly VotePartsFragment[] }) {
  const closed = votes.filter(vote => vote.status === 'CLOSED');
  if (closed.length === 0) return null;
  return (
    <section className="stack">
      <h2>
        <Trans>Kết quả biểu quyết</Trans>
      </h2>
      {closed.map(vote => (
        <div key={vote.id} className="card stack">
          <p className="strong">{vote.question}</p>
          <VoteResult vote={vote} />
        </div>
      ))}
    </section>
  );
}
