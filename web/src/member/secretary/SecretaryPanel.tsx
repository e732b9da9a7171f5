import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import { CancelMeetingDocument, MeetingPageDocument, type MeetingPartsFragment } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { longDate, timeRange } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { dismiss, submit, useOutbox } from '../offline/outbox.js';
import { save, savedKey, touch } from '../offline/saved.js';
import { TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Icon } from '../ui/Icon.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { AttachSheet } from './AttachSheet.js';
import { MergeSheet } from './duties/MergeSheet.js';
import { PostponeSheet } from './duties/PostponeSheet.js';
import { Absences } from './preparing/Absences.js';
import { CarryOver } from './preparing/CarryOver.js';
import './secretary.css';

/** Shows what a mutation answered without asking again. */
export async function showMeeting(meeting: MeetingPartsFragment): Promise<void> {
  const key = savedKey(MeetingPageDocument, { id: meeting.id });
  await save(key, { meeting });
  touch(key);
}

/** What the secretary may do with a meeting now; one main action in each state. */
export function SecretaryPanel({ meeting, unknown = false }: { meeting: MeetingPartsFragment; unknown?: boolean }) {
  const { t } = useLingui();
  const [sheet, setSheet] = useState<'invite' | 'attach' | 'cancel' | 'postpone' | 'merge' | null>(null);
  const close = () => setSheet(null);
  const path = `/sinh-hoat/${meeting.id}`;
  const { status } = meeting;
  if (status === 'CANCELLED') return null;
  const before = status === 'DRAFT' || status === 'INVITED';
  return (
    <section className="card stack" aria-label={t`Việc của bí thư`}>
      <h2>
        <Trans>Việc của bí thư</Trans>
      </h2>
      {status === 'DRAFT' && (
        <button type="button" className="btn btn-main btn-wide" onClick={() => setSheet('invite')}>
          <Icon name="send" /> <Trans>Mời cả chi bộ</Trans>
        </button>
      )}
      {(status === 'INVITED' || status === 'OPEN') && (
        <Link href={`${path}/diem-danh`} className="btn btn-main btn-wide">
          <Icon name="check" /> {status === 'OPEN' ? <Trans>Điểm danh</Trans> : <Trans>Bắt đầu và điểm danh</Trans>}
        </Link>
      )}
      {status === 'CLOSED' && (
        <>
          {!meeting.minutesSealedAt && (
            <Link href={`${path}/bien-ban`} className="btn btn-main btn-wide">
              <Trans>Sửa và ký biên bản</Trans>
            </Link>
          )}
          {meeting.kind !== 'COMMITTEE' && (
            <Link href={`${path}/danh-gia`} className="btn btn-wide">
              {(meeting.assessments ?? []).some(({ scorer }) => scorer === 'CELL') ? (
                <Trans>Xem, chấm lại điểm</Trans>
              ) : (
                <Trans>Chấm điểm buổi sinh hoạt</Trans>
              )}
            </Link>
          )}
          <Link href={`${path}/diem-danh`} className="btn btn-wide">
            <Trans>Xem danh sách điểm danh</Trans>
          </Link>
        </>
      )}
      <div className="buttons">
        {status === 'OPEN' && (
          <Link href={`${path}/noi-dung`} className="btn">
            <Trans>Trong buổi họp</Trans>
          </Link>
        )}
        {status === 'OPEN' && (
          <Link href={`${path}/ket-thuc`} className="btn">
            <Trans>Ghi biên bản, kết thúc</Trans>
          </Link>
        )}
        {unknown && <TakeBack meetingId={meeting.id} />}
        {before && !unknown && (
          <Link href={`${path}/sua`} className="btn">
            <Trans>Sửa</Trans>
          </Link>
        )}
        {status !== 'CLOSED' && !unknown && (
          <button type="button" className="btn" onClick={() => setSheet('attach')}>
            <Icon name="file" /> <Trans>Tài liệu</Trans>
          </button>
        )}
        {before && !unknown && (
          <button type="button" className="btn" onClick={() => setSheet('postpone')}>
            <Trans>Dời lịch</Trans>
          </button>
        )}
        {before && !unknown && (meeting.kind === 'REGULAR' || meeting.kind === 'THEMATIC') && (
          <button type="button" className="btn" onClick={() => setSheet('merge')}>
            <Trans>Gộp buổi</Trans>
          </button>
        )}
        {before && !unknown && (
          <button type="button" className="btn btn-danger" onClick={() => setSheet('cancel')}>
            <Trans>Hủy buổi này</Trans>
          </button>
        )}
      </div>
      {status === 'DRAFT' && <CarryOver meeting={meeting} />}
      {(status === 'INVITED' || status === 'OPEN') && <Absences meetingId={meeting.id} />}
      {sheet === 'invite' && <InviteSheet meeting={meeting} onClose={close} />}
      {sheet === 'attach' && <AttachSheet meeting={meeting} onClose={close} />}
      {sheet === 'postpone' && <PostponeSheet meeting={meeting} onClose={close} />}
      {sheet === 'merge' && <MergeSheet meeting={meeting} onClose={close} />}
      {sheet === 'cancel' && <CancelSheet meeting={meeting} onClose={close} />}
    </section>
  );
}

