import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { time } from '../../shared/format.js';
import { StateWord } from '../meetings/words.js';
import { Empty } from '../ui/states.js';
import { FlagWord } from './RollChecks.js';
import type { RollRow } from './roll.js';

interface RollRowsProps {
  rows: RollRow[];
  readOnly: boolean;
  /** A touch on somebody who is not marked yet. */
  onPresent: (row: RollRow) => void;
  /** A touch on somebody who is. */
  onChoose: (row: RollRow) => void;
}

/** The people of the roll, a whole row to touch each. Their order never changes under the finger. */
export function RollRows({ rows, readOnly, onPresent, onChoose }: RollRowsProps) {
  const { t } = useLingui();
  const [onlyExpected, setOnlyExpected] = useState(false);
  const shown = onlyExpected ? rows.filter(row => row.state === 'EXPECTED') : rows;
  return (
    <>
      <label className="tick">
        <input type="checkbox" checked={onlyExpected} onChange={() => setOnlyExpected(!onlyExpected)} />
        <Trans>Chỉ xem người chưa điểm danh</Trans>
      </label>
      {shown.length === 0 ? (
        <Empty>
          <Trans>Mọi người đã được điểm danh.</Trans>
        </Empty>
      ) : (
        <ul className="card rows">
          {shown.map(row => {
            const name = row.member.fullName;
            const expected = row.state === 'EXPECTED';
            return (
              <li key={row.member.id} className="roll-row">
                {readOnly ? (
                  <div className="rows-item rows-plain">
                    <Person row={row} />
                    <StateChip row={row} readOnly />
                  </div>
                ) : (
                  <>
                    <button
                      type="button"
                      className="rows-item"
                      aria-label={expected ? t`Điểm danh ${name}` : t`Sửa điểm danh ${name}`}
                      onClick={() => (expected ? onPresent(row) : onChoose(row))}
                    >
                      <Person row={row} />
                      <StateChip row={row} />
                    </button>
                    {expected && (
                      <button
                        type="button"
                        className="roll-more"
                        aria-label={t`Ghi vắng ${name}`}
                        onClick={() => onChoose(row)}
                      >
                        <Trans>Vắng</Trans>
                      </button>
                    )}
                  </>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function Person({ row }: { row: RollRow }) {
  return (
    <span className="grow roll-person">
      <span className="strong">{row.member.fullName}</span>
      {row.reason && <span className="small">{row.reason}</span>}
      {row.flags.map(flag => (
        <span key={flag} className="small bad">
          ⚠ <FlagWord flag={flag} />
        </span>
      ))}
      {row.state === 'EXPECTED' && row.answer === 'ATTENDING' && (
        <span className="small">
          <Trans>đã báo sẽ dự</Trans>
        </span>
      )}
    </span>
  );
}

const CHIPS = { PRESENT: 'chip chip-good', EXCUSED: 'chip chip-gold', UNEXCUSED: 'chip chip-bad' } as const;

function StateChip({ row, readOnly = false }: { row: RollRow; readOnly?: boolean }) {
  const { state, waiting } = row;
  const at = row.checkedInAt ?? row.receivedAt;
  if (state === 'EXPECTED') {
    return <span className="chip">{readOnly ? <StateWord state={state} /> : <Trans>Chạm: có mặt</Trans>}</span>;
  }
  return (
    <span className={state === 'EXEMPT' ? 'chip' : CHIPS[state]}>
      <StateWord state={state} /> {state === 'PRESENT' && at ? time(at) : ''}
      {waiting && (
        <span aria-hidden="true" title="…">
          ⏳
        </span>
      )}
    </span>
  );
}
