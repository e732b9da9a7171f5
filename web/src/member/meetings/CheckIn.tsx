import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { MeetingPartsFragment } from '../../graphql/graphql.js';
import { typedCode } from '../../shared/checkInCode.js';
import { time } from '../../shared/format.js';
import { usePending } from '../offline/outbox.js';
import { Field } from '../ui/Field.js';
import { Icon } from '../ui/Icon.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { checkInNow } from './checkInNow.js';
import { canScan, ScanSheet } from './ScanSheet.js';

/** A member's own check-in by the six letters that the room shows; kept and sent later where there is no signal. */
export function CheckIn({ meeting }: { meeting: MeetingPartsFragment }) {
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const [scanning, setScanning] = useState(false);
  const waiting = usePending('checkIn', variables => variables.meetingId === meeting.id);
  const action = useAction((given: string) => checkInNow(meeting.id, given));
  const mine = meeting.myAttendance;
  if (!mine) return null;
  if (mine.state === 'PRESENT') {
    const at = mine.checkedInAt;
    return (
      <div className="note note-good row" role="status">
        <Icon name="check" />
        <span className="strong">
          {at ? <Trans>Đồng chí đã điểm danh lúc {time(at)}</Trans> : <Trans>Đồng chí đã được điểm danh có mặt</Trans>}
        </span>
      </div>
    );
  }
  if (waiting) {
    return (
      <div className="note" role="status">
        <Trans>Mã {waiting.code} đã lưu trên máy, sẽ tự gửi khi có mạng. Giờ điểm danh vẫn tính từ bây giờ.</Trans>
      </div>
    );
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === 6) void action.run(code);
  };
  return (
    <section className="card stack" aria-label={t`Điểm danh`}>
      <form className="stack" onSubmit={onSubmit}>
        <Field
          label={t`Mã điểm danh`}
          hint={t`Sáu chữ cái trên màn hình của bí thư, đổi sau mỗi 30 giây.`}
          className="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          value={code}
          onChange={event => setCode(typedCode(event.currentTarget.value))}
        />
        {action.error !== null && <Refused error={action.error} />}
        <div className="buttons">
          <button type="submit" className="btn btn-main" disabled={code.length < 6} aria-busy={action.busy}>
            {action.busy ? <Trans>Đang gửi…</Trans> : <Trans>Điểm danh</Trans>}
          </button>
          {canScan() && (
            <button type="button" className="btn" onClick={() => setScanning(true)}>
              <Icon name="camera" /> <Trans>Quét mã</Trans>
            </button>
          )}
        </div>
      </form>
      {scanning && (
        <ScanSheet
          meetingId={meeting.id}
          onCode={found => {
            setScanning(false);
            setCode(found.code);
            void action.run(found.code);
          }}
          onClose={() => setScanning(false)}
        />
      )}
    </section>
  );
}
