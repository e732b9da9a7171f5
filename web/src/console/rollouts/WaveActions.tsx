import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  PauseWaveDocument,
  ResumeWaveDocument,
  type RolloutFiguresFragment,
  StartWaveDocument,
} from '../../graphql/graphql.js';
import { count } from '../../shared/format.js';
import { FormDialog } from '../parts/FormDialog.js';
import { useCommand } from '../parts/useCommand.js';
import { GateRefusal } from './GateChecks.js';
import { failedChecks, isWaiting, type Wave, waveBefore } from './gate.js';
import { useReach } from './useReach.js';

/** What can be done to a wave now: start, pause with a reason, resume; each says first how many it reaches. */
export function WaveActions(props: {
  rollout: RolloutFiguresFragment;
  wave: Wave;
  onChanged: () => void;
  wide?: boolean;
}) {
  const { rollout, wave, onChanged, wide } = props;
  const [asked, ask] = useState<'start' | 'pause' | 'resume' | null>(null);
  const cells = count(wave.cells);
  const done = () => {
    ask(null);
    onChanged();
  };
  return (
    <>
      {isWaiting(wave) && (
        <Button variant={wave.mayStart ? 'filled' : 'default'} fullWidth={wide ?? false} onClick={() => ask('start')}>
          <Trans>
            Mở đợt {wave.position}: {cells} chi bộ
          </Trans>
        </Button>
      )}
      {wave.status === 'RUNNING' && (
        <Button variant="default" onClick={() => ask('pause')}>
          <Trans>Tạm dừng</Trans>
        </Button>
      )}
      {wave.status === 'PAUSED' && (
        <Button onClick={() => ask('resume')}>
          <Trans>Gửi tiếp</Trans>
        </Button>
      )}
      {asked === 'start' && <StartDialog rollout={rollout} wave={wave} onClose={() => ask(null)} onDone={done} />}
      {asked === 'pause' && <PauseDialog wave={wave} onClose={() => ask(null)} onDone={done} />}
      {asked === 'resume' && <ResumeDialog wave={wave} onClose={() => ask(null)} onDone={done} />}
    </>
  );
}

interface Asked {
  wave: Wave;
  onClose: () => void;
  onDone: () => void;
}

/** A shut gate is said before the button is pressed, and again when the server says it. */
function StartDialog({ rollout, wave, onClose, onDone }: Asked & { rollout: RolloutFiguresFragment }) {
  const { run, sending, refusal } = useCommand(StartWaveDocument, ['Rollout', 'Adoption']);
  const reach = useReach(rollout, wave);
  const before = waveBefore(rollout, wave);
  const notBegun = before?.status === 'PLANNED';
  const failed = notBegun ? [] : failedChecks(before, refusal);
  const shut = !wave.mayStart || refusal?.reason === 'WAVE_GATE_NOT_PASSED';
  const [cells, people] = [count(wave.cells), reach === null ? null : count(reach)];
  return (
    <FormDialog
      title={<Trans>Mở {wave.name}?</Trans>}
      action={<Trans>Mở đợt này</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      disabled={shut}
      onSubmit={async () => {
        if (await run(() => ({ waveId: wave.id }))) onDone();
      }}
    >
      <p>
        {people === null ? (
          <Trans>
            Sổ tay sẽ báo cho mọi đảng viên của <b>{cells} chi bộ</b>. Người có điện thoại nhận tin nhắn kèm mã kích
            hoạt. Việc gửi chạy nền, có thể tạm dừng bất cứ lúc nào.
          </Trans>
        ) : (
          <Trans>
            Sổ tay sẽ báo cho <b>{people} đảng viên</b> của <b>{cells} chi bộ</b>. Người có điện thoại nhận tin nhắn kèm
            mã kích hoạt. Việc gửi chạy nền, có thể tạm dừng bất cứ lúc nào.
          </Trans>
        )}
      </p>
      {shut && (
        <div className="note note-wait">
          <p className="strong">
            {failed.length > 0 ? (
              <Trans>Chưa mở được, vì đợt trước chưa đạt điều kiện:</Trans>
            ) : wave.cells === 0 ? (
              <Trans>Chưa mở được: đợt này chưa có chi bộ nào.</Trans>
            ) : (
              <Trans>Chưa mở được: đợt trước chưa bắt đầu.</Trans>
            )}
          </p>
          <GateRefusal checks={failed} />
        </div>
      )}
    </FormDialog>
  );
}

function PauseDialog({ wave, onClose, onDone }: Asked) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const { run, sending, refusal } = useCommand(PauseWaveDocument, ['Rollout']);
  const [cells, people] = [count(wave.cells), count(wave.pending)];
  return (
    <FormDialog
      title={<Trans>Tạm dừng {wave.name}?</Trans>}
      action={<Trans>Tạm dừng</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      onSubmit={async () => {
        if (await run(() => ({ waveId: wave.id, reason: reason.trim() }))) onDone();
      }}
    >
      <p>
        <Trans>
          Đợt này có {cells} chi bộ. Còn <b>{people} đảng viên</b> chưa được báo; họ sẽ chờ đến khi đồng chí bấm gửi
          tiếp.
        </Trans>
      </p>
      <Textarea
        label={t`Lý do tạm dừng`}
        required
        withAsterisk={false}
        rows={2}
        resize="vertical"
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function ResumeDialog({ wave, onClose, onDone }: Asked) {
  const { run, sending, refusal } = useCommand(ResumeWaveDocument, ['Rollout']);
  const [cells, people] = [count(wave.cells), count(wave.pending)];
  return (
    <FormDialog
      title={<Trans>Gửi tiếp {wave.name}?</Trans>}
      action={<Trans>Gửi tiếp</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      onSubmit={async () => {
        if (await run(() => ({ waveId: wave.id }))) onDone();
      }}
    >
      <p>
        <Trans>
          Sổ tay sẽ báo tiếp cho <b>{people} đảng viên</b> còn lại của {cells} chi bộ. Không ai bị báo hai lần.
        </Trans>
      </p>
    </FormDialog>
  );
}
