import {
  IconAdjustments,
  IconCards,
  IconChartBar,
  IconChartHistogram,
  IconCoins,
  IconDatabase,
  IconFiles,
  IconGauge,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconListSearch,
  IconReceipt2,
  IconServerCog,
  IconSettings,
  IconSparkles,
  IconTags,
  IconUsers,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { type PlainText, t } from '../i18n/t.ts';
import { useMe } from './me.ts';
import classes from './navigation.module.css';

type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
type Item = { to: NonNullable<LinkProps['to']>; label: PlainText; icon: Icon };

export const userItems: Item[] = [
  { to: '/', label: 'Overview', icon: IconLayoutDashboard },
  { to: '/usage', label: 'Usage', icon: IconChartBar },
  { to: '/history', label: 'History', icon: IconHistory },
  { to: '/playground', label: 'Playground', icon: IconSparkles },
  { to: '/files', label: 'Files', icon: IconFiles },
  { to: '/plans', label: 'Plans', icon: IconCards },
  { to: '/settings', label: 'Settings', icon: IconSettings },
];

export const adminItems: Item[] = [
  { to: '/admin', label: 'Overview', icon: IconGauge },
  { to: '/admin/usage', label: 'Usage', icon: IconChartHistogram },
  { to: '/admin/history', label: 'History', icon: IconHistory },
  { to: '/admin/users', label: 'Users', icon: IconUsers },
  { to: '/admin/features', label: 'Features', icon: IconCoins },
  { to: '/admin/plans', label: 'Plans', icon: IconTags },
  { to: '/admin/billing', label: 'Billing', icon: IconReceipt2 },
  { to: '/admin/audit', label: 'Audit log', icon: IconListSearch },
  { to: '/admin/settings', label: 'Settings', icon: IconAdjustments },
  { to: '/admin/api-keys', label: 'API keys', icon: IconKey },
  { to: '/admin/storage', label: 'Storage', icon: IconDatabase },
  { to: '/admin/system', label: 'System', icon: IconServerCog },
];

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const me = useMe();
  return (
    <nav aria-label={t('Main')} className={classes.nav}>
      <Items items={userItems} onNavigate={onNavigate} />
      {me.role === 'ADMIN' && (
        <>
          <p className={classes.group} id="nav-admin">
            {t('Admin')}
          </p>
          <Items items={adminItems} labelledBy="nav-admin" onNavigate={onNavigate} />
        </>
      )}
    </nav>
  );
}

type ItemsProps = { items: Item[]; labelledBy?: string; onNavigate: (() => void) | undefined };

function Items({ items, labelledBy, onNavigate }: ItemsProps) {
  return (
    <ul className={classes.items} aria-labelledby={labelledBy}>
      {items.map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link
            to={to}
            className={classes.item}
            activeOptions={{ exact: to === '/' || to === '/admin' }}
            onClick={onNavigate}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            {t(label)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
