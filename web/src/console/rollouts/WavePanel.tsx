import { Trans, useLingui } from '@lingui/react/macro';
import type { RolloutFiguresFragment } from '../../graphql/graphql.js';
import { count, dateTime, percent } from '../../shared/format.js';
import { Chip } from '../parts/Chip.js';
import { WAVE_TONES, waveStatusName } from '../words.js';
import { GateChecks } from './GateChecks.js';
import { progressOf, type Wave } from './gate.js';
import './rollouts.css';
import { WaveActions } from './WaveActions.js';

/** One wave: its state, how far the sending is, its gate for the next one, and what can be done. */
export function WavePanel(props: { rollout: RolloutFiguresFragment; wave: Wave; onChanged: () => void }) {
  const { rollout, wave, onChanged } = props;
  const heading = `wave-${wave.id}`;
  const cells = count(wave.cells);
  return (
    <section className="panel" aria-labelledby={heading}>
      <div className="panel-body stack">
        <div className="wave-head">
          <div>
            <h2 id={heading}>{wave.name}</h2>
            <p className="soft">
              <Trans>{cells} chi bộ</Trans>
              <When wave={wave} />
            </p>
          </div>
          <Chip tone={WAVE_TONES[wave.status]}>{waveStatusName(wave.status)}</Chip>
        </div>
        {wave.status === 'PAUSED' && wave.pauseReason && (
          <p className="note note-wait">
            <span>
              <b>
                <Trans>Lý do tạm dừng:</Trans>
              </b>{' '}
              {wave.pauseReason}
            </span>
          </p>
        )}
        {wave.status !== 'PLANNED' && <Counts wave={wave} />}
        {wave.gate.length > 0 && (
          <div className="stack" style={{ gap: '0.6rem' }}>
            <h3>
              <Trans>Điều kiện để mở đợt sau</Trans>
            </h3>
            <GateChecks checks={wave.gate} begun={wave.status !== 'PLANNED'} />
          </div>
        )}
        <div className="page-actions">
          <WaveActions rollout={rollout} wave={wave} onChanged={onChanged} />
        </div>
      </div>
    </section>
  );
}

function When({ wave }: { wave: Wave }) {
  const started = wave.startedAt && dateTime(wave.startedAt);
  const finished = wave.finishedAt && dateTime(wave.finishedAt);
  if (!started) return null;
  return finished ? <Trans> · xong lúc {finished}</Trans> : <Trans> · bắt đầu lúc {started}</Trans>;
}

function Counts({ wave }: { wave: Wave }) {
  const { t } = useLingui();
  const part = (value: number) => `${wave.recipients > 0 ? (value / wave.recipients) * 100 : 0}%`;
  const rows = [
    { name: t`Người nhận`, value: wave.recipients },
    { name: t`Đang chờ`, value: wave.pending },
    { name: t`Đã báo`, value: wave.delivered, dot: 'wave-delivered' },
    { name: t`Không gửi được`, value: wave.failed, dot: 'wave-failed' },
    { name: t`Chưa có kênh`, value: wave.skipped, dot: 'wave-skipped' },
    { name: t`Đã kích hoạt`, value: wave.activated },
  ];
  const done = percent(progressOf(wave), 0);
  return (
    <>
      <div
        className="wave-bar"
        role="progressbar"
        aria-label={t`Tiến độ gửi`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(progressOf(wave) * 100)}
        aria-valuetext={done}
      >
        <div className="wave-delivered" style={{ width: part(wave.delivered) }} />
        <div className="wave-failed" style={{ width: part(wave.failed) }} />
        <div className="wave-skipped" style={{ width: part(wave.skipped) }} />
      </div>
      <dl className="wave-counts">
        {rows.map(row => (
          <div key={row.name}>
            <dt>
              {row.dot && <span className={`dot ${row.dot}`} aria-hidden />}
              {row.name}
            </dt>
            <dd>{count(row.value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
