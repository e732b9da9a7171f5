import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import {
  CloseMeetingDocument,
  MeetingPageDocument,
  type MeetingPartsFragment,
  RollCallDocument,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { serverNowIso } from '../../shared/clock.js';
import { ApiError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { Agenda } from '../meetings/Agenda.js';
import { flush, useOutbox } from '../offline/outbox.js';
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
import { showMeeting } from './SecretaryPanel.js';
import './secretary.css';

/** The agenda to go by, the minutes and the conclusion, and the end of the meeting. */
export function Closing({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(MeetingPageDocument, { id });
  const running = page.data?.meeting?.status === 'OPEN';
  return (
    <Page
      title={t`Nội dung và kết thúc`}
      back={`/sinh-hoat/${id}/noi-dung`}
      strong={running}
      aside={running && <Elapsed since={page.data?.meeting?.openedAt} />}
    >
      <Loaded of={page}>
        {({ meeting }) =>
          meeting?.status === 'OPEN' || meeting?.status === 'INVITED' ? (
            <Body meeting={meeting} />
          ) : (
            <Empty>
              <Trans>Buổi này không đang họp.</Trans>
            </Empty>
          )
        }
      </Loaded>
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
  const roll = useSaved(RollCallDocument, { id: meeting.id });
  const outbox = useOutbox();
  const rows = roll.data?.meeting ? rollWith(roll.data.meeting, outbox) : null;
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
          hint={t`Tự lưu trên máy này khi đang gõ.`}
          problem={problem}
          rows={8}
          maxLength={50_000}
          value={draft.value.minutes}
          onChange={event => draft.set({ ...draft.value, minutes: event.currentTarget.value })}
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
  const once = useRef(newId());
  const endedAt = useRef(serverNowIso());
  const waiting = useOutbox().filter(entry => entry.refusal === null).length;
  const action = useAction(async () => {
    if (waiting > 0) await flush();
    const close = (version: number) =>
      send(CloseMeetingDocument, {
        input: {
          meetingId: meeting.id,
          version,
          endedAt: endedAt.current,
          minutes: draft.value.minutes.trim(),
          conclusion: draft.value.conclusion.trim() || null,
          clientMutationId: once.current,
        },
      });
    const { closeMeeting } = await close(meeting.version).catch((error: unknown) => {
      // The agenda or the place was edited meanwhile; minutes and conclusion are ours alone, so nothing of it is lost.
      if (!(error instanceof ApiError) || error.reason !== 'STALE_VERSION' || !error.currentVersion) throw error;
      once.current = newId();
      return close(error.currentVersion);
    });
    draft.drop();
    await showMeeting(closeMeeting);
    goTo(`/sinh-hoat/${meeting.id}`, { replace: true });
  });
  return (
    <Sheet title={t`Kết thúc buổi sinh hoạt?`} onClose={onClose}>
      <p>
        <Trans>Sau khi kết thúc, điểm danh và biên bản không sửa được nữa.</Trans>
      </p>
      {waiting > 0 && (
        <p className="note">
          <Trans>Còn {waiting} việc chờ gửi; sẽ gửi trước rồi mới kết thúc.</Trans>
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
