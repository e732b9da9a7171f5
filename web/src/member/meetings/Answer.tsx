import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { AbsenceDecision, MeetingCardFragment } from '../../graphql/graphql.js';
import { serverNow, serverNowIso } from '../../shared/clock.js';
import { dateTime } from '../../shared/format.js';
import { submit, usePending } from '../offline/outbox.js';
import { TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Icon } from '../ui/Icon.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

interface Chosen {
  attending: boolean;
  reason?: string | null;
}

/** What the person has answered: what waits on the device, what was just sent, what the server knows. */
function useMyAnswer(
  meeting: MeetingCardFragment,
  justSent: { chosen: Chosen; over: string | null } | null,
): Chosen | null {
  const waiting = usePending('answer', variables => variables.meetingId === meeting.id);
  const mine = meeting.myAttendance;
  if (waiting) return waiting;
  if (justSent && justSent.over === (mine?.answeredAt ?? null)) return justSent.chosen;
  return mine?.answer ? { attending: mine.answer === 'ATTENDING', reason: mine.reason } : null;
}

/** The one question of a meeting: coming, or asking leave with a reason. Works without a network. */
export function Answer({ meeting, until = null }: { meeting: MeetingCardFragment; until?: string | null }) {
  const { t } = useLingui();
  const [justSent, setJustSent] = useState<{ chosen: Chosen; over: string | null } | null>(null);
  const [asking, setAsking] = useState(false);
  const [changing, setChanging] = useState(false);
  const answer = useMyAnswer(meeting, justSent);
  const waiting = usePending('answer', variables => variables.meetingId === meeting.id) !== undefined;
  const action = useAction(async (chosen: Chosen) => {
    const over = meeting.myAttendance?.answeredAt ?? null;
    const given = { meetingId: meeting.id, ...chosen, at: serverNowIso() };
    await submit('answer', given, older => older.meetingId === meeting.id);
    setJustSent({ chosen, over });
    setAsking(false);
    setChanging(false);
  });
  const mine = meeting.myAttendance;
  if (!mine || meeting.status === 'CANCELLED' || meeting.status === 'CLOSED') return null;
  if (mine.state === 'EXEMPT') {
    return (
      <p className="small">
        <Trans>Đồng chí được miễn sinh hoạt. Nếu đến dự, đồng chí vẫn điểm danh như mọi người.</Trans>
      </p>
    );
  }
  if (mine.state === 'PRESENT') {
    return (
      <p className="good strong row">
        <Icon name="check" /> <Trans>Đồng chí đã điểm danh</Trans>
      </p>
    );
  }
  return (
    <div className="stack answer">
      {answer && !changing ? (
        <div className="row wrap between">
          <p className={answer.attending ? 'strong good' : 'strong'} role="status">
            {answer.attending ? <Trans>✓ Đồng chí sẽ dự</Trans> : <Trans>Đồng chí xin vắng: {answer.reason}</Trans>}
            {!answer.attending && !waiting && <Word decision={mine.absenceDecision} />}
            {waiting && (
              <>
                {' '}
                <span className="chip chip-gold">
                  <Trans>Chờ gửi</Trans>
                </span>
              </>
            )}
          </p>
          <button type="button" className="link" onClick={() => setChanging(true)}>
            <Trans>Đổi ý</Trans>
          </button>
        </div>
      ) : (
        <>
          <p>
            <Trans>Đồng chí có dự buổi sinh hoạt này không?</Trans>
          </p>
          {until && <Until at={until} />}
          <div className="buttons answer-buttons">
            <button
              type="button"
              className="btn btn-main"
              aria-busy={action.busy && !asking}
              onClick={() => void action.run({ attending: true })}
            >
              <Trans>Tôi sẽ dự</Trans>
            </button>
            <button type="button" className="btn" onClick={() => setAsking(true)}>
              <Trans>Xin vắng</Trans>
            </button>
          </div>
        </>
      )}
      {action.error !== null && !asking && <Refused error={action.error} />}
      {asking && (
        <Sheet title={t`Xin vắng mặt`} onClose={() => setAsking(false)}>
          <AbsenceForm action={action} />
        </Sheet>
      )}
    </div>
  );
}

/** Until when to answer; after that an absence needs the secretary's word. */
function Until({ at }: { at: string }) {
  const moment = dateTime(at);
  return (
    <p className="small">
      {Date.parse(at) > serverNow() ? (
        <Trans>Xin đồng chí trả lời trước {moment}.</Trans>
      ) : (
        <Trans>Đã quá hạn trả lời ({moment}). Từ bây giờ, xin vắng cần bí thư duyệt.</Trans>
      )}
    </p>
  );
}

/** What the secretary says to the absence. */
function Word({ decision }: { decision: AbsenceDecision | null | undefined }) {
  if (decision === 'PENDING')
    return (
      <span className="chip chip-gold">
        <Trans>Chờ bí thư duyệt</Trans>
      </span>
    );
  if (decision === 'DECLINED')
    return (
      <span className="chip chip-bad">
        <Trans>Bí thư chưa đồng ý, mong đồng chí đến dự</Trans>
      </span>
    );
  return decision === 'APPROVED' ? (
    <span className="chip chip-good">
      <Trans>Bí thư đồng ý</Trans>
    </span>
  ) : null;
}

function AbsenceForm({ action }: { action: ReturnType<typeof useAction<Chosen>> }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = reason.trim();
    setProblem(text ? null : t`Đồng chí hãy ghi lý do.`);
    if (text) void action.run({ attending: false, reason: text });
    else focusProblem(event.currentTarget);
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      <TextField
        label={t`Lý do vắng mặt`}
        hint={t`Chỉ đồng chí và bí thư chi bộ đọc được.`}
        problem={problem}
        maxLength={500}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
      {action.error !== null && <Refused error={action.error} />}
      <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
        <Trans>Gửi lý do</Trans>
      </button>
    </form>
  );
}
