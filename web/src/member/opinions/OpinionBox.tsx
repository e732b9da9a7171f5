import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { OpinionKind } from '../../graphql/graphql.js';
import { newId } from '../../shared/ids.js';
import { submit, useOutbox } from '../offline/outbox.js';
import { useDraft } from '../secretary/drafts.js';
import { Choice, TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Done, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import './opinions.css';

interface OpinionBoxProps {
  /** To what it is said: a meeting, or the cell between meetings. */
  about: { meetingId: string } | { cellId: string };
  /** The page that shows what one has said already; not on that page itself. */
  more?: boolean;
}

/** Saying something to the cell. What is typed stays on the phone until it is sent; without signal it waits there. */
export function OpinionBox({ about, more = false }: OpinionBoxProps) {
  const { t } = useLingui();
  const place = 'meetingId' in about ? about.meetingId : about.cellId;
  const draft = useDraft<{ kind: OpinionKind; text: string }>(`opinion.${place}`, { kind: 'OPINION', text: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const waiting = useOutbox().filter(
    entry =>
      entry.kind === 'opinion' &&
      entry.refusal === null &&
      (entry.variables.meetingId ?? entry.variables.cellId) === place,
  );
  const action = useAction(async (text: string) => {
    await submit('opinion', { ...about, id: newId(), kind: draft.value.kind, text });
    draft.set({ ...draft.value, text: '' });
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = draft.value.text.trim();
    setProblem(text ? null : t`Đồng chí hãy ghi ý kiến.`);
    if (text) void action.run(text);
    else focusProblem(event.currentTarget);
  };
  return (
    <section className="card stack" aria-label={t`Ý kiến, đề xuất của đồng chí`}>
      <h2>
        <Trans>Ý kiến, đề xuất của đồng chí</Trans>
      </h2>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <Choice<OpinionKind>
          label={t`Loại`}
          name={`opinion-${place}`}
          value={draft.value.kind}
          options={[
            ['OPINION', <Trans key="opinion">Ý kiến</Trans>],
            ['PROPOSAL', <Trans key="proposal">Đề xuất</Trans>],
          ]}
          onChange={kind => draft.set({ ...draft.value, kind })}
        />
        <TextField
          label={t`Nội dung`}
          hint={t`Bí thư và cấp ủy viên theo dõi biết đồng chí là người viết. Nếu chưa được trả lời, nội dung này vào chương trình buổi sau, không ghi tên.`}
          problem={problem}
          rows={3}
          maxLength={3000}
          value={draft.value.text}
          onChange={event => draft.set({ ...draft.value, text: event.currentTarget.value })}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang gửi…</Trans> : <Trans>Gửi cho chi bộ</Trans>}
        </button>
      </form>
      {waiting.map(entry => (
        <p key={entry.id} className="note" role="status">
          <span className="chip chip-gold">
            <Trans>Chờ gửi</Trans>
          </span>{' '}
          {entry.kind === 'opinion' && entry.variables.text}
        </p>
      ))}
      {action.done && waiting.length === 0 && (
        <Done>
          <Trans>Đã gửi. Đồng chí sẽ được báo khi có trả lời.</Trans>
        </Done>
      )}
      {more && (
        <Link href="/y-kien" className="link">
          <Trans>Ý kiến đã gửi và trả lời</Trans>
        </Link>
      )}
    </section>
  );
}
