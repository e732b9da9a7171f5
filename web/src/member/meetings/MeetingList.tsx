import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import { type MeetingCardFragment, MeetingsDocument } from '../../graphql/graphql.js';
import { hasRole, useSession } from '../../shared/session.js';
import { useSaved } from '../offline/useSaved.js';
import { Icon } from '../ui/Icon.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded } from '../ui/states.js';
import { MeetingSummary } from './MeetingSummary.js';

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
      <Loaded of={meetings}>{({ meetings }) => <Lists all={meetings.edges.map(edge => edge.node)} />}</Loaded>
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

function Rows({ meetings }: { meetings: MeetingCardFragment[] }) {
  return (
    <ul className="card rows">
      {meetings.map(meeting => (
        <li key={meeting.id}>
          <Link href={`/sinh-hoat/${meeting.id}`} className="rows-item">
            <MeetingSummary meeting={meeting} small />
          </Link>
        </li>
      ))}
    </ul>
  );
}
