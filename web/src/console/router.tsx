import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';
import { WaitingRows } from './parts/states/states.js';
import {
  assessmentsSearch,
  boardSearch,
  librarySearch,
  meetingsSearch,
  membersSearch,
  organisationSearch,
  organisationsSearch,
  rulesSearch,
  tasksSearch,
} from './search.js';
import { Broken, Missing } from './shell/Broken.js';
import { FirstPlace } from './shell/FirstPlace.js';
import { Shell } from './shell/Shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });
const getParentRoute = () => root;

const routes = [
  createRoute({ getParentRoute, path: '/', component: FirstPlace }),
  createRoute({
    getParentRoute,
    path: '/bang-theo-doi',
    validateSearch: boardSearch,
    component: lazyRouteComponent(() => import('./board/Board.js'), 'Board'),
  }),
  createRoute({
    getParentRoute,
    path: '/trien-khai',
    component: lazyRouteComponent(() => import('./rollouts/Rollouts.js'), 'Rollouts'),
  }),
  createRoute({
    getParentRoute,
    path: '/trien-khai/tao',
    component: lazyRouteComponent(() => import('./rollouts/planning/NewRollout.js'), 'NewRollout'),
  }),
  createRoute({
    getParentRoute,
    path: '/trien-khai/$rolloutId',
    component: lazyRouteComponent(() => import('./rollouts/RolloutPage.js'), 'RolloutPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/to-chuc',
    validateSearch: organisationsSearch,
    component: lazyRouteComponent(() => import('./organisations/Organisations.js'), 'Organisations'),
  }),
  createRoute({
    getParentRoute,
    path: '/to-chuc/$organisationId',
    validateSearch: organisationSearch,
    component: lazyRouteComponent(() => import('./organisations/OrganisationPage.js'), 'OrganisationPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/dang-vien',
    validateSearch: membersSearch,
    component: lazyRouteComponent(() => import('./members/Members.js'), 'Members'),
  }),
  createRoute({
    getParentRoute,
    path: '/dang-vien/$memberId',
    component: lazyRouteComponent(() => import('./members/MemberPage.js'), 'MemberPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/nhap-du-lieu',
    component: lazyRouteComponent(() => import('./imports/NewImport.js'), 'NewImport'),
  }),
  createRoute({
    getParentRoute,
    path: '/nhap-du-lieu/$importId',
    component: lazyRouteComponent(() => import('./imports/ImportPage.js'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/thu-vien',
    validateSearch: librarySearch,
    component: lazyRouteComponent(() => import('./library/Library.js'), 'Library'),
  }),
  createRoute({
    getParentRoute,
    path: '/thu-vien/dang',
    component: lazyRouteComponent(() => import('./library/publish/Publish.js'), 'Publish'),
  }),
  createRoute({
    getParentRoute,
    path: '/thu-vien/$documentId',
    component: lazyRouteComponent(() => import('./library/document/DocumentPage.js'), 'DocumentPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/sinh-hoat',
    validateSearch: meetingsSearch,
    component: lazyRouteComponent(() => import('./meetings/Meetings.js'), 'Meetings'),
  }),
  createRoute({
    getParentRoute,
    path: '/lich-nghia-vu',
    validateSearch: meetingsSearch,
    component: lazyRouteComponent(() => import('./meetings/duties/DutiesPage.js'), 'DutiesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/sinh-hoat/$meetingId',
    component: lazyRouteComponent(() => import('./meetings/MeetingPage.js'), 'MeetingPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/y-kien',
    validateSearch: tasksSearch,
    component: lazyRouteComponent(() => import('./opinions/OpinionsPage.js'), 'OpinionsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/nhiem-vu',
    validateSearch: tasksSearch,
    component: lazyRouteComponent(() => import('./tasks/TasksPage.js'), 'TasksPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/chat-luong',
    validateSearch: assessmentsSearch,
    component: lazyRouteComponent(() => import('./assessments/Assessments.js'), 'Assessments'),
  }),
  createRoute({
    getParentRoute,
    path: '/quy-dinh',
    validateSearch: rulesSearch,
    component: lazyRouteComponent(() => import('./rules/Rules.js'), 'Rules'),
  }),
  createRoute({
    getParentRoute,
    path: '/nghi-quyet/$cellId',
    component: lazyRouteComponent(() => import('./meetings/resolutions/Resolutions.js'), 'Resolutions'),
  }),
] as const;

/** Every page of the console; each comes with its own code when it is first opened. */
export const makeRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree: root.addChildren(routes),
    basepath: '/console',
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: WaitingRows,
    defaultErrorComponent: Broken,
    ...(history ? { history } : {}),
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
