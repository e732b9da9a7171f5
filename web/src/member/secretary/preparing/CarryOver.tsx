import { Plural, Trans } from '@lingui/react/macro';
import { useRef } from 'react';
import { CarryOverDocument, type MeetingPartsFragment, OpenFromLastMonthDocument } from '../../../graphql/graphql.js';
import { send } from '../../../shared/client.js';
import { newId } from '../../../shared/ids.js';
import { useSaved } from '../../offline/useSaved.js';
import { Refused } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { showMeeting } from '../SecretaryPanel.js';

/** What last month left open and is not on this agenda yet; one touch brings it there. */
export function CarryOver({ meeting }: { meeting: MeetingPartsFragment }) {
  const { data } = useSaved(OpenFromLastMonthDocument, { cellId: meeting.cell.id });
  const once = useRef(newId());
  const action = useAction(async () => {
    const { carryOver } = await send(CarryOverDocument, { meetingId: meeting.id, clientMutationId: once.current });
    once.current = newId();
    await showMeeting(carryOver);
  });
  const there = new Set(
    meeting.agenda.map(({ carriedFrom }) => carriedFrom && `${carriedFrom.kind} ${carriedFrom.id}`),
  );
  const open = (data?.openFromLastMonth ?? []).filter(({ carriedFrom: { kind, id } }) => !there.has(`${kind} ${id}`));
  if (open.length === 0 || meeting.kind !== 'REGULAR') return null;
  return (
    <div className="note stack">
      <p>
        <Plural value={open.length} other="Tháng trước còn # việc chưa có trong chương trình." />
      </p>
      <ul className="small">
        {open.map(({ title, carriedFrom }) => (
          <li key={`${carriedFrom.kind} ${carriedFrom.id}`}>{title}</li>
        ))}
      </ul>
      {action.error !== null && <Refused error={action.error} />}
      <button type="button" className="btn" aria-busy={action.busy} onClick={() => void action.run()}>
        <Trans>Đưa vào chương trình</Trans>
      </button>
    </div>
  );
}
