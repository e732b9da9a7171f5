import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { MinutesPageDocument, type MinutesPartsFragment, NoteMinutesReadOutDocument } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { dateTime } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { liveEvents } from '../../shared/live.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { useWhile } from '../ui/useWhile.js';
import { EditMinutes } from './EditMinutes.js';
import { Addenda, SealCard } from './Sealed.js';
import { Signatures } from './Signatures.js';
import { showMinutes } from './showMinutes.js';
import './minutes.css';

/** The minutes of a meeting: read, corrected, signed by recorder and chair, sealed. */
export function MinutesPage({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(MinutesPageDocument, { meetingId: id });
  const isOpen = page.data?.minutes?.seal === null;
  useWhile(isOpen, () => liveEvents(`/events/meetings/${id}`, () => touch()), id);
  return (
    <Page title={t`Biên bản`} back={`/sinh-hoat/${id}`}>
      <Loaded of={page}>
        {({ minutes }) =>
          minutes && minutes.text !== null ? (
            <Body minutes={minutes} />
          ) : (
            <Empty>
              <Trans>Chưa có biên bản. Biên bản có sau khi bí thư kết thúc buổi sinh hoạt.</Trans>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function Body({ minutes }: { minutes: MinutesPartsFragment }) {
  const { t } = useLingui();
  const [editing, setEditing] = useState(false);
  if (editing && minutes.mayEdit) return <EditMinutes minutes={minutes} onDone={() => setEditing(false)} />;
  return (
    <>
      {minutes.seal ? <SealCard minutes={minutes} seal={minutes.seal} /> : <Signatures minutes={minutes} />}
      <section className="card stack" aria-label={t`Nội dung biên bản`}>
        <p className="prose">{minutes.text}</p>
        {minutes.conclusion && (
          <>
            <h2>
              <Trans>Kết luận</Trans>
            </h2>
            <p className="prose">{minutes.conclusion}</p>
          </>
        )}
        <ReadOut minutes={minutes} />
      </section>
      {minutes.mayEdit && (
        <button type="button" className="btn btn-wide" onClick={() => setEditing(true)}>
          <Trans>Sửa biên bản</Trans>
        </button>
      )}
      <Addenda minutes={minutes} />
    </>
  );
}

/** That the minutes were read out before the cell: noted once, before they are signed. */
function ReadOut({ minutes }: { minutes: MinutesPartsFragment }) {
  const action = useAction(async () => {
    const { noteMinutesReadOut } = await send(NoteMinutesReadOutDocument, {
      meetingId: minutes.meetingId,
      clientMutationId: newId(),
    });
    await showMinutes(noteMinutesReadOut);
  });
  if (minutes.readOutAt) {
    const at = dateTime(minutes.readOutAt);
    return (
      <p className="small">
        <Trans>Đã đọc trước chi bộ lúc {at}.</Trans>
      </p>
    );
  }
  if (!minutes.mayEdit) return null;
  return (
    <>
      {action.error !== null && <Refused error={action.error} />}
      <button type="button" className="link" aria-busy={action.busy} onClick={() => void action.run()}>
        <Trans>Ghi: đã đọc trước chi bộ</Trans>
      </button>
    </>
  );
}
