import { Link } from '@tanstack/react-router';
import classes from '../../components/tabs.module.css';
import { useRuntimeConfig } from '../../config-context.ts';
import { t } from '../../i18n/t.ts';

const tabs = [
  { to: '/admin/billing/figures', label: 'Figures' },
  { to: '/admin/billing/inbox', label: 'Inbox' },
  { to: '/admin/billing/events', label: 'Events' },
  { to: '/admin/billing/drift', label: 'Drift' },
  { to: '/admin/billing/sync', label: 'Sync' },
  { to: '/admin/billing/packs', label: 'Packs' },
] as const;

export function BillingTabs() {
  const { isLocalSignIn } = useRuntimeConfig();
  return (
    <nav aria-label={t('Billing')} className={classes.tabs}>
      {tabs.map(({ to, label }) => (
        <Link key={to} to={to} className={classes.tab}>
          {t(label)}
        </Link>
      ))}
      {isLocalSignIn && (
        <a href="/__clerk/billing" className={classes.tab}>
          {t('Local billing')}
        </a>
      )}
    </nav>
  );
}
