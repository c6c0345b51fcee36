import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { DataTable } from '../../components/data-table.tsx';
import classes from '../../components/dialogs.module.css';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { ReasonForm } from '../../components/reason-form.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { useLastShown } from '../../components/use-last-shown.ts';
import { formatDateTime } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type AdminFeature, describePrice } from './price-words.ts';
import { useFeatureChanged } from './use-feature-changed.ts';

type Scheduled = AdminFeature['scheduled'][number];

/** Prices to come. */
export function ScheduledPrices({ feature }: { feature: AdminFeature }) {
  const [open, setOpen] = useState<Scheduled | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  const form = { onClose: () => setOpen(null), onBusy: setBusy };
  return (
    <Panel title={t('Scheduled prices')}>
      <div className={listClasses.table}>
        <DataTable caption={t('Scheduled prices, the next first')}>
          <thead>
            <tr>
              <th scope="col">{t('Price')}</th>
              <th scope="col">{t('From')}</th>
              <th scope="col">{t('Reason')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {feature.scheduled.map((scheduled) => (
              <tr key={scheduled.id}>
                <th scope="row">{describePrice(scheduled.price ?? feature.defaultPrice, feature.unit)}</th>
                <td>
                  <TimeText instant={scheduled.effectiveFrom} />
                </td>
                <td>
                  <span className={listClasses.long}>{scheduled.reason}</span>
                </td>
                <td>
                  <Button size="compact-xs" variant="subtle" color="red" onClick={() => setOpen(scheduled)}>
                    {t('Cancel this price')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ActionDialog
        title={t('Cancel scheduled price')}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={form.onClose}
      >
        {last && <CancelForm {...form} feature={feature} scheduled={last} />}
      </ActionDialog>
    </Panel>
  );
}

type CancelFormProps = FormEnds & { feature: AdminFeature; scheduled: Scheduled };

function CancelForm({ feature, scheduled, ...form }: CancelFormProps) {
  const changed = useFeatureChanged();
  const { ends, start } = useFormEnds(t('The scheduled price is cancelled.'), form, changed);
  const cancel = trpc.features.cancelScheduledPrice.useMutation(ends);
  return (
    <ReasonForm
      verb={t('Cancel this price')}
      color="red"
      leaveLabel={t('Keep it')}
      error={cancel.error}
      isPending={cancel.isPending}
      onClose={form.onClose}
      onSubmit={(reason) => start(() => cancel.mutate({ id: scheduled.id, reason }))}
    >
      <p className={classes.effect}>
        {t('From {date} on it goes on costing what it costs now: {price}.', {
          date: formatDateTime(scheduled.effectiveFrom),
          price: describePrice(feature.price, feature.unit),
        })}
      </p>
    </ReasonForm>
  );
}
