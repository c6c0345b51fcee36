import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { t } from '../../i18n/t.ts';
import { RefundForm } from './refund-form.tsx';
import type { UserDetail } from './use-user.ts';

type EntryWithLinks = RouterOutputs['users']['explain'];

/** What earlier refunds have left of a spend. */
function refundableOf({ kind, creditsUsed, refunds }: EntryWithLinks): number {
  if (kind !== 'SPEND') return 0;
  return creditsUsed + refunds.reduce((sum, refund) => sum + refund.creditsUsed, 0);
}

/** Under a spend, while something of it can be given back. */
export function RefundEntry({ user, entry }: { user: UserDetail; entry: EntryWithLinks }) {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const refundable = refundableOf(entry);
  if (refundable <= 0 && !isOpen) return null;
  return (
    <>
      <Button variant="default" fullWidth mt="lg" onClick={() => setOpen(true)}>
        {t('Refund…')}
      </Button>
      <ActionDialog title={t('Refund entry')} isOpen={isOpen} isBusy={isBusy} onClose={() => setOpen(false)}>
        <RefundForm
          user={user}
          spendId={entry.id}
          refundable={refundable}
          onClose={() => setOpen(false)}
          onBusy={setBusy}
        />
      </ActionDialog>
    </>
  );
}
