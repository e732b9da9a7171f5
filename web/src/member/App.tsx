import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { usePrefs } from '../shared/prefs.js';
import { hasRole, useSession } from '../shared/session.js';
import { DocumentPage } from './documents/DocumentPage.js';
import { LibraryPage } from './documents/list/LibraryPage.js';
import { Home } from './home/Home.js';
import { MePage } from './me/MePage.js';
import { MeetingList } from './meetings/MeetingList.js';
import { MeetingPage } from './meetings/MeetingPage.js';
import { NotificationsPage } from './notifications/NotificationsPage.js';
import { Activate } from './sign-in/Activate.js';
import { FirstStart } from './sign-in/FirstStart.js';
import { SignIn } from './sign-in/SignIn.js';
import { Banners } from './ui/Banners.js';
import { Icon } from './ui/Icon.js';
import { lazily } from './ui/lazily.js';
import { Page } from './ui/Page.js';
import { Empty, Skeleton } from './ui/states.js';

const Reader = lazily(() => import('./documents/reading/Reader.js').then(({ Reader }) => Reader));
const BookmarksPage = lazily(() => import('./documents/list/BookmarksPage.js').then(m => m.BookmarksPage));
const Schedule = lazily(() => import('./secretary/Schedule.js').then(({ Schedule }) => Schedule));
const EditMeeting = lazily(() => import('./secretary/EditMeeting.js').then(({ EditMeeting }) => EditMeeting));
const RollCall = lazily(() => import('./secretary/RollCall.js').then(({ RollCall }) => RollCall));
const Closing = lazily(() => import('./secretary/Closing.js').then(({ Closing }) => Closing));
const OpinionsPage = lazily(() => import('./opinions/OpinionsPage.js').then(({ OpinionsPage }) => OpinionsPage));
const AssessmentPage = lazily(() => import('./assessment/AssessmentPage.js').then(m => m.AssessmentPage));
const MinutesPage = lazily(() => import('./minutes/MinutesPage.js').then(({ MinutesPage }) => MinutesPage));
const ResolutionsPage = lazily(() => import('./resolutions/ResolutionsPage.js').then(m => m.ResolutionsPage));
const RunningMeeting = lazily(() => import('./proceedings/RunningMeeting.js').then(m => m.RunningMeeting));
const TasksPage = lazily(() => import('./tasks/TasksPage.js').then(({ TasksPage }) => TasksPage));
const CellPage = lazily(() => import('./secretary/CellPage.js').then(({ CellPage }) => CellPage));

/** The member's entry: signed out it is the door, signed in the four pages of the bottom bar and what they lead to. */
export function App() {
  const { status, viewer } = useSession();
  const { text } = usePrefs();
  const [location] = useLocation();
  if (location === '/kich-hoat') return <Activate />;
  if (status === 'starting' && !viewer)
    return (
      <Shell bare>
        <Skeleton kind="card" />
      </Shell>
    );
  if (status === 'signedOut') return <SignIn />;
  if (text === null) return <FirstStart />;
  return (
    <Shell>
      <Suspense
        fallback={
          <div className="page">
            <Skeleton kind="rows" rows={5} />
          </div>
        }
      >
        <Switch>
          <Route path="/" component={Home} />
          <Route path="/sinh-hoat" component={MeetingList} />
          {hasRole(viewer, 'SECRETARY') && <Route path="/sinh-hoat/moi" component={Schedule} />}
          <Route path="/sinh-hoat/:id">{({ id }) => <MeetingPage key={id} id={id} />}</Route>
          <Route path="/sinh-hoat/:id/sua">{({ id }) => <EditMeeting key={id} id={id} />}</Route>
          <Route path="/sinh-hoat/:id/diem-danh">{({ id }) => <RollCall key={id} id={id} />}</Route>
          <Route path="/sinh-hoat/:id/noi-dung">{({ id }) => <RunningMeeting key={id} id={id} />}</Route>
          <Route path="/sinh-hoat/:id/ket-thuc">{({ id }) => <Closing key={id} id={id} />}</Route>
          <Route path="/sinh-hoat/:id/danh-gia">{({ id }) => <AssessmentPage key={id} id={id} />}</Route>
          <Route path="/sinh-hoat/:id/bien-ban">{({ id }) => <MinutesPage key={id} id={id} />}</Route>
          <Route path="/sinh-hoat/:id/nghi-quyet">{({ id }) => <ResolutionsPage key={id} meetingId={id} />}</Route>
          {/* The address in a calendar outside the app says nothing of what it is about. */}
          <Route path="/hop/:id">{({ id }) => <Redirect to={`/sinh-hoat/${id}`} replace />}</Route>
          <Route path="/tai-lieu" component={LibraryPage} />
          <Route path="/tai-lieu/da-danh-dau" component={BookmarksPage} />
          <Route path="/tai-lieu/:id">{({ id }) => <DocumentPage key={id} id={id} />}</Route>
          <Route path="/tai-lieu/:id/doc/:fileId">
            {({ id, fileId }) => <Reader key={fileId} documentId={id} fileId={fileId} />}
          </Route>
          <Route path="/y-kien" component={OpinionsPage} />
          <Route path="/thong-bao" component={NotificationsPage} />
          <Route path="/toi" component={MePage} />
          <Route path="/viec-cua-toi" component={TasksPage} />
          {hasRole(viewer, 'SECRETARY') && <Route path="/chi-bo" component={CellPage} />}
          <Route path="/dang-nhap">
            <Redirect to="/" replace />
          </Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}

function NotFound() {
  const { t } = useLingui();
  return (
    <Page title={t`Không có trang này`} back="/">
      <Empty>
        <Trans>Đường dẫn không đúng hoặc trang đã được chuyển đi.</Trans>
      </Empty>
    </Page>
  );
}

function Shell({ bare = false, children }: { bare?: boolean; children: ReactNode }) {
  const { t } = useLingui();
  const [location] = useLocation();
  const tab = (path: string) =>
    location === path || (path !== '/' && location.startsWith(`${path}/`)) ? 'page' : undefined;
  return (
    <div className="shell">
      <a className="skip" href="#noi-dung">
        <Trans>Đến nội dung</Trans>
      </a>
      <Banners />
      <div id="noi-dung">{children}</div>
      {!bare && (
        <nav className="tabs" aria-label={t`Các trang chính`}>
          <Link href="/" aria-current={tab('/')}>
            <Icon name="home" />
            <Trans>Trang chủ</Trans>
          </Link>
          <Link href="/sinh-hoat" aria-current={tab('/sinh-hoat')}>
            <Icon name="calendar" />
            <Trans>Sinh hoạt</Trans>
          </Link>
          <Link href="/tai-lieu" aria-current={tab('/tai-lieu')}>
            <Icon name="book" />
            <Trans>Tài liệu</Trans>
          </Link>
          <Link href="/toi" aria-current={tab('/toi') ?? tab('/chi-bo') ?? tab('/viec-cua-toi')}>
            <Icon name="person" />
            <Trans>Tôi</Trans>
          </Link>
        </nav>
      )}
    </div>
  );
}
