import classes from '../../components/dialogs.module.css';
import { ReasonForm } from '../../components/reason-form.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { BalanceEffect } from './balance-effect.tsx';
import { type Grant, grantSources } from './grant-words.ts';
import { type AccountForm, useAccountEnds } from './use-account-ends.ts';
import { useIdempotencyKeys } from './use-idempotency-keys.ts';

export function VoidGrantForm({ grant, ...form }: AccountForm & { grant: Grant }) {
  const { user } = form;
  const credits = formatCredits(grant.remainingCredits);
  const { ends, start } = useAccountEnds(t('The grant is void: {credits} taken back.', { credits }), form);
  const change = trpc.accounts.voidGrant.useMutation(ends);
  const { keyOf } = useIdempotencyKeys();
  const isStarted = grant.state !== 'SCHEDULED';
  const submit = (reason: string) => {
    const input = { userId: user.id, grantId: grant.id, reason };
    start(() => change.mutate({ ...input, idempotencyKey: keyOf(input) }));
  };
  return (
    <ReasonForm
      verb={t('Void grant')}
      color="red"
      leaveLabel={t('Keep grant')}
      error={change.error}
      isPending={change.isPending}
      onClose={form.onClose}
      onSubmit={submit}
      reasonText={t('Kept with the entry, where its owner can read it, and in the audit log.')}
    >
      <p className={classes.effect}>
        <strong>{t(grantSources[grant.source])}</strong>:{' '}
        {isStarted
          ? t('{credits} that are left of it are taken back. What was spent of it stays spent.', { credits })
          : t('it does not start: its {credits} never arrive.', {
              credits: formatCredits(grant.amountCredits),
            })}
      </p>
      <BalanceEffect
        creditsRemaining={user.account.creditsRemaining}
        deltaCredits={isStarted ? -grant.remainingCredits : 0}
      />
    </ReasonForm>
  );
}
