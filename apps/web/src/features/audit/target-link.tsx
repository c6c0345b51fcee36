import { Link } from '@tanstack/react-router';
import { t } from '../../i18n/t.ts';
import { nameOf } from '../users/user-name.ts';
import { type AuditItem, targetNames } from './audit-words.ts';

/** What was changed, as a link to where it is now. */
export function TargetLink({ item }: { item: AuditItem }) {
  const { targetType, targetId, targetUser } = item;
  switch (targetType) {
    case 'user':
      return (
        <Link to="/admin/users/$userId" params={{ userId: targetId }}>
          {targetUser ? nameOf(targetUser) : targetId}
        </Link>
      );
    case 'feature':
      return (
        <Link to="/admin/features/$key" params={{ key: targetId }}>
          {targetId}
        </Link>
      );
    case 'plan':
      return (
        <Link to="/admin/plans/$planId" params={{ planId: targetId }}>
          {t('Plan')}
        </Link>
      );
    case 'settings':
      return <Link to="/admin/settings">{t('Settings')}</Link>;
    case 'job':
      return (
        <Link to="/admin/system/jobs" search={{ job: targetId }}>
          {t('Job')}
        </Link>
      );
    case 'invitation':
      return targetId;
    default:
      return isKnown(targetType) ? t(targetNames[targetType]) : targetType;
  }
}

function isKnown(type: string): type is keyof typeof targetNames {
  return Object.hasOwn(targetNames, type);
}
