import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { KeysSearch, OwnKeysSearch } from './features/api-keys/key-search.ts';
import { AuditSearch } from './features/audit/audit-search.ts';
import { EventsSearch, InboxSearch } from './features/billing/billing-search.ts';
import { HistorySearch } from './features/credits/history-search.ts';
import { PlaygroundSearch } from './features/playground/playground-search.ts';
import { FeaturesSearch, PriceSearch } from './features/settings/features-search.ts';
import { StatementSearch } from './features/statement/statement-search.ts';
import { AdminStorageSearch } from './features/storage/admin-storage-search.ts';
import { FilesSearch } from './features/storage/files-search.ts';
import { JobsSearch, MailSearch } from './features/system/system-search.ts';
import { UsageSearch } from './features/usage/usage-search.ts';
import { UsersSearch } from './features/users/users-search.ts';
import { type PlainText, t } from './i18n/t.ts';
import { parseSearch, stringifySearch } from './search-params.ts';
import { AdminOnly } from './shell/admin-only.tsx';
import { AppLayout } from './shell/app-layout.tsx';
import { NotFound } from './shell/not-found.tsx';
import { PagePending } from './shell/page-pending.tsx';
import { RootLayout } from './shell/root-layout.tsx';
import { RouteError } from './shell/route-states.tsx';

// Every address of the product. A screen is a file in routes/, loaded when it is first visited.

const titled = (title: PlainText) => () => ({ meta: [{ title: `${t(title)} · Scrip` }] });

const rootRoute = createRootRoute({ component: RootLayout, head: () => ({ meta: [{ title: 'Scrip' }] }) });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in/$',
  head: titled('Sign in'),
  component: lazyRouteComponent(() => import('./routes/sign-in.tsx'), 'SignInScreen'),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-up/$',
  head: titled('Sign up'),
  component: lazyRouteComponent(() => import('./routes/sign-up.tsx'), 'SignUpScreen'),
});

const appRoute = createRoute({ getParentRoute: () => rootRoute, id: 'app', component: AppLayout });

const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  head: titled('Overview'),
  component: lazyRouteComponent(() => import('./routes/overview.tsx'), 'OverviewScreen'),
});

const historyRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'history',
  head: titled('History'),
  validateSearch: HistorySearch,
  component: lazyRouteComponent(() => import('./routes/history.tsx'), 'HistoryScreen'),
});

const usageRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'usage',
  head: titled('Usage'),
  validateSearch: UsageSearch,
  component: lazyRouteComponent(() => import('./routes/usage.tsx'), 'UsageScreen'),
});

const statementRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'statement',
  head: titled('Statement'),
  validateSearch: StatementSearch,
  component: lazyRouteComponent(() => import('./routes/statement.tsx'), 'StatementScreen'),
});

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'settings',
  head: titled('Settings'),
  component: lazyRouteComponent(() => import('./routes/settings.tsx'), 'SettingsScreen'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'settings/api-keys',
  head: titled('API keys'),
  validateSearch: OwnKeysSearch,
  component: lazyRouteComponent(() => import('./routes/api-keys.tsx'), 'ApiKeysScreen'),
});

const playgroundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'playground',
  head: titled('Playground'),
  validateSearch: PlaygroundSearch,
  component: lazyRouteComponent(() => import('./routes/playground.tsx'), 'PlaygroundScreen'),
});

const filesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'files',
  head: titled('Files'),
  validateSearch: FilesSearch,
  component: lazyRouteComponent(() => import('./routes/files.tsx'), 'FilesScreen'),
});

const plansRoute = createRoute({
  getParentRoute: () => appRoute,
  path: 'plans',
  head: titled('Plans'),
  component: lazyRouteComponent(() => import('./routes/plans.tsx'), 'PlansScreen'),
});

const adminRoute = createRoute({ getParentRoute: () => appRoute, path: 'admin', component: AdminOnly });

const adminIndexRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  head: titled('Admin overview'),
  component: lazyRouteComponent(() => import('./routes/admin-overview.tsx'), 'AdminOverviewScreen'),
});

const adminUsageRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'usage',
  head: titled('Usage of all'),
  validateSearch: UsageSearch,
  component: lazyRouteComponent(() => import('./routes/admin-usage.tsx'), 'AdminUsageScreen'),
});

const adminHistoryRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'history',
  head: titled('History of all'),
  validateSearch: HistorySearch,
  component: lazyRouteComponent(() => import('./routes/admin-history.tsx'), 'AdminHistoryScreen'),
});

const adminUsersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'users',
  head: titled('Users'),
  validateSearch: UsersSearch,
  component: lazyRouteComponent(() => import('./routes/admin-users.tsx'), 'AdminUsersScreen'),
});

const adminUserRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'users/$userId',
  head: titled('User'),
  validateSearch: HistorySearch,
  component: lazyRouteComponent(() => import('./routes/admin-user.tsx'), 'AdminUserScreen'),
});

const adminUserStatementRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'users/$userId/statement',
  head: titled('Statement'),
  validateSearch: StatementSearch,
  component: lazyRouteComponent(() => import('./routes/statement.tsx'), 'UserStatementScreen'),
});

const adminFeaturesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'features',
  head: titled('Features'),
  validateSearch: FeaturesSearch,
  component: lazyRouteComponent(() => import('./routes/admin-features.tsx'), 'AdminFeaturesScreen'),
});

const adminPreviewRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'preview',
  head: titled('Preview changes'),
  validateSearch: PriceSearch,
  component: lazyRouteComponent(() => import('./routes/admin-preview.tsx'), 'AdminPreviewScreen'),
});

const adminFeatureRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'features/$key',
  head: titled('Feature'),
  component: lazyRouteComponent(() => import('./routes/admin-feature.tsx'), 'AdminFeatureScreen'),
});

const adminPriceRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'features/$key/price',
  head: titled('Price'),
  validateSearch: PriceSearch,
  component: lazyRouteComponent(() => import('./routes/admin-feature.tsx'), 'AdminPriceScreen'),
});

const adminSettingsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'settings',
  head: titled('Settings'),
  component: lazyRouteComponent(() => import('./routes/admin-settings.tsx'), 'AdminSettingsScreen'),
});

const adminAuditRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'audit',
  head: titled('Audit log'),
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import('./routes/admin-audit.tsx'), 'AdminAuditScreen'),
});

const adminApiKeysRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'api-keys',
  head: titled('API keys'),
  validateSearch: KeysSearch,
  component: lazyRouteComponent(() => import('./routes/api-keys.tsx'), 'AdminApiKeysScreen'),
});

const adminSystemRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'system',
  component: lazyRouteComponent(() => import('./routes/admin-system.tsx'), 'AdminSystemScreen'),
});

const adminSystemIndexRoute = createRoute({
  getParentRoute: () => adminSystemRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/system/auditor', replace: true });
  },
});

const adminStateRoute = createRoute({
  getParentRoute: () => adminSystemRoute,
  path: 'state',
  head: titled('State'),
  component: lazyRouteComponent(() => import('./routes/admin-state.tsx'), 'AdminStateScreen'),
});

const adminAuditorRoute = createRoute({
  getParentRoute: () => adminSystemRoute,
  path: 'auditor',
  head: titled('Auditor'),
  component: lazyRouteComponent(() => import('./routes/admin-auditor.tsx'), 'AdminAuditorScreen'),
});

const adminJobsRoute = createRoute({
  getParentRoute: () => adminSystemRoute,
  path: 'jobs',
  head: titled('Jobs'),
  validateSearch: JobsSearch,
  component: lazyRouteComponent(() => import('./routes/admin-jobs.tsx'), 'AdminJobsScreen'),
});

const adminMailRoute = createRoute({
  getParentRoute: () => adminSystemRoute,
  path: 'mail',
  head: titled('Mail'),
  validateSearch: MailSearch,
  component: lazyRouteComponent(() => import('./routes/admin-mail.tsx'), 'AdminMailScreen'),
});

const adminStorageRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'storage',
  head: titled('Storage'),
  validateSearch: AdminStorageSearch,
  component: lazyRouteComponent(() => import('./routes/admin-storage.tsx'), 'AdminStorageScreen'),
});

const adminPlansRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'plans',
  head: titled('Plans'),
  component: lazyRouteComponent(() => import('./routes/admin-plans.tsx'), 'AdminPlansScreen'),
});

const adminNewPlanRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'plans/new',
  head: titled('New plan'),
  component: lazyRouteComponent(() => import('./routes/admin-plan.tsx'), 'AdminNewPlanScreen'),
});

const adminPlanRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'plans/$planId',
  head: titled('Plan'),
  component: lazyRouteComponent(() => import('./routes/admin-plan.tsx'), 'AdminPlanScreen'),
});

const adminBillingRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: 'billing',
  component: lazyRouteComponent(() => import('./routes/admin-billing.tsx'), 'AdminBillingScreen'),
});

const adminBillingIndexRoute = createRoute({
  getParentRoute: () => adminBillingRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/billing/figures', replace: true });
  },
});

const adminFiguresRoute = createRoute({
  getParentRoute: () => adminBillingRoute,
  path: 'figures',
  head: titled('Figures'),
  component: lazyRouteComponent(() => import('./routes/admin-figures.tsx'), 'AdminFiguresScreen'),
});

const adminInboxRoute = createRoute({
  getParentRoute: () => adminBillingRoute,
  path: 'inbox',
  head: titled('Inbox'),
  validateSearch: InboxSearch,
  component: lazyRouteComponent(() => import('./routes/admin-inbox.tsx'), 'AdminInboxScreen'),
});

const adminEventsRoute = createRoute({
  getParentRoute: () => adminBillingRoute,
  path: 'events',
  head: titled('Subscription events'),
  validateSearch: EventsSearch,
  component: lazyRouteComponent(() => import('./routes/admin-events.tsx'), 'AdminEventsScreen'),
});

const adminDriftRoute = createRoute({
  getParentRoute: () => adminBillingRoute,
  path: 'drift',
  head: titled('Drift'),
  component: lazyRouteComponent(() => import('./routes/admin-drift.tsx'), 'AdminDriftScreen'),
});

const adminSyncRoute = createRoute({
  getParentRoute: () => adminBillingRoute,
  path: 'sync',
  head: titled('Sync'),
  component: lazyRouteComponent(() => import('./routes/admin-sync.tsx'), 'AdminSyncScreen'),
});

const adminPacksRoute = createRoute({
  getParentRoute: () => adminBillingRoute,
  path: 'packs',
  head: titled('Packs'),
  component: lazyRouteComponent(() => import('./routes/admin-packs.tsx'), 'AdminPacksScreen'),
});

// Every other address: a route of its own, so that the not-found screen stands inside the app's layout.
const notFoundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '$',
  head: titled('Not found'),
  component: NotFound,
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  appRoute.addChildren([
    overviewRoute,
    usageRoute,
    historyRoute,
    statementRoute,
    settingsRoute,
    apiKeysRoute,
    playgroundRoute,
    filesRoute,
    plansRoute,
    adminRoute.addChildren([
      adminIndexRoute,
      adminUsageRoute,
      adminHistoryRoute,
      adminUsersRoute,
      adminUserRoute,
      adminUserStatementRoute,
      adminFeaturesRoute,
      adminFeatureRoute,
      adminPreviewRoute,
      adminPriceRoute,
      adminSettingsRoute,
      adminAuditRoute,
      adminApiKeysRoute,
      adminStorageRoute,
      adminPlansRoute,
      adminNewPlanRoute,
      adminPlanRoute,
      adminBillingRoute.addChildren([
        adminBillingIndexRoute,
        adminFiguresRoute,
        adminInboxRoute,
        adminEventsRoute,
        adminDriftRoute,
        adminSyncRoute,
        adminPacksRoute,
      ]),
      adminSystemRoute.addChildren([
        adminSystemIndexRoute,
        adminStateRoute,
        adminAuditorRoute,
        adminJobsRoute,
        adminMailRoute,
      ]),
    ]),
    notFoundRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
