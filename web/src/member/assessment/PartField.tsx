import { Trans, useLingui } from '@lingui/react/macro';
import type { ScorePointFragment } from '../../graphql/graphql.js';
import { pointsText } from '../../shared/scores.js';
import { TextField } from '../ui/Field.js';
import { Icon } from '../ui/Icon.js';
import { Stepper } from './Stepper.js';

interface Answer {
  points: number;
  note: string;
}

/** One part of the form: what is known with its evidence, what is asked with a stepper. */
export function PartField(props: {
  point: ScorePointFragment;
  step: number;
  answer: Answer | undefined;
  problem: string | undefined;
  onAnswer: (answer: Answer | undefined) => void;
}) {
  const { point, step, answer, problem, onAnswer } = props;
  const { t } = useLingui();
  const { part, title, max, applies, suggested, evidence } = point;
  if (!applies)
    return (
      <p className="small">
        {title}: <Trans>không chấm trong tháng này</Trans>
      </p>
    );
  const asked = suggested === null;
  const most = pointsText(max);
  const known = asked ? '' : pointsText(suggested);
  const differs = !asked && answer !== undefined;
  return (
    <div className="score-part" data-part={part}>
      <div className="score-part-head">
        <span>{title}</span>
        {asked || differs ? (
          <Stepper
            title={title}
            max={max}
            step={step}
            value={answer?.points ?? suggested}
            onChange={points => onAnswer({ points, note: answer?.note ?? '' })}
          />
        ) : (
          <span className="stepper-value">
            <b>{known}</b>/{most}
          </span>
        )}
      </div>
      {evidence.map(({ text }) =>
        asked ? (
          <p key={text} className="small">
            {text}
          </p>
        ) : (
          <p key={text} className="score-known">
            <Icon name="check" /> {text}
          </p>
        ),
      )}
      {differs && (
        <TextField
          label={t`Lý do chấm khác ${known} điểm`}
          rows={2}
          maxLength={500}
          value={answer.note}
          onChange={event => onAnswer({ points: answer.points, note: event.currentTarget.value })}
        />
      )}
      {!asked && (
        <button
          type="button"
          className="link"
          aria-label={differs ? t`Lấy điểm hệ thống tính: ${title}` : t`Chấm khác: ${title}`}
          onClick={() => onAnswer(differs ? undefined : { points: suggested, note: '' })}
        >
          {differs ? <Trans>Lấy điểm hệ thống tính</Trans> : <Trans>Chấm khác</Trans>}
        </button>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
