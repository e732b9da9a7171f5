import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Panel } from '../parts/Panel.js';
import { WaitingRows } from '../parts/states/states.js';
import { GateChecks } from './GateChecks.js';
import { nextWave, waveBefore } from './gate.js';
import { useRollouts } from './useRollouts.js';
import { WaveActions } from './WaveActions.js';

/** On the board: may the next wave begin? Its checks, and the button. Nothing when no wave waits. */
export function NextWave() {
  const [{ data, fetching }, ask] = useRollouts();
  if (!data) return fetching ? <WaitingRows rows={4} /> : null;
  const rollout = data.rollouts.find(one => nextWave(one));
  const wave = rollout && nextWave(rollout);
  if (!rollout || !wave) return null;
  const before = waveBefore(rollout, wave);
  return (
    <Panel
      title={<Trans>Đợt {wave.position} có thể bắt đầu chưa?</Trans>}
      aside={
        <Link to="/trien-khai/$rolloutId" params={{ rolloutId: rollout.id }}>
          <Trans>Chi tiết</Trans>
        </Link>
      }
    >
      <div className="stack">
        <p className="soft">{rollout.name}</p>
        {before && before.gate.length > 0 ? (
          <GateChecks checks={before.gate} begun={before.status !== 'PLANNED'} />
        ) : (
          <p className="soft">
            <Trans>Đợt này không đặt điều kiện.</Trans>
          </p>
        )}
        <WaveActions rollout={rollout} wave={wave} onChanged={() => ask({ requestPolicy: 'network-only' })} wide />
      </div>
    </Panel>
  );
}
