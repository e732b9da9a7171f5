import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { CreateRolloutDocument } from '../../../graphql/graphql.js';
import { newId } from '../../../shared/ids.js';
import { Page } from '../../parts/Page.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { emptyWave, inputOf, problemsOf, type WaveDraft } from './draft.js';
import { WaveForm } from './WaveForm.js';

/** A new plan: its name and its waves, each with whom it reaches and what must hold before the next one begins. */
export function NewRollout() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [waves, setWaves] = useState<WaveDraft[]>(() => [
    emptyWave(newId(), t`Đợt 1`, 'branches'),
    emptyWave(newId(), t`Đợt 2: mọi chi bộ còn lại`, 'rest'),
  ]);
  const [checked, setChecked] = useState(false);
  const { run, sending, refusal } = useCommand(CreateRolloutDocument, ['Rollout']);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (waves.some((_, place) => problemsOf(waves, place).length > 0)) return;
    const made = await run(id => ({ input: inputOf(name, waves, id) }));
    if (made) await navigate({ to: '/trien-khai/$rolloutId', params: { rolloutId: made.createRollout.id } });
  }

  const put = (place: number, change: Partial<WaveDraft>) =>
    setWaves(waves.map((wave, at) => (at === place ? { ...wave, ...change } : wave)));
  const number = waves.length + 1;

  return (
    <Page
      title={t`Lập kế hoạch triển khai`}
      crumbs={[{ id: 'all', node: <Link to="/trien-khai">{t`Triển khai`}</Link> }]}
    >
      <form className="stack" onSubmit={submit} style={{ maxWidth: '52rem' }}>
        <div className="panel panel-body">
          <TextInput
            label={t`Tên kế hoạch`}
            placeholder={t`Đưa sổ tay về mọi chi bộ của tỉnh`}
            required
            withAsterisk={false}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
        </div>
        {waves.map((wave, place) => (
          <WaveForm
            key={wave.key}
            wave={wave}
            place={place}
            isLast={place === waves.length - 1}
            problems={checked ? problemsOf(waves, place) : []}
            onChange={change => put(place, change)}
            onRemove={waves.length > 1 ? () => setWaves(waves.filter((_, at) => at !== place)) : undefined}
          />
        ))}
        <div>
          <Button
            variant="default"
            onClick={() => setWaves([...waves, emptyWave(newId(), t`Đợt ${number}`, 'branches')])}
          >
            <Trans>Thêm đợt</Trans>
          </Button>
        </div>
        <Refused error={refusal} />
        <div className="form-foot">
          <Button variant="default" component={Link} to="/trien-khai">
            <Trans>Thôi</Trans>
          </Button>
          <Button type="submit" loading={sending}>
            <Trans>Lưu kế hoạch</Trans>
          </Button>
        </div>
        <p className="soft small">
          <Trans>Lưu kế hoạch chưa gửi gì cho ai. Đồng chí mở từng đợt sau đó.</Trans>
        </p>
      </form>
    </Page>
  );
}
