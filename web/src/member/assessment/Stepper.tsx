import { useLingui } from '@lingui/react/macro';
import { pointsText } from '../../shared/scores.js';

/** Points with a minus and a plus; without an answer yet both begin at the most. */
export function Stepper(props: {
  title: string;
  max: number;
  step: number;
  value: number | null;
  onChange: (points: number) => void;
}) {
  const { title, max, step, value, onChange } = props;
  const { t } = useLingui();
  const shown = value === null ? '–' : pointsText(value);
  const most = pointsText(max);
  return (
    <div className="stepper">
      <button
        type="button"
        className="round"
        aria-label={t`Bớt điểm: ${title}`}
        disabled={value === 0}
        onClick={() => onChange(Math.max(0, (value ?? max) - step))}
      >
        <span aria-hidden="true">−</span>
      </button>
      <output aria-label={title} className="stepper-value">
        <b>{shown}</b>/{most}
      </output>
      <button
        type="button"
        className="round"
        aria-label={t`Thêm điểm: ${title}`}
        disabled={value === max}
        onClick={() => onChange(value === null ? max : Math.min(max, value + step))}
      >
        <span aria-hidden="true">+</span>
      </button>
    </div>
  );
}
