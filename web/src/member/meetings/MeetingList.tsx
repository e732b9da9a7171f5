import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type MeetingCardFragment, MeetingsDocument } from '../../graphql/graphql.js';
import { hasRole, useSession } from '../../shared/session.js';
import { useUnsentMeetings } from '../offline/localMeetings.js';
import { useOutbox } from '../offline/outbox.js';
import { useSaved } from '../offline/useSaved.js';
import { Icon } from '../ui/Icon.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { checkInNow } from './checkInNow.js';
import { MeetingSummary } from './MeetingSummary.js';
import { canScan, ScanSheet } from './ScanSheet.js';

const DAY_MS = 86_400_000;
/** Meetings are asked for by half years, so that a list of many years stays short. */
const STEP_DAYS = 183;

/** The day that begins the list: the same for a whole day, so that the saved list is found again. */
function since(steps: number): string {
  return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - steps * STEP_DAYS * DAY_MS).toISOString();
}

/** All meetings that the person may see: the coming ones first, then those that were. */
export function MeetingList() {
  const { t } = useLingui();
  const { viewer } = useSession();
  const [steps, setSteps] = useState(1);
  const from = since(steps);
  const cellId = viewer?.member?.cell.id;
  const unsent = useUnsentMeetings();
  const meetings = useSaved(MeetingsDocument, cellId ? { organisationId: cellId, from } : { from });
  return (
    <Page
      title={t`Sinh hoạt`}
      aside={
        hasRole(viewer, 'SECRETARY') && (
          <Link href="/sinh-hoat/moi" className="btn btn-main">
            <Icon name="plus" /> <Trans>Lên lịch</Trans>
          </Link>
        )
      }
    >
      {canScan() && viewer?.member && <ScanAny />}
      {unsent.length > 0 && (
        <section className="stack">
          <h2>
            <Trans>Chờ gửi</Trans>
          </h2>
          <Rows meetings={unsent} unsent />
        </section>
      )}
      <Loaded of={meetings}>
        {({ meetings }) => (
          <Lists all={meetings.edges.map(edge => edge.node).filter(({ id }) => !unsent.some(one => one.id === id))} />
        )}
      </Loaded>
      {cellId && (
        <Link href="/y-kien" className="btn">
          <Trans>Ý kiến, đề xuất với chi bộ</Trans>
        </Link>
      )}
      {meetings.data && (
        <button type="button" className="btn" onClick={() => setSteps(steps + 1)}>
          <Trans>Xem các buổi trước nữa</Trans>
        </button>
      )}
    </Page>
  );
}

/** Checking in to whatever meeting the room shows, also to one that only its secretary's phone knows so far. */
function ScanAny() {
  const [scanning, setScanning] = useState(false);
  const [, goTo] = useLocation();
  const waiting = useOutbox().filter(entry => entry.kind === 'checkIn' && entry.refusal === null).length;
  const action = useAction(async (found: { meetingId: string; code: string }) => {
    if ((await checkInNow(found.meetingId, found.code)) === 'sent') goTo(`/sinh-hoat/${found.meetingId}`);
  });
  return (
    <>
      <button type="button" className="btn" onClick={() => setScanning(true)}>
        <Icon name="camera" /> <Trans>Quét mã điểm danh</Trans>
      </button>
      {waiting > 0 && (
        <p className="note" role="status">
          <Trans>Mã đã lưu trên máy, sẽ gửi khi có mạng. Giờ điểm danh vẫn tính từ lúc quét.</Trans>
        </p>
      )}
      {action.error !== null && <Refused error={action.error} />}
      {scanning && (
        <ScanSheet
          onCode={found => {
            setScanning(false);
            void action.run(found);
          }}
          onClose={() => setScanning(false)}
        />
      )}
    </>
  );
}

function Lists({ all }: { all: MeetingCardFragment[] }) {
  const over = (meeting: MeetingCardFragment) => meeting.status === 'CLOSED' || meeting.status === 'CANCELLED';
  const soonest = (a: MeetingCardFragment, b: MeetingCardFragment) => Date.parse(a.startsAt) - Date.parse(b.startsAt);
  const coming = all.filter(meeting => !over(meeting)).sort(soonest);
  const past = all.filter(over).sort(soonest).reverse();
  if (all.length === 0) {
    return (
      <Empty>
        <Trans>Chưa có buổi sinh hoạt nào.</Trans>
      </Empty>
    );
  }
  return (
    <>
      {coming.length > 0 && (
        <section className="stack">
          <h2>
            <Trans>Sắp tới</Trans>
          </h2>
          <Rows meetings={coming} />
        </section>
      )}
      {past.length > 0 && (
        <section className="stack">
          <h2>
            <Trans>Đã qua</Trans>
          </h2>
          <Rows meetings={past} />
        </section>
      )}
    </>
  );
}

function Rows({ meetings, unsent = false }: { meetings: MeetingCardFragment[]; unsent?: boolean }) {
  return (
    <ul className="card rows">
      {meetings.map(meeting => (
        <li key={meeting.id}>
          <Link href={`/sinh-hoat/${meeting.id}`} className="rows-item">
            <MeetingSummary meeting={meeting} small unsent={unsent} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
