import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Suspense } from 'react';
import { Link } from 'wouter';
import { MeetingPageDocument, type MeetingPartsFragment } from '../../graphql/graphql.js';
import { CalendarLeaf } from '../../shared/CalendarLeaf.js';
import { longDate, timeRange } from '../../shared/format.js';
import { liveEvents } from '../../shared/live.js';
import { hasRole, useSession } from '../../shared/session.js';
import { ScoreLine } from '../assessment/ScoreLine.js';
import { DocumentItem } from '../documents/DocumentItem.js';
import { useLocalMeeting } from '../offline/localMeetings.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { OpinionBox } from '../opinions/OpinionBox.js';
import { MemberVote, VoteResults } from '../proceedings/MemberVote.js';
import { Icon } from '../ui/Icon.js';
import { lazily } from '../ui/lazily.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Skeleton } from '../ui/states.js';
import { useWhile } from '../ui/useWhile.js';
import { Agenda } from './Agenda.js';
import { Answer } from './Answer.js';
import { Changes } from './Changes.js';
import { CheckIn } from './CheckIn.js';
import { keepNumbers } from './MeetingSummary.js';
import { WhatBecame } from './WhatBecame.js';
import { KindWord, StateWord, StatusChip } from './words.js';

const Papers = lazily(() => import('./papers/Papers.js').then(({ Papers }) => Papers));
const SecretaryPanel = lazily(() =>
  import('../secretary/SecretaryPanel.js').then(({ SecretaryPanel }) => SecretaryPanel),
);

/** A meeting: when, where, what about, what to read; the answer, the check-in, the result. */
export function MeetingPage({ id }: { id: string }) {
  const { t } = useLingui();
  const page = useSaved(MeetingPageDocument, { id });
  const local = useLocalMeeting(id, page.data?.meeting);
  const status = page.data?.meeting?.status;
  const isAhead = status === 'INVITED' || status === 'OPEN';
  useWhile(isAhead, () => liveEvents(`/events/meetings/${id}`, () => touch()), id);
  return (
    <Page title={keepNumbers(local?.meeting.title ?? t`Buổi sinh hoạt`)} back="/sinh-hoat">
      {local?.waiting && <Unsent unknown={local.unknown} />}
      {local?.unknown ? (
        <Body meeting={local.meeting} unknown />
      ) : (
        <Loaded of={page} skeleton={<Skeleton kind="card" />}>
          {() =>
            local ? (
              <Body meeting={local.meeting} />
            ) : (
              <Empty>
                <Trans>Không có buổi sinh hoạt này.</Trans>
              </Empty>
            )
          }
        </Loaded>
      )}
    </Page>
  );
}

/** What was done here without a network, and is not known elsewhere. */
function Unsent({ unknown }: { unknown: boolean }) {
  return (
    <p className="note" role="status">
      {unknown ? (
        <Trans>Buổi này mới có trên máy này, chờ gửi. Chi bộ sẽ thấy khi máy có mạng.</Trans>
      ) : (
        <Trans>Việc vừa làm còn chờ gửi. Chi bộ sẽ thấy khi máy có mạng.</Trans>
      )}
    </p>
  );
}

