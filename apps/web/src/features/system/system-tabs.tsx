import { Link } from '@tanstack/react-router';
import classes from '../../components/tabs.module.css';
import { t } from '../../i18n/t.ts';

const tabs = [
  { to: '/admin/system/state', label: 'State' },
  { to: '/admin/system/auditor', label: 'Auditor' },
  { to: '/admin/system/jobs', label: 'Jobs' },
  { to: '/admin/system/mail', label: 'Mail' },
] as const;

export function SystemTabs() {
  return (
    <nav aria-label={t('System')} className={classes.tabs}>
      {tabs.map(({ to, label }) => (
        <Link key={to} to={to} className={classes.tab}>
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
