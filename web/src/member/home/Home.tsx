import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Suspense } from 'react';
import { Link } from 'wouter';
import { HomeDocument, type HomeQuery, type MeetingCardFragment } from '../../graphql/graphql.js';
import { hasRole, useSession } from '../../shared/session.js';
import { DocumentItem } from '../documents/DocumentItem.js';
import { Answer } from '../meetings/Answer.js';
import { MeetingSummary } from '../meetings/MeetingSummary.js';
import { useUnsentMeetings } from '../offline/localMeetings.js';
import { useSaved } from '../offline/useSaved.js';
import { Icon } from '../ui/Icon.js';
import { lazily } from '../ui/lazily.js';
import { Page } from '../ui/Page.js';
import { Empty, Loaded, Skeleton } from '../ui/states.js';
import { useKeptForLater } from './useKeptForLater.js';

const DutyCards = lazily(() => import('../secretary/duties/DutyCards.js').then(({ DutyCards }) => DutyCards));

/** While it is looked at, the first page asks again this often: the meeting may have begun. */
const RENEW_MS = 60_000;

/** The first page: who one is, the next meeting with its one question, what to read before it. */
export function Home() {
  const { t } = useLingui();
  const { viewer } = useSession();
  const home = useSaved(HomeDocument, {}, { every: RENEW_MS });
  const unread = home.data?.home.unreadNotifications ?? 0;
  const kept = useKeptForLater(home.data?.home.upcomingMeetings[0]?.id);
  return (
    <Page
      title={viewer?.fullName ?? t`Sổ tay`}
      above={t`Chào đồng chí`}
      aside={
        <Link href="/thong-bao" className="round" aria-label={unread ? t`Thông báo, ${unread} chưa đọc` : t`Thông báo`}>
          <Icon name="bell" />
          {unread > 0 && <span className="badge">{unread > 99 ? '99+' : unread}</span>}
        </Link>
      }
    >
      {kept && (
        <p className="kept good">
          <Trans>✓ Đã lưu để đọc khi không có mạng</Trans>
        </p>
      )}
      <Loaded
        of={home}
        skeleton={
          <>
            <Skeleton kind="card" />
            <Skeleton kind="rows" rows={2} />
          </>
        }
      >
        {({ home }) => <HomeBody home={home} secretary={hasRole(viewer, 'SECRETARY')} />}
      </Loaded>
      {viewer && !viewer.member && (
        <Empty>
          <Trans>
            Tài khoản này làm việc trên máy tính: <a href="/console">mở bàn làm việc</a>.
          </Trans>
        </Empty>
      )}
    </Page>
  );
}

/** The next meeting's one question: coming or not; while it runs, the check-in; for the secretary the roll call. */
function Question({ meeting, secretary }: { meeting: MeetingCardFragment; secretary: boolean }) {
  const running = meeting.status === 'OPEN';
  const present = meeting.myAttendance?.state === 'PRESENT';
  if (meeting.status === 'DRAFT' || (!running && !meeting.myAttendance)) return null;
  return (
    <>
      <hr />
      {running && secretary && (
        <Link href={`/sinh-hoat/${meeting.id}/diem-danh`} className="btn btn-main btn-wide">
          <Trans>Điểm danh cả chi bộ</Trans>
        </Link>
      )}
      {running && !secretary && !present && (
        <Link href={`/sinh-hoat/${meeting.id}`} className="btn btn-main btn-wide">
          <Trans>Đang họp: vào điểm danh</Trans>
        </Link>
      )}
      {(!running || (present && !secretary)) && <Answer meeting={meeting} />}
    </>
  );
}

function HomeBody({ home, secretary }: { home: HomeQuery['home']; secretary: boolean }) {
  const { t } = useLingui();
  const unsent = useUnsentMeetings().filter(({ id }) => !home.upcomingMeetings.some(known => known.id === id));
  const [next, ...later] = home.upcomingMeetings;
  const documents = home.unreadDocuments.length;
  return (
    <>
      <Waiting meetings={unsent} />
      {next && (
        <section className="card" aria-label={t`Buổi sinh hoạt sắp tới`}>
          <Link href={`/sinh-hoat/${next.id}`} className="meeting-link">
            <MeetingSummary meeting={next} />
          </Link>
          <Question meeting={next} secretary={secretary} />
        </section>
      )}
      {!next && unsent.length === 0 && (
        <Empty>
          <Trans>Chưa có buổi sinh hoạt nào sắp tới. Khi có lời mời, đồng chí sẽ thấy ở đây.</Trans>
        </Empty>
      )}
      {secretary && (
        <Suspense fallback={null}>
          <DutyCards />
        </Suspense>
      )}
      {secretary && (
        <div className="buttons">
          <Link href="/sinh-hoat/moi" className="btn">
            <Icon name="plus" /> <Trans>Lên lịch sinh hoạt</Trans>
          </Link>
          <Link href="/chi-bo" className="btn">
            <Icon name="people" /> <Trans>Chi bộ</Trans>
          </Link>
        </div>
      )}
      <Link href="/viec-cua-toi" className="card row">
        <Icon name="check" />
        <span className="grow strong">
          <Trans>Việc của tôi</Trans>
        </span>
        <Icon name="next" />
      </Link>
      <section className="stack">
        <div className="section-head">
          <h2>
            <Trans>Cần đọc trước</Trans>
          </h2>
          {documents > 0 && (
            <span className="small">
              <Plural value={documents} other="# tài liệu" />
            </span>
          )}
        </div>
        {documents > 0 ? (
          <ul className="card rows">
            {home.unreadDocuments.map(document => (
              <li key={document.id}>
                <DocumentItem document={document} />
              </li>
            ))}
          </ul>
        ) : (
          <Empty>
            <Trans>Đồng chí đã đọc hết tài liệu.</Trans>
          </Empty>
        )}
      </section>
      {later.length > 0 && (
        <section className="stack">
          <div className="section-head">
            <h2>
              <Trans>Các buổi sau</Trans>
            </h2>
          </div>
          <Meetings of={later} />
        </section>
      )}
    </>
  );
}

/** Meetings that only this phone knows: made without a network, they go out by themselves. */
function Waiting({ meetings }: { meetings: MeetingCardFragment[] }) {
  const { t } = useLingui();
  if (meetings.length === 0) return null;
  return (
    <section className="stack" aria-label={t`Chờ gửi`}>
      <p className="note">
        <Plural
          value={meetings.length}
          other="# buổi dưới đây đang chờ gửi: mới có trên máy này, sẽ gửi khi có mạng."
        />
      </p>
      <Meetings of={meetings} unsent />
    </section>
  );
}

function Meetings({ of, unsent = false }: { of: MeetingCardFragment[]; unsent?: boolean }) {
  return (
    <ul className="card rows">
      {of.map(meeting => (
        <li key={meeting.id}>
          <Link href={`/sinh-hoat/${meeting.id}`} className="rows-item">
            <MeetingSummary meeting={meeting} small unsent={unsent} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
