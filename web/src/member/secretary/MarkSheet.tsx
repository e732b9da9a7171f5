import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { AttendanceMarkInput } from '../../graphql/graphql.js';
import { TextField } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { FlagWord, Why } from './RollChecks.js';
import type { RollRow } from './roll.js';

interface MarkSheetProps {
  row: RollRow;
  onMark: (mark: Omit<AttendanceMarkInput, 'at'>) => void;
  onClose: () => void;
}

/** The states of one person: present, excused with a reason, unexcused. */
export function MarkSheet({ row, onMark, onClose }: MarkSheetProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState(row.reason ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const memberId = row.member.id;
  const excuse = () => {
    const text = reason.trim();
    setProblem(text ? null : t`Đồng chí hãy ghi lý do vắng.`);
    if (text) onMark({ memberId, state: 'EXCUSED', reason: text });
  };
  return (
    <Sheet title={row.member.fullName} onClose={onClose}>
      <p className="small">
        <Why row={row} />
      </p>
      {row.flags.length > 0 && (
        <p className="note note-bad">
          {row.flags.map((flag, place) => (
            <span key={flag}>
              {place > 0 && ', '}
              <FlagWord flag={flag} />
            </span>
          ))}
          . <Trans>Đồng chí xem người ấy có trong phòng không rồi quyết định.</Trans>
        </p>
      )}
      {row.state !== 'PRESENT' && (
        <button type="button" className="btn btn-main btn-wide" onClick={() => onMark({ memberId, state: 'PRESENT' })}>
          <Trans>Có mặt</Trans>
        </button>
      )}
      <TextField
        label={t`Lý do vắng`}
        problem={problem}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <div className="buttons">
        <button type="button" className="btn" onClick={excuse}>
          <Trans>Vắng có phép</Trans>
        </button>
        <button type="button" className="btn btn-danger" onClick={() => onMark({ memberId, state: 'UNEXCUSED' })}>
          <Trans>Vắng không phép</Trans>
        </button>
      </div>
      {row.basis === 'MARK' && (
        <button type="button" className="btn" onClick={() => onMark({ memberId, state: 'EXPECTED' })}>
          <Trans>Bỏ lần ghi này</Trans>
        </button>
      )}
    </Sheet>
  );
}
