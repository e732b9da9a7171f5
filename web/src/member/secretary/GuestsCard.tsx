import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { newId } from '../../shared/ids.js';
import type { Roll } from '../offline/localMeetings.js';
import { submit, useOutbox } from '../offline/outbox.js';
import { Field } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { guestsWith } from './roll.js';

/** Guests, apart from the roll: they are written into the minutes, never counted, and never vote. */
export function GuestsCard({ meeting, readOnly }: { meeting: Roll; readOnly: boolean }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const guests = guestsWith(meeting, useOutbox());
  const remove = useAction((guestId: string) => submit('removeGuest', { meetingId: meeting.id, guestId }));
  if (readOnly && guests.length === 0) return null;
  return (
    <section className="card stack" aria-label={t`Khách mời`}>
      <h2>
        <Trans>Khách mời</Trans>
      </h2>
      {guests.length === 0 ? (
        <p className="small">
          <Trans>Chưa ghi khách nào. Khách không tính vào danh sách và không biểu quyết.</Trans>
        </p>
      ) : (
        <ul className="rows">
          {guests.map(guest => {
            const name = guest.fullName;
            return (
              <li key={guest.id} className="row between">
                <span className="grow">
                  <span className="strong">{name}</span>
                  {guest.title && <span className="small"> · {guest.title}</span>}
                  {guest.waiting && (
                    <>
                      {' '}
                      <span className="chip chip-gold">
                        <Trans>Chờ gửi</Trans>
                      </span>
                    </>
                  )}
                </span>
                {!readOnly && (
                  <button
                    type="button"
                    className="roll-more"
                    aria-label={t`Bỏ khách ${name}`}
                    onClick={() => void remove.run(guest.id)}
                  >
                    <Trans>Bỏ</Trans>
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {remove.error !== null && <Refused error={remove.error} />}
      {!readOnly && (
        <button type="button" className="btn" onClick={() => setAdding(true)}>
          <Trans>Ghi khách mời</Trans>
        </button>
      )}
      {adding && <GuestSheet meetingId={meeting.id} onClose={() => setAdding(false)} />}
    </section>
  );
}

function GuestSheet({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const { t } = useLingui();
  const [guest, setGuest] = useState({ id: newId(), fullName: '', title: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const action = useAction(async () => {
    await submit('guest', { meetingId, ...guest, fullName: guest.fullName.trim(), title: guest.title.trim() || null });
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const empty = guest.fullName.trim() === '';
    setProblem(empty ? t`Đồng chí hãy ghi họ tên.` : null);
    if (empty) focusProblem(event.currentTarget);
    else void action.run();
  };
  return (
    <Sheet title={t`Khách mời`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <Field
          label={t`Họ và tên`}
          problem={problem}
          maxLength={200}
          value={guest.fullName}
          onChange={event => setGuest({ ...guest, fullName: event.currentTarget.value })}
        />
        <Field
          label={t`Chức vụ, nơi công tác`}
          maxLength={200}
          value={guest.title}
          onChange={event => setGuest({ ...guest, title: event.currentTarget.value })}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          <Trans>Ghi vào danh sách khách</Trans>
        </button>
      </form>
    </Sheet>
  );
}
