import { Trans, useLingui } from '@lingui/react/macro';
import { percent } from '../../shared/format.js';
import { Chip } from '../parts/Chip.js';
import { type Check, checkName, isCeiling } from './gate.js';
import './rollouts.css';

/** Each check of a gate: what is asked, what is there, passed or not. */
export function GateChecks({ checks }: { checks: readonly Check[] }) {
  const { t } = useLingui();
  return (
    <ul className="gate">
      {checks.map(check => (
        <li key={check.name}>
          <span>
            {checkName(check.name)} {isCeiling(check.name) ? '≤' : '≥'}&nbsp;{percent(check.required)}
          </span>
          <Chip tone={check.passed ? 'good' : 'bad'}>
            <span aria-hidden>{check.passed ? '✓' : '✗'}</span>
            <span className="sr-only">{check.passed ? t`Đạt:` : t`Chưa đạt:`}</span>
            {percent(check.actual)}
          </Chip>
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
      {checks.map(check => {
        const [name, required, actual] = [checkName(check.name), percent(check.required), percent(check.actual)];
        return (
          <li key={check.name}>
            {isCeiling(check.name) ? (
              <Trans>
                {name}: đang là {actual}, cần từ {required} trở xuống.
              </Trans>
            ) : (
              <Trans>
                {name}: đang là {actual}, cần từ {required} trở lên.
              </Trans>
            )}
          </li>
        );
      })}
    </ul>
  );
}
