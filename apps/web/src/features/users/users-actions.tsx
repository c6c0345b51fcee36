import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { useLastShown } from '../../components/use-last-shown.ts';
import { t } from '../../i18n/t.ts';
import { useCommand } from '../palette/commands.ts';
import { BulkGrantForm } from './bulk-grant-form.tsx';
import { InviteForm } from './invite-form.tsx';

/** What is done to many users, or to somebody who is none yet. */
export function UsersActions() {
  const [open, setOpen] = useState<'bulk' | 'invite' | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  const form = { onClose: () => setOpen(null), onBusy: setBusy };
  useCommand('bulk', t('Grant credits to many users'), () => setOpen('bulk'));
  useCommand('invite', t('Invite somebody'), () => setOpen('invite'));
  return (
    <>
      <Button variant="default" onClick={() => setOpen('bulk')}>
        {t('Bulk grant')}
      </Button>
      <Button variant="default" onClick={() => setOpen('invite')}>
        {t('Invite')}
      </Button>
      <ActionDialog
        title={last === 'invite' ? t('Invite somebody') : t('Bulk grant')}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={form.onClose}
      >
        {last === 'bulk' && <BulkGrantForm {...form} />}
        {last === 'invite' && <InviteForm {...form} />}
      </ActionDialog>
    </>
  );
}
