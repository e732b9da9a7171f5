import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type AssessmentScorer,
  type ConsolePointFragment,
  ConsoleScoreMeetingDocument,
  type ConsoleScoresFragment,
} from '../../graphql/graphql.js';
import type { ApiError } from '../../shared/errors.js';
import { type Answers, answersOf, answersToSend, pointsText, standing } from '../../shared/scores.js';
import { recall, remember } from '../../shared/storage.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import './assessments.css';
import { BandChip, Total } from './ScoreWords.js';

/** Scoring as the cell or as its follower: what is known is chosen already, the rest is asked. What is typed is kept on this machine. */
export function ScoreDialog(props: {
  scores: ConsoleScoresFragment;
  scorer: AssessmentScorer;
  title: string;
  onClose: () => void;
  onDone: () => void;
  /** Somebody else has scored meanwhile. */
  onStale: () => void;
}) {
  const { scores, scorer, title, onClose, onDone, onStale } = props;
  const { t } = useLingui();
  const { form, meetingId } = scores;
  const before = scorer === 'CELL' ? scores.cell : scores.follower;
  const parts = scores.suggested?.points ?? [];
  const name = `score.${scorer}.${meetingId}`;
  const [answers, setAnswers] = useState<Answers>(
    () => recall<Answers>(name) ?? (before ? answersOf(before.points) : {}),
  );
  const { run, sending, refusal } = useCommand(ConsoleScoreMeetingDocument, ['Meeting', 'MeetingAssessment']);
  const now = standing(form, parts, answers);
  const put = (part: string, answer: { points: number; note: string } | undefined) => {
    const next = { ...answers, [part]: answer };
    setAnswers(next);
    remember(name, next);
  };
  return (
    <FormDialog
      title={title}
      action={<Trans>Lưu điểm</Trans>}
      wide
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={parts.map(({ part }) => part)}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({
          input: {
            meetingId,
            scorer,
            answers: answersToSend(parts, answers),
            version: before?.version ?? null,
            clientMutationId,
          },
        }));
        if (made) {
          remember(name, null);
          onDone();
        } else onStale();
      }}
    >
      <p className="soft">
        <Trans>Mục hệ thống đã ghi nhận được chọn sẵn; chấm khác thì ghi lý do.</Trans>
      </p>
      {form.criteria.map(({ number, title: criterion }) => (
        <fieldset key={number} className="score-fields">
          <legend>
            {number}. {criterion}
          </legend>
          {parts
            .filter(point => point.criterion === number && point.applies)
            .map(point => (
              <PartRow
                key={point.part}
                point={point}
                step={form.step}
                answer={answers[point.part]}
                refusal={refusal}
                onAnswer={answer => put(point.part, answer)}
              />
            ))}
        </fieldset>
      ))}
      <p role="status" className="score-now">
        <Total sum={now} />{' '}
        {now.missing.length > 0 ? (
          <Plural value={now.missing.length} other="Còn # mục chưa chấm" />
        ) : (
          <BandChip band={now.band} />
        )}
      </p>
      {now.missing.length > 0 && refusal && <p className="small soft">{t`Chấm đủ các mục rồi lưu lại.`}</p>}
    </FormDialog>
  );
}

function PartRow(props: {
  point: ConsolePointFragment;
  step: number;
  answer: { points: number; note: string } | undefined;
  refusal: ApiError | null;
  onAnswer: (answer: { points: number; note: string } | undefined) => void;
}) {
  const { point, step, answer, refusal, onAnswer } = props;
  const { t } = useLingui();
  const { part, title, max, suggested, evidence } = point;
  const value = answer?.points ?? suggested;
  const most = pointsText(max);
  const differs = answer !== undefined && suggested !== null && answer.points !== suggested;
  const options = Array.from({ length: Math.round(max / step) + 1 }, (_, at) => max - at * step);
  return (
    <div className="score-row">
      <NativeSelect
        label={`${title} (${t`tối đa ${most}`})`}
        description={evidence.map(({ text }) => text).join(' · ')}
        error={fieldError(refusal, part)}
        value={value === null ? '' : String(value)}
        data={[
          ...(value === null ? [{ value: '', label: t`Chưa chấm` }] : []),
          ...options.map(points => ({ value: String(points), label: pointsText(points) })),
        ]}
        onChange={event => {
          const points = Number(event.currentTarget.value);
          onAnswer(points === suggested && !answer?.note ? undefined : { points, note: answer?.note ?? '' });
        }}
      />
      {(differs || answer?.note || suggested === null) && (
        <TextInput
          label={differs ? t`Lý do chấm khác` : t`Ghi chú`}
          maxLength={500}
          value={answer?.note ?? ''}
          disabled={value === null}
          onChange={event => value !== null && onAnswer({ points: value, note: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
