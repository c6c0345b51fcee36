import { Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IdText } from '../../components/id-text.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { useMe } from '../../shell/me.ts';
import { useCommand } from '../palette/commands.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { MoreActions } from './more-actions.tsx';
import { SetActiveDialog } from './set-active-dialog.tsx';
import type { UserDetail } from './use-user.ts';
import { UserRole, UserState } from './user-badges.tsx';
import { nameOf } from './user-name.ts';
import classes from './user-page.module.css';

/** Who the user is, and what an admin can do about the account. */
export function UserHeader({ user }: { user: UserDetail }) {
  const name = nameOf(user);
  return (
    <>
      <PageHeader
        title={name}
        text={
          <span className={classes.line}>
            {user.email && user.email !== name && <span className={classes.email}>{user.email}</span>}
            <UserRole role={user.role} />
            <UserState isActive={user.isActive} />
          </span>
        }
        actions={<UserActions user={user} />}
      />
      <dl className={classes.facts}>
        <div className={classes.fact}>
          <dt>{t('User id')}</dt>
          <dd>
            <IdText value={user.id} label={t('user id')} />
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t('Clerk id')}</dt>
          <dd>
            <IdText value={user.clerkId} label={t('Clerk id')} />
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t('Created')}</dt>
          <dd>
            <TimeText instant={user.createdAt} />
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t('Last activity')}</dt>
          <dd>{user.lastEntryAt ? <TimeText instant={user.lastEntryAt} mode="relative" /> : t('Never')}</dd>
        </div>
      </dl>
    </>
  );
}

function UserActions({ user }: { user: UserDetail }) {
  const isSelf = useMe().id === user.id;
  const [isAdjusting, adjusting] = useDisclosure();
  const [isSettingActive, settingActive] = useDisclosure();
  useCommand('adjust', t('Adjust the balance of {name}', { name: nameOf(user) }), adjusting.open);
  return (
    <>
      <Button onClick={adjusting.open}>{t('Adjust balance')}</Button>
      <Tooltip label={t('You cannot deactivate your own account.')} disabled={!isSelf}>
        <Button
          variant="default"
          className={user.isActive ? classes.destructive : ''}
          {...(isSelf ? { 'aria-disabled': true, 'data-disabled': true } : { onClick: settingActive.open })}
        >
          {user.isActive ? t('Deactivate') : t('Reactivate')}
        </Button>
      </Tooltip>
      <LinkButton to="/admin/users/$userId/statement" params={{ userId: user.id }} variant="default">
        {t('Monthly statement')}
      </LinkButton>
      <MoreActions user={user} />
      <AdjustDialog user={user} isOpen={isAdjusting} onClose={adjusting.close} />
      <SetActiveDialog user={user} isOpen={isSettingActive} onClose={settingActive.close} />
    </>
  );
}
