import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { SpeechPartsFragment } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { time } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { submit } from '../offline/outbox.js';
import { useDraft } from '../secretary/drafts.js';
import { SelectField, TextField } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { Empty, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { runningOf } from './clock.js';
import type { Course } from './course.js';

/** Who has spoken, in their order; a touch to write down what was said. */
export function Speakers({ course }: { course: Course }) {
  const [editing, setEditing] = useState<string | null>(null);
  const { speeches } = course;
  const members = new Set(speeches.flatMap(({ member }) => (member ? [member.id] : []))).size;
  const present = course.attendance.filter(row => row.state === 'PRESENT').length;
  const chosen = speeches.find(({ id }) => id === editing);
  return (
    <section className="stack">
      <div className="section-head">
        <h2>
          <Trans>Người phát biểu</Trans>
        </h2>
        <span className="small">
          <Trans>
            {members} / {present} đồng chí có mặt
          </Trans>
        </span>
      </div>
      {speeches.length === 0 ? (
        <Empty>
          <Trans>Chưa ghi ai phát biểu.</Trans>
        </Empty>
      ) : (
        <ul className="card rows">
          {[...speeches]
            .sort((a, b) => (a.spokenAt < b.spokenAt ? 1 : -1))
            .map(speech => (
              <li key={speech.id}>
                <button type="button" className="rows-item" onClick={() => setEditing(speech.id)}>
                  <span className="grow">
                    <span className="strong">{speakerOf(speech)}</span>
                    <br />
                    <span className="small">{speech.opinion ?? <Trans>Chạm để ghi ý kiến</Trans>}</span>
                  </span>
                  <span className="small num">
                    {time(speech.spokenAt)}
                    {speech.waiting ? ' ⏳' : ''}
                  </span>
                </button>
              </li>
            ))}
        </ul>
      )}
      {chosen && <OpinionSheet course={course} speech={chosen} onClose={() => setEditing(null)} />}
    </section>
  );
}

function speakerOf({ member, guestName }: SpeechPartsFragment): string {
  return member?.fullName ?? guestName ?? '';
}

/** Two touches: this sheet, and the name. The item is the one that runs, unless another is chosen. */
export function SpeakerSheet({ course, onClose }: { course: Course; onClose: () => void }) {
  const { t } = useLingui();
  const [itemId, setItemId] = useState(runningOf(course.agenda)?.id ?? '');
  const action = useAction(async (speaker: { memberId?: string; guestId?: string }) => {
    const spokenAt = serverNowIso();
    await submit('speech', { id: newId(), meetingId: course.id, agendaItemId: itemId || null, spokenAt, ...speaker });
    onClose();
  });
  const rows = [...course.attendance].sort((a, b) => Number(b.state === 'PRESENT') - Number(a.state === 'PRESENT'));
  return (
    <Sheet title={t`Ai phát biểu?`} onClose={onClose}>
      <ItemField course={course} value={itemId} onChange={setItemId} />
      {action.error !== null && <Refused error={action.error} />}
      <ul className="card rows">
        {rows.map(({ member, state }) => (
          <li key={member.id}>
            <button type="button" className="rows-item" onClick={() => void action.run({ memberId: member.id })}>
              <span className="grow strong">{member.fullName}</span>
              {state !== 'PRESENT' && (
                <span className="chip">
                  <Trans>chưa có mặt</Trans>
                </span>
              )}
            </button>
          </li>
        ))}
        {course.guests.map(guest => (
          <li key={guest.id}>
            <button type="button" className="rows-item" onClick={() => void action.run({ guestId: guest.id })}>
              <span className="grow strong">{guest.fullName}</span>
              <span className="chip">
                <Trans>khách mời</Trans>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function ItemField(props: { course: Course; value: string; onChange: (value: string) => void }) {
  const { course, value, onChange } = props;
  const { t } = useLingui();
  return (
    <SelectField
      label={t`Nội dung`}
      value={value}
      options={[
        ['', t`Không thuộc mục nào`],
        ...course.agenda.map((item, place) => [item.id, `${place + 1}. ${item.title}`] as const),
      ]}
      onChange={onChange}
    />
  );
}

function OpinionSheet(props: { course: Course; speech: Course['speeches'][number]; onClose: () => void }) {
  const { course, speech, onClose } = props;
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const draft = useDraft(`speech.${speech.id}`, {
    opinion: speech.opinion ?? '',
    isCriticism: speech.isCriticism,
    itemId: speech.agendaItemId ?? '',
  });
  const { opinion, isCriticism, itemId } = draft.value;
  const keep = useAction(async () => {
    await submit('speechEdit', {
      ...{ meetingId: course.id, id: speech.id, version: speech.version },
      ...{ opinion: opinion.trim() || null, isCriticism, agendaItemId: itemId || null },
    });
    draft.drop();
    onClose();
  });
  const remove = useAction(async () => {
    await submit('speechGone', { meetingId: course.id, id: speech.id });
    draft.drop();
    onClose();
  });
  return (
    <Sheet title={speakerOf(speech)} onClose={onClose}>
      <TextField
        label={t`Tóm tắt ý kiến`}
        rows={5}
        maxLength={5000}
        value={opinion}
        onChange={event => draft.set({ ...draft.value, opinion: event.currentTarget.value })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={isCriticism}
          onChange={() => draft.set({ ...draft.value, isCriticism: !isCriticism })}
        />
        <Trans>Tự phê bình, phê bình</Trans>
      </label>
      <ItemField course={course} value={itemId} onChange={next => draft.set({ ...draft.value, itemId: next })} />
      {keep.error !== null && <Refused error={keep.error} />}
      {remove.error !== null && <Refused error={remove.error} />}
      <button type="button" className="btn btn-main btn-wide" aria-busy={keep.busy} onClick={() => void keep.run()}>
        <Trans>Lưu ý kiến</Trans>
      </button>
      <button
        type="button"
        className="btn btn-danger btn-wide"
        aria-busy={remove.busy}
        onClick={() => (asking ? void remove.run() : setAsking(true))}
      >
        {asking ? <Trans>Bấm lần nữa để bỏ</Trans> : <Trans>Bỏ, ghi nhầm người</Trans>}
      </button>
    </Sheet>
  );
}
