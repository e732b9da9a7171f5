import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { newId } from '../../../shared/ids.js';
import { BoundFields } from './BoundFields.js';
import { emptyBound, type PartDraft, type StepDraft } from './form.js';

/** One question of a form: its words and points, and by what the platform answers it. */
export function PartFields(props: {
  part: PartDraft;
  /** What the server said against it. */
  problems: readonly string[];
  onChange: (change: Partial<PartDraft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { part, problems, onChange, onMove, onRemove } = props;
  const { t } = useLingui();
  const name = part.title || t`mục mới`;
  const putStep = (at: number, change: Partial<StepDraft>) =>
    onChange({ scale: part.scale.map((step, place) => (place === at ? { ...step, ...change } : step)) });
  return (
    <fieldset className="form-part">
      <legend className="sr-only">{name}</legend>
      <div className="form-part-row">
        <TextInput
          aria-label={t`Nội dung chấm`}
          placeholder={t`Nội dung chấm`}
          maxLength={300}
          value={part.title}
          onChange={event => onChange({ title: event.currentTarget.value })}
        />
        <TextInput
          aria-label={t`Điểm tối đa: ${name}`}
          placeholder={t`Điểm`}
          inputMode="decimal"
          value={part.max}
          onChange={event => onChange({ max: event.currentTarget.value })}
        />
      </div>
      {problems.length > 0 && (
        <div className="form-problems" role="alert">
          {[...new Set(problems)].map(problem => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      <details open={problems.length > 0}>
        <summary className="small">
          {part.scale.length === 0 ? (
            <Trans>Người chấm cho điểm</Trans>
          ) : (
            <Plural value={part.scale.length} other="Hệ thống cho điểm theo # mức" />
          )}
          {part.applies.length > 0 && ` · ${t`chỉ chấm khi có điều kiện`}`}
        </summary>
        <div className="stack" style={{ gap: '0.6rem', paddingTop: '0.5rem' }}>
          {part.scale.map((step, at) => {
            const place = at + 1;
            return (
              <div key={step.key} className="form-step">
                <TextInput
                  size="sm"
                  inputMode="decimal"
                  aria-label={t`Điểm của mức ${place}: ${name}`}
                  placeholder={t`Điểm`}
                  value={step.points}
                  onChange={event => putStep(at, { points: event.currentTarget.value })}
                />
                <BoundFields
                  name={t`mức ${place}, ${name}`}
                  bounds={step.when}
                  onChange={when => putStep(at, { when })}
                />
                <Button
                  size="xs"
                  variant="subtle"
                  aria-label={t`Bỏ mức ${place}: ${name}`}
                  onClick={() => onChange({ scale: part.scale.filter((_, other) => other !== at) })}
                >
                  <Trans>Bỏ mức</Trans>
                </Button>
              </div>
            );
          })}
          <div>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                onChange({
                  scale: [
                    ...part.scale,
                    { key: newId(), points: '', when: [emptyBound(part.scale.at(-1)?.when[0]?.measure)] },
                  ],
                })
              }
            >
              <Trans>Thêm mức điểm</Trans>
            </Button>
          </div>
          <div>
            <p className="small soft">
              <Trans>Chỉ chấm mục này khi (để trống là luôn chấm):</Trans>
            </p>
            <BoundFields name={name} bounds={part.applies} onChange={applies => onChange({ applies })} />
          </div>
        </div>
      </details>
      <div className="agenda-tools">
        <Button size="xs" variant="subtle" aria-label={t`Đưa lên: ${name}`} onClick={() => onMove(-1)}>
          <Trans>Lên</Trans>
        </Button>
        <Button size="xs" variant="subtle" aria-label={t`Đưa xuống: ${name}`} onClick={() => onMove(1)}>
          <Trans>Xuống</Trans>
        </Button>
        <Button size="xs" variant="subtle" aria-label={t`Bỏ mục: ${name}`} onClick={onRemove}>
          <Trans>Bỏ</Trans>
        </Button>
      </div>
    </fieldset>
  );
}
