import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { PickOrganisations } from '../../parts/picking/PickOrganisations.js';
import { rateOf, type Target, type WaveDraft, type WaveProblem } from './draft.js';
import '../rollouts.css';

/** One wave of a plan that is being written. */
export function WaveForm(props: {
  wave: WaveDraft;
  place: number;
  isLast: boolean;
  problems: readonly WaveProblem[];
  onChange: (change: Partial<WaveDraft>) => void;
  onRemove: (() => void) | undefined;
}) {
  const { wave, place, isLast, problems, onChange, onRemove } = props;
  const { t } = useLingui();
  const number = place + 1;
  const nobody = problems.includes('nobody') ? t`Chọn ít nhất một.` : undefined;
  const targets: { value: Target; label: string }[] = [
    { value: 'branches', label: t`Cả đảng bộ` },
    { value: 'cells', label: t`Từng chi bộ` },
    { value: 'rest', label: t`Mọi chi bộ còn lại` },
  ];
  return (
    <fieldset className="panel wave-form">
      <legend className="sr-only">{t`Đợt ${number}`}</legend>
      <div className="panel-body form">
        <div className="wave-head">
          <h2>
            <Trans>Đợt {number}</Trans>
          </h2>
          {onRemove && (
            <Button variant="subtle" size="sm" onClick={onRemove} aria-label={t`Bỏ đợt ${number}`}>
              <Trans>Bỏ đợt này</Trans>
            </Button>
          )}
        </div>
        <TextInput
          label={t`Tên đợt`}
          value={wave.name}
          error={problems.includes('name') ? t`Đợt cần có tên.` : undefined}
          onChange={event => onChange({ name: event.currentTarget.value })}
        />
        <div>
          <p className="strong" id={`target-${wave.key}`}>
            <Trans>Gồm những ai</Trans>
          </p>
          <SegmentedControl
            className="wave-target"
            aria-labelledby={`target-${wave.key}`}
            value={wave.target}
            data={targets}
            onChange={value => onChange({ target: value as Target })}
          />
        </div>
        {wave.target === 'cells' && (
          <PickOrganisations
            label={t`Chi bộ`}
            only="cells"
            value={wave.cells}
            error={nobody}
            onChange={cells => onChange({ cells })}
          />
        )}
        {wave.target === 'branches' && (
          <PickOrganisations
            label={t`Đảng bộ`}
            only="all"
            value={wave.branches}
            error={nobody}
            onChange={branches => onChange({ branches })}
          />
        )}
        {problems.includes('rest-not-last') && (
          <p className="note note-bad" role="alert">
            <Trans>“Mọi chi bộ còn lại” phải là đợt cuối.</Trans>
          </p>
        )}
        {!isLast && <Gate wave={wave} onChange={onChange} />}
      </div>
    </fieldset>
  );
}

function Gate({ wave, onChange }: { wave: WaveDraft; onChange: (change: Partial<WaveDraft>) => void }) {
  const { t } = useLingui();
  const wrong = (text: string) => (rateOf(text) === 'wrong' ? t`Từ 0 đến 100.` : undefined);
  const fields = [
    { key: 'minActivated', label: t`Đã kích hoạt, ít nhất (%)` },
    { key: 'minUsage', label: t`Dùng trong buổi họp, ít nhất (%)` },
    { key: 'maxFailure', label: t`Gửi không thành công, nhiều nhất (%)` },
  ] as const;
  return (
    <div>
      <p className="strong">
        <Trans>Điều kiện để mở đợt sau</Trans>
      </p>
      <p className="small soft" style={{ marginBottom: '0.5rem' }}>
        <Trans>Để trống thì không xét điều đó. Lấy tháng tốt hơn trong tháng này và tháng trước.</Trans>
      </p>
      <div className="form-row">
        {fields.map(({ key, label }) => (
          <TextInput
            key={key}
            label={label}
            inputMode="decimal"
            value={wave[key]}
            error={wrong(wave[key])}
            onChange={event => onChange({ [key]: event.currentTarget.value })}
          />
        ))}
      </div>
    </div>
  );
}
