import { Button, NumberInput, Radio, Skeleton, Stack } from '@mantine/core';
import { MAX_CREDITS, type RouterOutputs } from '@scrip/api';
import { type FormEvent, useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './alert-settings.module.css';
import { EmailAlerts } from './email-alerts.tsx';

type Alerts = RouterOutputs['credits']['alerts'];

/** From which balance on it counts as low, and whether an e-mail says so. */
export function AlertSettings() {
  const alerts = trpc.credits.alerts.useQuery();
  return (
    <Panel title={t('Low balance')}>
      {alerts.data ? (
        <Stack gap={24}>
          <ThresholdForm key={String(alerts.data.chosenCredits)} alerts={alerts.data} />
          <EmailAlerts alerts={alerts.data} />
        </Stack>
      ) : alerts.error ? (
        <QueryError
          title={t('Your settings failed to load')}
          error={alerts.error}
          onRetry={() => void alerts.refetch()}
          isRetrying={alerts.isFetching}
        />
      ) : (
        <Skeleton height={220} role="status" aria-label={t('Loading your settings')} />
      )}
    </Panel>
  );
}

function ThresholdForm({ alerts: { chosenCredits, automaticCredits } }: { alerts: Alerts }) {
  const [mode, setMode] = useState(chosenCredits === null ? 'automatic' : 'own');
  const [own, setOwn] = useState<string | number>(chosenCredits ?? automaticCredits ?? 0);
  const utils = trpc.useUtils();
  const save = trpc.credits.setLowThreshold.useMutation({
    onSuccess: () => {
      toastDone(t('The threshold is saved.'));
      return Promise.all([utils.credits.alerts.invalidate(), utils.credits.me.invalidate()]);
    },
  });
  const problem = mode === 'own' && own === '' ? t('Enter a number of credits, 0 or more.') : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem || save.isPending) return;
    save.mutate({ lowThresholdCredits: mode === 'own' ? Number(own) : null });
  };
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Radio.Group
        label={t('The balance is low at')}
        description={t(
          'A notice in the app and, if you like, an e-mail tell you once each time it becomes low.',
        )}
        value={mode}
        onChange={setMode}
      >
        <Stack gap={12} mt={12}>
          <Radio
            value="automatic"
            label={
              automaticCredits === null
                ? t('Automatic')
                : t('Automatic: {credits}', { credits: formatCredits(automaticCredits) })
            }
            description={t('A fifth of what the 30 days up to your newest grant gave')}
          />
          <Radio value="own" label={t('A number of my own')} />
        </Stack>
      </Radio.Group>
      <NumberInput
        className={classes.number}
        aria-label={t('Low at, in credits')}
        suffix={` ${t('credits')}`}
        min={0}
        max={MAX_CREDITS}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        value={own}
        onChange={setOwn}
        disabled={mode !== 'own'}
        error={problem}
      />
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {sentenceOfError(save.error)}
        </p>
      )}
      <div>
        <Button type="submit" loading={save.isPending}>
          {t('Save threshold')}
        </Button>
      </div>
    </form>
  );
}
