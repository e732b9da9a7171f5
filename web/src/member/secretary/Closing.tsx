import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { MeetingPageDocument, type MeetingPartsFragment } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { Agenda } from '../meetings/Agenda.js';
import { FromNotes } from '../minutes/FromNotes.js';
import { useLocalMeeting } from '../offline/localMeetings.js';
import { flush, submit, useOutbox } from '../offline/outbox.js';
import { useSaved } from '../offline/useSaved.js';
import { TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Page } from '../ui/Page.js';
import { Sheet } from '../ui/Sheet.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { useDraft } from './drafts.js';
import { Elapsed } from './Elapsed.js';
import { type RollRow, rollWith } from './roll.js';
import { useRoll } from './useRoll.js';
import './secretary.css';

/** The agenda to go by, the minutes and the conclusion, and the end of the meeting. */
export function Closing({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(MeetingPageDocument, { id });
  const local = useLocalMeeting(id, page.data?.meeting);
  const meeting = local?.meeting;
  const running = meeting?.status === 'OPEN';
  const content =
    meeting && (running || meeting.status === 'INVITED') ? (
      <Body meeting={meeting} />
    ) : (
      <Empty>
        <Trans>Buổi này không đang họp.</Trans>
      </Empty>
    );
  return (
    <Page
      title={t`Nội dung và kết thúc`}
      back={`/sinh-hoat/${id}/noi-dung`}
      strong={running}
      aside={running && <Elapsed since={meeting.openedAt} />}
    >
      {local?.unknown ? content : <Loaded of={page}>{() => content}</Loaded>}
    </Page>
  );
}

function Body({ meeting }: { meeting: MeetingPartsFragment }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const draft = useDraft(`minutes.${meeting.id}`, {
    minutes: meeting.minutes ?? '',
    conclusion: meeting.conclusion ?? '',
  });
  const { roll } = useRoll(meeting.id);
  const outbox = useOutbox();
  const rows = roll ? rollWith(roll, outbox) : null;
  const missing = rows?.filter(row => row.state === 'EXPECTED') ?? [];
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const empty = draft.value.minutes.trim() === '';
    setProblem(empty ? t`Đồng chí hãy ghi biên bản.` : null);
    if (empty) focusProblem(event.currentTarget);
    else setAsking(true);
  };
  return (
    <>
      <section className="stack">
        <h2>
          <Trans>Nội dung</Trans>
        </h2>
        <Agenda items={meeting.agenda} />
      </section>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={t`Biên bản`}
          hint={t`Tự lưu trên máy này khi đang gõ. Đảng viên đọc được biên bản: không ghi lý do vắng của ai.`}
          problem={problem}
          rows={8}
          maxLength={100_000}
          value={draft.value.minutes}
          onChange={event => draft.set({ ...draft.value, minutes: event.currentTarget.value })}
        />
        <FromNotes
          meetingId={meeting.id}
          typed={draft.value.minutes}
          onWrite={minutes => draft.set({ ...draft.value, minutes })}
        />
        <TextField
          label={t`Kết luận`}
          rows={4}
          maxLength={10_000}
          value={draft.value.conclusion}
          onChange={event => draft.set({ ...draft.value, conclusion: event.currentTarget.value })}
        />
        {missing.length > 0 && <Missing meetingId={meeting.id} missing={missing} />}
        <button type="submit" className="btn btn-main btn-wide" disabled={missing.length > 0}>
          <Trans>Kết thúc buổi sinh hoạt</Trans>
        </button>
      </form>
      {asking && <CloseSheet meeting={meeting} draft={draft} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Who keeps the meeting from being closed: a roll call is complete or it is none. */
function Missing({ meetingId, missing }: { meetingId: string; missing: RollRow[] }) {
  return (
    <div className="note" role="status">
      <p className="strong">
        <Plural value={missing.length} other="Còn # đồng chí chưa điểm danh, chưa kết thúc được:" />
      </p>
      <p>{missing.map(row => row.member.fullName).join(', ')}</p>
      <Link href={`/sinh-hoat/${meetingId}/diem-danh`} className="link">
        <Trans>Điểm danh tiếp</Trans>
      </Link>
    </div>
  );
}

interface CloseSheetProps {
  meeting: MeetingPartsFragment;
  draft: ReturnType<typeof useDraft<{ minutes: string; conclusion: string }>>;
  onClose: () => void;
}

function CloseSheet({ meeting, draft, onClose }: CloseSheetProps) {
  const { t } = useLingui();
  const [, goTo] = useLocation();
  const endedAt = useRef(serverNowIso());
  const waiting = useOutbox().filter(entry => entry.refusal === null).length;
  const action = useAction(async () => {
    if (waiting > 0) await flush();
    await submit(
      'close',
      {
        meetingId: meeting.id,
        version: meeting.version,
        endedAt: endedAt.current,
        minutes: draft.value.minutes.trim(),
        conclusion: draft.value.conclusion.trim() || null,
      },
      older => older.meetingId === meeting.id,
    );
    draft.drop();
    goTo(`/sinh-hoat/${meeting.id}`, { replace: true });
  });
  return (
    <Sheet title={t`Kết thúc buổi sinh hoạt?`} onClose={onClose}>
      <p>
        <Trans>Sau khi kết thúc, điểm danh không sửa được nữa. Biên bản còn sửa được đến khi hai người ký.</Trans>
      </p>
      {waiting > 0 && (
        <p className="note">
          <Trans>Còn {waiting} việc chờ gửi. Khi có mạng, máy gửi các việc đó trước rồi mới gửi phần kết thúc.</Trans>
        </p>
      )}
      {action.error !== null && (
        <Refused error={action.error}>
          <p>
            <Trans>Biên bản vẫn được giữ trên máy này.</Trans>
          </p>
        </Refused>
      )}
      <button type="button" className="btn btn-main btn-wide" aria-busy={action.busy} onClick={() => void action.run()}>
        {action.busy ? <Trans>Đang kết thúc…</Trans> : <Trans>Kết thúc</Trans>}
      </button>
    </Sheet>
  );
}
