import { NativeSelect, SegmentedControl, Skeleton, Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import { EmptyState } from '../../components/empty-state.tsx';
import { checkReason } from '../../components/reason.ts';
import { ReasonField } from '../../components/reason-field.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { AdminPlan } from '../plans/use-plans.ts';
import { type ManualForm, useManualEnds } from './use-manual-ends.ts';

/** Puts a user on a plan that Clerk does not bill. */
export function StartManualForm(form: ManualForm) {
  const plans = trpc.plans.listAll.useQuery().data;
  if (!plans) return <Skeleton height={200} role="status" aria-label={t('Loading the plans')} />;
  const manual = plans.filter(({ billingSource, active }) => billingSource === 'manual' && active);
  const [first] = manual;
  if (!first) {
    return (
      <EmptyState
        headingLevel={3}
        title={t('No plan is billed manually')}
        text={t('Create one under Plans: what Clerk bills cannot be given by hand.')}
      />
    );
  }
  return <StartForm {...form} plans={manual} first={first.id} />;
}

const periods = [
  { value: 'month', label: 'By the month' },
  { value: 'annual', label: 'By the year' },
] as const;

/** As a date field writes it, where the admin is. */
function tomorrow(): string {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

type StartFormProps = ManualForm & { plans: AdminPlan[]; first: string };

function StartForm({ plans, first, ...form }: StartFormProps) {
  const change = useManualEnds(t('The plan has begun.'), form);
  const manual = trpc.subscriptions.startManual.useMutation(change.ends);
  const [planId, setPlanId] = useState(first);
  const [period, setPeriod] = useState<'month' | 'annual'>('month');
  const [startDay, setStartDay] = useState('');
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reasonInput = useRef<HTMLInputElement>(null);
  const reasonError = checkReason(reason);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (reasonError) return reasonInput.current?.focus();
    const input = { userId: form.userId, planId, period, reason: reason.trim() };
    // Midnight where the admin is.
    const begins = startDay ? { startsAt: new Date(`${startDay}T00:00`) } : {};
    change.start(() => manual.mutate({ ...input, ...begins }));
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          {t(
            'It renews by itself until it is canceled. Another manual plan of this user ends when this begins now.',
          )}
        </p>
        <NativeSelect
          label={t('Plan')}
          data-autofocus
          data={plans.map(({ id, name }) => ({ value: id, label: name }))}
          value={planId}
          onChange={({ currentTarget }) => setPlanId(currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t('Renews')}
          data={periods.map(({ value, label }) => ({ value, label: t(label) }))}
          value={period}
          onChange={setPeriod}
        />
        <TextInput
          type="date"
          label={t('Begins on')}
          description={t('Empty: now')}
          min={tomorrow()}
          value={startDay}
          onChange={({ currentTarget }) => setStartDay(currentTarget.value)}
        />
        <ReasonField
          ref={reasonInput}
          description={t('Kept in the audit log.')}
          value={reason}
          onChange={setReason}
          error={isChecked ? reasonError : null}
        />
        <DialogFoot
          verb={t('Start plan')}
          color="green"
          error={manual.error}
          isPending={manual.isPending}
          onClose={form.onClose}
        />
      </Stack>
    </form>
  );
}
