import { Switch } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { toastDone } from '../../components/toast.tsx';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './alert-settings.module.css';

/** Whether e-mails are sent; takes effect at once. */
export function EmailAlerts({ alerts }: { alerts: RouterOutputs['credits']['alerts'] }) {
  const utils = trpc.useUtils();
  const save = trpc.credits.setEmailAlerts.useMutation({
    onSuccess: (saved) => {
      utils.credits.alerts.setData(undefined, saved);
      toastDone(saved.emailAlerts ? t('E-mails are on.') : t('E-mails are off.'));
    },
  });
  const isOn = save.isPending ? save.variables.emailAlerts : alerts.emailAlerts;
  return (
    <div className={classes.mail}>
      <Switch
        label={t('Tell me by e-mail')}
        description={
          alerts.email
            ? t('To {email}', { email: alerts.email })
            : t('Your account has no e-mail address, so none are sent.')
        }
        checked={isOn}
        disabled={alerts.email === null}
        onChange={(event) => !save.isPending && save.mutate({ emailAlerts: event.currentTarget.checked })}
      />
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {sentenceOfError(save.error)}
        </p>
      )}
    </div>
  );
}
