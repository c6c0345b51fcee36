import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import classes from '../../components/dialogs.module.css';
import { ReasonForm } from '../../components/reason-form.tsx';
import { useLastShown } from '../../components/use-last-shown.ts';
import { t } from '../../i18n/t.ts';
import { useMe } from '../../shell/me.ts';
import { trpc } from '../../trpc/trpc.ts';
import { enterView } from '../../trpc/view-as.ts';
import { useCommand } from '../palette/commands.ts';
import { type AccountForm, useAccountEnds } from './use-account-ends.ts';
import type { UserDetail } from './use-user.ts';
import { nameOf } from './user-name.ts';

/** What is seldom done to a user: the role, and looking at the app as they see it. */
export function MoreActions({ user }: { user: UserDetail }) {
  const isSelf = useMe().id === user.id;
  const [open, setOpen] = useState<'role' | 'view' | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  const form = { user, onClose: () => setOpen(null), onBusy: setBusy };
  const roleTitle = user.role === 'ADMIN' ? t('Remove admin role') : t('Make admin');
  useCommand('view-as', isSelf ? null : t('View as {name}', { name: nameOf(user) }), () => setOpen('view'));
  if (isSelf) return null;
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('More actions')}>
            <IconDots size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('view')}>{t('View as this user…')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('role')}>{roleTitle}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionDialog
        title={last === 'view' ? t('View as this user') : roleTitle}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={form.onClose}
      >
        {last === 'role' && <RoleForm {...form} />}
        {last === 'view' && <ViewForm {...form} />}
      </ActionDialog>
    </>
  );
}

function RoleForm(form: AccountForm) {
  const { user } = form;
  const [isAdmin] = useState(user.role === 'ADMIN');
  const name = nameOf(user);
  const done = isAdmin ? t('{name} is no admin any more.', { name }) : t('{name} is an admin.', { name });
  const { ends, start } = useAccountEnds(done, form);
  const setRole = trpc.users.setRole.useMutation(ends);
  return (
    <ReasonForm
      verb={isAdmin ? t('Remove admin role') : t('Make admin')}
      color={isAdmin ? 'red' : 'green'}
      error={setRole.error}
      isPending={setRole.isPending}
      onClose={form.onClose}
      onSubmit={(reason) =>
        start(() => setRole.mutate({ userId: user.id, role: isAdmin ? 'USER' : 'ADMIN', reason }))
      }
    >
      <p className={classes.effect}>
        <strong>{name}</strong>:{' '}
        {isAdmin
          ? t('from the next request on this console is closed to them. Their own account stays as it is.')
          : t(
              'from the next request on they can do all that you can: prices, plans, every balance, other admins.',
            )}
      </p>
    </ReasonForm>
  );
}

function ViewForm(form: AccountForm) {
  const { user } = form;
  const { ends, start } = useAccountEnds(null, form);
  const view = trpc.users.startViewing.useMutation({
    ...ends,
    onSuccess: ({ token }) => enterView(token),
  });
  return (
    <ReasonForm
      verb={t('View')}
      color="green"
      error={view.error}
      isPending={view.isPending}
      onClose={form.onClose}
      onSubmit={(reason) => start(() => view.mutate({ userId: user.id, reason }))}
    >
      <p className={classes.effect}>
        {t('For 15 minutes this tab shows Scrip as {name} sees it. Nothing can be changed meanwhile.', {
          name: nameOf(user),
        })}
      </p>
    </ReasonForm>
  );
}
