import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { MeetingAssessmentDocument, type MeetingScoresFragment, ScoreMeetingDocument } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type Answers, answersOf, answersToSend, bandName, pointsText, standing } from '../../shared/scores.js';
import { save, savedKey, touch } from '../offline/saved.js';
import { useDraft } from '../secretary/drafts.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import './assessment.css';
import { PartField } from './PartField.js';

/** Scoring the own cell's meeting: what is known is filled in, the rest is asked; kept on this phone until it is sent. */
export function Scoring({ scores, onDone }: { scores: MeetingScoresFragment; onDone: () => void }) {
  const { t } = useLingui();
  const { form, cell, meetingId } = scores;
  const parts = scores.suggested?.points ?? [];
  const draft = useDraft<Answers>(`score.${meetingId}`, cell ? answersOf(cell.points) : {});
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const page = useRef<HTMLFormElement>(null);
  const once = useRef({ content: '', id: '' });
  const now = standing(form, parts, draft.value);
  const action = useAction(async () => {
    const answers = answersToSend(parts, draft.value);
    const content = JSON.stringify([answers, cell?.version]);
    // The same wish sent again after a lost answer is one score.
    if (once.current.content !== content) once.current = { content, id: newId() };
    try {
      const { scoreMeeting } = await send(ScoreMeetingDocument, {
        input: {
          meetingId,
          scorer: 'CELL',
          answers,
          version: cell?.version ?? null,
          clientMutationId: once.current.id,
        },
      });
      draft.drop();
      await save(savedKey(MeetingAssessmentDocument, { id: meetingId }), { assessment: scoreMeeting });
      touch();
      onDone();
    } catch (error) {
      if (error instanceof ApiError && error.fields.length > 0) show(fieldsOf(error));
      // Somebody else has scored meanwhile: what they gave is read, what is typed here stays.
      if (error instanceof ApiError && error.reason === 'STALE_VERSION') touch();
      throw error;
    }
  });
  const show = (found: Readonly<Record<string, string>>) => {
    setProblems(found);
    const first = parts.find(({ part }) => found[part])?.part;
    const place = page.current?.querySelector(`[data-part="${first}"]`);
    place?.scrollIntoView({ block: 'center' });
    place?.querySelector<HTMLElement>('button, textarea')?.focus({ preventScroll: true });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const found = Object.fromEntries([
      ...now.missing.map(part => [part, t`Mục này chưa được chấm.`]),
      ...parts
        .filter(({ part, suggested }) => {
          const answer = draft.value[part];
          return suggested !== null && answer && answer.points !== suggested && !answer.note.trim();
        })
        .map(({ part }) => [part, t`Đồng chí hãy ghi lý do chấm khác.`]),
    ]) as Record<string, string>;
    show(found);
    if (Object.keys(found).length === 0) void action.run();
  };
  const [total, reachable] = [pointsText(now.total), pointsText(now.reachable)];
  const rescaled = now.rescaled === null ? null : pointsText(now.rescaled);
  return (
    <form ref={page} className="stack" onSubmit={onSubmit} noValidate>
      <p className="small">
        <Trans>
          Mục có dấu ✓ do hệ thống ghi nhận. Đồng chí chấm các mục còn lại; điểm đang chấm tự lưu trên máy này.
        </Trans>
      </p>
      {form.criteria.map(({ number, title }) => (
        <section key={number} className="card stack">
          <h2>
            {number}. {title}
          </h2>
          {parts
            .filter(point => point.criterion === number)
            .map(point => (
              <PartField
                key={point.part}
                point={point}
                step={form.step}
                answer={draft.value[point.part]}
                problem={problems[point.part]}
                onAnswer={answer => {
                  draft.set({ ...draft.value, [point.part]: answer });
                  setProblems({ ...problems, [point.part]: '' });
                }}
              />
            ))}
        </section>
      ))}
      {action.error !== null && (
        <Refused error={action.error}>
          <p>
            <Trans>Điểm đang chấm vẫn được giữ trên máy này.</Trans>
          </p>
        </Refused>
      )}
      <div className="score-foot card">
        <p className="row between wrap" role="status">
          <b className="count">
            {total}/{reachable}
            {rescaled !== null && ` → ${rescaled}`}
          </b>
          {now.missing.length > 0 ? (
            <span className="small">
              <Plural value={now.missing.length} other="Còn # mục" />
            </span>
          ) : (
            <b>{bandName(now.band)}</b>
          )}
        </p>
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang lưu…</Trans> : <Trans>Lưu điểm</Trans>}
        </button>
      </div>
      {form.source && <p className="small">{form.source}</p>}
    </form>
  );
}

/** What the server says of single parts: `input.answers.content`. */
function fieldsOf(error: ApiError): Record<string, string> {
  return Object.fromEntries(error.fields.map(({ path, reason }) => [path.replace('input.answers.', ''), reason]));
}
