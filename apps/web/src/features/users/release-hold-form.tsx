import { Stack } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { BalanceEffect } from './balance-effect.tsx';
import type { Hold } from './holds-table.tsx';
import { type AccountForm, useAccountEnds } from './use-account-ends.ts';
import { useIdempotencyKeys } from './use-idempotency-keys.ts';

/** A release books nothing, so it asks for no reason. */
export function ReleaseHoldForm({ hold, ...form }: AccountForm & { hold: Hold }) {
  const { user } = form;
  const credits = formatCredits(hold.amountCredits);
  const { ends, start } = useAccountEnds(t('{credits} are spendable again.', { credits }), form);
  const release = trpc.accounts.release.useMutation(ends);
  const { keyOf } = useIdempotencyKeys();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = { userId: user.id, holdId: hold.id };
    start(() => release.mutate({ ...input, idempotencyKey: keyOf(input) }));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          {t(
            'The {credits} of this hold become spendable. Work that is still under way can no longer be charged to it.',
            {
              credits,
            },
          )}
        </p>
        <BalanceEffect creditsRemaining={user.account.creditsRemaining} deltaCredits={hold.amountCredits} />
        <DialogFoot
          verb={t('Release hold')}
          color="green"
          leaveLabel={t('Keep hold')}
          error={release.error}
          isPending={release.isPending}
          onClose={form.onClose}
        />
      </Stack>
    </form>
  );
}
