import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { MinutesPageDocument } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { showMinutes } from '../minutes/showMinutes.js';
import { dismiss, submit } from '../offline/outbox.js';
import { useDraft } from '../secretary/drafts.js';
import { SelectField, TextField } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { runningOf } from './clock.js';
import type { Concluded } from './conclusions.js';
import type { Course } from './course.js';

interface ConclusionSheetProps {
  course: Course;
  concluded: ReadonlyMap<string, Concluded>;
  onClose: () => void;
}

/** What was concluded on an item, noted while the meeting runs; the one that is taken up, or was last, comes first. */
export function ConclusionSheet({ course, concluded, onClose }: ConclusionSheetProps) {
  const { t } = useLingui();
  const { agenda } = course;
  const [itemId, setItem] = useState(
    () => (runningOf(agenda) ?? agenda.findLast(item => item.runs.length > 0) ?? agenda[0])?.id ?? '',
  );
  return (
    <Sheet title={t`Kết luận nội dung`} onClose={onClose}>
      <div className="stack">
        <SelectField
          label={t`Nội dung`}
          value={itemId}
          options={agenda.map((item, place) => [item.id, `${place + 1}. ${item.title}`] as const)}
          onChange={setItem}
        />
        {itemId && (
          <Text
            key={itemId}
            meetingId={course.id}
            itemId={itemId}
            stands={concluded.get(itemId) ?? { text: '', basedOn: null, waiting: false, refused: null }}
            onDone={onClose}
          />
        )}
      </div>
    </Sheet>
  );
}

/** The text of one item. Somebody else was faster: both are shown, and what is typed stays until one decides. */
function Text(props: { meetingId: string; itemId: string; stands: Concluded; onDone: () => void }) {
  const { meetingId, itemId, stands, onDone } = props;
  const { t } = useLingui();
  const draft = useDraft(`conclusion.${itemId}`, {
    text: stands.refused?.text ?? stands.text,
    basedOn: stands.basedOn,
  });
  const { text, basedOn } = draft.value;
  const [isStale, setStale] = useState(stands.refused !== null);
  // What another device wrote since: the own text is put over it only when the person says so.
  const differs = isStale || basedOn !== stands.basedOn;
  const action = useAction(async (on: string | null) => {
    try {
      await submit('conclusion', {
        ...{ meetingId, agendaItemId: itemId, conclusion: text.trim() || null },
        basedOn: on,
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'STALE_VERSION') throw error;
      setStale(true);
      const { minutes } = await send(MinutesPageDocument, { meetingId });
      if (minutes) await showMinutes(minutes);
      return;
    }
    if (stands.refused) await dismiss(stands.refused.id);
    draft.drop();
    onDone();
  });
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault();
        void action.run(differs ? stands.basedOn : basedOn);
      }}
    >
      <TextField
        label={t`Kết luận`}
        hint={t`Ghi vào biên bản, dưới nội dung này.`}
        rows={4}
        maxLength={5000}
        value={text}
        onChange={event => draft.set({ text: event.currentTarget.value, basedOn })}
      />
      {differs && stands.basedOn !== (text.trim() || null) && (
        <div className="note" role="alert">
          <p className="strong">
            <Trans>Có người vừa ghi kết luận này. Bản hiện tại:</Trans>
          </p>
          <p className="prose">{stands.text || '–'}</p>
          <button
            type="button"
            className="btn"
            onClick={() => {
              draft.set({ text: stands.text, basedOn: stands.basedOn });
              setStale(false);
              if (stands.refused) void dismiss(stands.refused.id);
            }}
          >
            <Trans>Lấy bản hiện tại</Trans>
          </button>
        </div>
      )}
      {action.error !== null && <Refused error={action.error} />}
      <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
        {differs ? <Trans>Giữ bản của tôi</Trans> : <Trans>Ghi kết luận</Trans>}
      </button>
    </form>
  );
}
