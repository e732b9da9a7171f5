import { Trans, useLingui } from '@lingui/react/macro';
import { percent } from '../../shared/format.js';
import { Chip, type Tone } from '../parts/Chip.js';
import { type Check, checkName, isCeiling, stateOf } from './gate.js';
import './rollouts.css';

const TONES: Record<ReturnType<typeof stateOf>, Tone> = { passed: 'good', waiting: 'wait', failed: 'bad' };
const MARKS: Record<ReturnType<typeof stateOf>, string> = { passed: '✓', waiting: '…', failed: '✗' };

/** Each check of a gate: what is asked, what is there, passed or not. Before its wave has begun there is only what is asked. */
export function GateChecks({ checks, begun = true }: { checks: readonly Check[]; begun?: boolean }) {
  const { t } = useLingui();
  const names = { passed: t`Đạt:`, waiting: t`Còn chờ gửi xong:`, failed: t`Chưa đạt:` };
  return (
    <ul className="gate">
      {checks.map(check => (
        <li key={check.name}>
          <span>
            {checkName(check.name)} {isCeiling(check.name) ? '≤' : '≥'}&nbsp;{percent(check.required)}
          </span>
          {begun && (
            <Chip tone={TONES[stateOf(check)]}>
              <span aria-hidden>{MARKS[stateOf(check)]}</span>
              <span className="sr-only">{names[stateOf(check)]}</span>
              {percent(check.actual)}
            </Chip>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Why the gate is shut, check by check, and what would open it. */
export function GateRefusal({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  return (
    <ul>
      {checks.map(check => (
        <li key={check.name}>
          <Shut check={check} />
        </li>
      ))}
    </ul>
  );
}

function Shut({ check }: { check: Check }) {
  const [name, required, actual] = [checkName(check.name), percent(check.required), percent(check.actual)];
  if (stateOf(check) === 'waiting') return <Trans>{name}: còn chờ đợt trước gửi xong.</Trans>;
  return isCeiling(check.name) ? (
    <Trans>
      {name}: đang là {actual}, cần từ {required} trở xuống.
    </Trans>
  ) : (
    <Trans>
      {name}: đang là {actual}, cần từ {required} trở lên.
    </Trans>
  );
}