function Body({ meeting, unknown = false }: { meeting: MeetingPartsFragment; unknown?: boolean }) {
  const { t } = useLingui();
  const { viewer } = useSession();
  const mayRun = hasRole(viewer, 'SECRETARY', meeting.cell.id);
  const open = meeting.status === 'OPEN';
  return (
    <>
      <WhatBecame meeting={meeting} />
      <Changes meeting={meeting} />
      {open && <CheckIn meeting={meeting} />}
      <MemberVote meeting={meeting} />
      <section className="card" aria-label={t`Thời gian và địa điểm`}>
        <div className="row row-top summary">
          <CalendarLeaf at={meeting.startsAt} />
          <div className="grow">
            <p className="summary-title">{timeRange(meeting.startsAt, meeting.endsAt)}</p>
            <p>{longDate(meeting.startsAt)}</p>
            {meeting.place && <p className="small">{meeting.place}</p>}
            <StatusChip status={meeting.status} />
          </div>
        </div>
        <dl className="facts">
          {meeting.onlineUrl && (
            <Fact icon="link">
              <a href={meeting.onlineUrl} rel="noreferrer">
                <Trans>Vào phòng họp trực tuyến</Trans>
              </a>
            </Fact>
          )}
          <Fact icon="people">
            <KindWord kind={meeting.kind} /> · {meeting.cell.name}
            {meeting.chair && (
              <>
                <br />
                <Trans>Chủ trì: {meeting.chair.fullName}</Trans>
              </>
            )}
            {meeting.recorder && (
              <>
                <br />
                <Trans>Thư ký: {meeting.recorder.fullName}</Trans>
              </>
            )}
          </Fact>
        </dl>
        {meeting.guests.length > 0 && (
          <p className="small">
            <Trans>Khách mời: {meeting.guests.map(guest => guest.fullName).join(', ')}</Trans>
          </p>
        )}
        {!open && meeting.myAttendance && meeting.status === 'INVITED' && (
          <>
            <hr />
            <Answer meeting={meeting} until={meeting.answerUntil ?? null} />
          </>
        )}
        <MyResult meeting={meeting} />
      </section>
      {mayRun && (
        <Suspense fallback={<Skeleton kind="rows" rows={2} />}>
          <SecretaryPanel meeting={meeting} unknown={unknown} />
        </Suspense>
      )}
      <section className="stack">
        <h2>
          <Trans>Nội dung</Trans>
        </h2>
        <Agenda items={meeting.agenda} documents={meeting.documents} />
      </section>
      <section className="stack">
        <h2>
          <Trans>Tài liệu</Trans>
        </h2>
        {meeting.documents.length > 0 ? (
          <ul className="card rows">
            {meeting.documents.map(document => (
              <li key={document.id}>
                <DocumentItem document={document} />
              </li>
            ))}
          </ul>
        ) : (
          <Empty>
            <Trans>Buổi này chưa có tài liệu.</Trans>
          </Empty>
        )}
      </section>
      {meeting.status === 'INVITED' && meeting.myAttendance && <OpinionBox about={{ meetingId: meeting.id }} more />}
      {(open || meeting.status === 'CLOSED') && <Sums meeting={meeting} />}
      <ScoreLine meetingId={meeting.id} assessments={meeting.assessments} />
      <VoteResults votes={meeting.votes} />
      {(meeting.conclusion || meeting.minutes) && <Result meeting={meeting} />}
      {(mayRun || meeting.status === 'CLOSED') && meeting.status !== 'CANCELLED' && (
        <Suspense fallback={null}>
          <Papers meetingId={meeting.id} />
        </Suspense>
      )}
    </>
  );
}

function Fact({ icon, children }: { icon: 'link' | 'people'; children: React.ReactNode }) {
  return (
    <div className="row row-top">
      <dt>
        <Icon name={icon} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function MyResult({ meeting }: { meeting: MeetingPartsFragment }) {
  const mine = meeting.myAttendance;
  if (!mine || meeting.status !== 'CLOSED') return null;
  return (
    <>
      <hr />
      <p>
        <Trans>Đồng chí:</Trans>{' '}
        <b className={mine.state === 'PRESENT' ? 'good' : undefined}>
          <StateWord state={mine.state} />
        </b>
      </p>
    </>
  );
}

function Sums({ meeting }: { meeting: MeetingPartsFragment }) {
  const { entitled, present, excused, unexcused, expected, exempt } = meeting.attendanceSummary;
  return (
    <section className="card">
      <h2>
        <Trans>
          {present} / {entitled} có mặt
        </Trans>
      </h2>
      <p className="small">
        <Trans>
          {excused} vắng có phép · {unexcused} vắng không phép · {exempt} miễn
        </Trans>
        {expected > 0 && (
          <>
            {' · '}
            <Plural value={expected} other="# chưa điểm danh" />
          </>
        )}
      </p>
    </section>
  );
}

function Result({ meeting }: { meeting: MeetingPartsFragment }) {
  return (
    <section className="card stack">
      {meeting.conclusion && (
        <>
          <h2>
            <Trans>Kết luận</Trans>
          </h2>
          <p className="prose">{meeting.conclusion}</p>
        </>
      )}
      {meeting.minutes && (
        <div className="buttons">
          <Link href={`/sinh-hoat/${meeting.id}/bien-ban`} className="btn">
            {meeting.minutesSealedAt ? <Trans>Biên bản đã ký</Trans> : <Trans>Xem biên bản</Trans>}
          </Link>
          <Link href={`/sinh-hoat/${meeting.id}/nghi-quyet`} className="btn">
            <Trans>Nghị quyết</Trans>
          </Link>
        </div>
      )}
    </section>
  );
}
