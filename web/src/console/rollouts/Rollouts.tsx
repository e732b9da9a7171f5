import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RolloutFiguresFragment } from '../../graphql/graphql.js';
import { count } from '../../shared/format.js';
import { Chip } from '../parts/Chip.js';
import { Page } from '../parts/Page.js';
import { Answer } from '../parts/states/Answer.js';
import { Nothing } from '../parts/states/states.js';
import '../parts/table.css';
import { WAVE_TONES, waveStatusName } from '../words.js';
import { useRollouts } from './useRollouts.js';

/** Every plan that brings the handbook to cells, and how far each is. */
export function Rollouts() {
  const { t } = useLingui();
  const [result, ask] = useRollouts();
  return (
    <Page
      title={t`Triển khai`}
      actions={
        <Button component={Link} to="/trien-khai/tao">
          <Trans>Lập kế hoạch mới</Trans>
        </Button>
      }
    >
      <div className="panel">
        <Answer result={result} find={data => data.rollouts} onRetry={() => ask({ requestPolicy: 'network-only' })}>
          {rollouts => (rollouts.length === 0 ? <None /> : <Table rollouts={rollouts} />)}
        </Answer>
      </div>
    </Page>
  );
}

function None() {
  return (
    <Nothing title={<Trans>Chưa có kế hoạch triển khai</Trans>}>
      <Trans>Một kế hoạch chia các chi bộ thành từng đợt. Đợt sau chỉ mở khi đợt trước đạt điều kiện đã đặt.</Trans>
    </Nothing>
  );
}

function Table({ rollouts }: { rollouts: RolloutFiguresFragment[] }) {
  const { t } = useLingui();
  return (
    <table className="table table-open">
      <thead>
        <tr>
          <th scope="col">{t`Kế hoạch`}</th>
          <th scope="col">{t`Các đợt`}</th>
          <th scope="col" className="right">{t`Người nhận`}</th>
          <th scope="col" className="right">{t`Đã báo`}</th>
          <th scope="col" className="right">{t`Đã kích hoạt`}</th>
        </tr>
      </thead>
      <tbody>
        {rollouts.map(rollout => (
          <tr key={rollout.id}>
            <th scope="row">
              <Link to="/trien-khai/$rolloutId" params={{ rolloutId: rollout.id }}>
                {rollout.name}
              </Link>
            </th>
            <td>
              <span className="choices">
                {rollout.waves.map(wave => (
                  <Chip key={wave.id} tone={WAVE_TONES[wave.status]}>
                    {wave.position}. {waveStatusName(wave.status)}
                  </Chip>
                ))}
              </span>
            </td>
            <td className="right num" data-label={t`Người nhận`}>
              {count(rollout.recipients)}
            </td>
            <td className="right num" data-label={t`Đã báo`}>
              {count(rollout.delivered)}
            </td>
            <td className="right num" data-label={t`Đã kích hoạt`}>
              {count(rollout.activated)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