/** A plan that only this phone has can be thrown away as long as it has not been sent. */
function TakeBack({ meetingId }: { meetingId: string }) {
  const [asking, setAsking] = useState(false);
  const plan = useOutbox().find(entry => entry.kind === 'schedule' && entry.variables.id === meetingId);
  if (!plan) return null;
  return asking ? (
    <button type="button" className="btn btn-danger" onClick={() => void dismiss(plan.id)}>
      <Trans>Bỏ hẳn, cùng điểm danh và biên bản chưa gửi</Trans>
    </button>
  ) : (
    <button type="button" className="btn" onClick={() => setAsking(true)}>
      <Trans>Bỏ lịch chưa gửi</Trans>
    </button>
  );
}

interface SheetProps {
  meeting: MeetingPartsFragment;
  onClose: () => void;
}

function InviteSheet({ meeting, onClose }: SheetProps) {
  const { t } = useLingui();
  const action = useAction(async () => {
    await submit('invite', { meetingId: meeting.id }, older => older.meetingId === meeting.id);
    onClose();
  });
  const items = meeting.agenda.length;
  const documents = meeting.documents.length;
  return (
    <Sheet title={t`Mời cả chi bộ?`} onClose={onClose}>
      <p>
        <b>{meeting.title}</b>
        <br />
        {longDate(meeting.startsAt)}, {timeRange(meeting.startsAt, meeting.endsAt)}
        {meeting.place && (
          <>
            <br />
            {meeting.place}
          </>
        )}
      </p>
      <p>
        <Plural value={items} other="# mục nội dung" />, <Plural value={documents} other="# tài liệu" />.
      </p>
      <p>
        <Trans>Mọi đảng viên trong chi bộ sẽ được báo, thấy nội dung và tài liệu, và trả lời dự hay vắng.</Trans>
      </p>
      {action.error !== null && <Refused error={action.error} />}
      <button type="button" className="btn btn-main btn-wide" aria-busy={action.busy} onClick={() => void action.run()}>
        {action.busy ? <Trans>Đang mời…</Trans> : <Trans>Mời ngay</Trans>}
      </button>
    </Sheet>
  );
}

function CancelSheet({ meeting, onClose }: SheetProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const once = useRef(newId());
  const action = useAction(async (text: string) => {
    const { cancelMeeting } = await send(CancelMeetingDocument, {
      meetingId: meeting.id,
      reason: text,
      clientMutationId: once.current,
    });
    await showMeeting(cancelMeeting);
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = reason.trim();
    setProblem(text ? null : t`Đồng chí hãy ghi lý do hủy.`);
    if (text) void action.run(text);
    else focusProblem(event.currentTarget);
  };
  return (
    <Sheet title={t`Hủy buổi sinh hoạt?`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <p>
          <Trans>Buổi đã hủy không mở lại được. Người đã được mời sẽ được báo kèm lý do.</Trans>
        </p>
        <TextField
          label={t`Lý do hủy`}
          problem={problem}
          maxLength={500}
          value={reason}
          onChange={event => {
            setReason(event.currentTarget.value);
            once.current = newId();
          }}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          <Trans>Hủy buổi sinh hoạt</Trans>
        </button>
      </form>
    </Sheet>
  );
}
