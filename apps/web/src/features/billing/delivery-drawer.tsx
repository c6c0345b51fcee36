import { Button, Group, Skeleton } from '@mantine/core';
import { Fragment, useState } from 'react';
import { CodeBlock } from '../../components/code-block.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { IdText } from '../../components/id-text.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { toastDone } from '../../components/toast.tsx';
import { t } from '../../i18n/t.ts';
import { hasDomainCode, sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from '../system/system.module.css';
import { DeliveryState } from './delivery-state.tsx';

const REFRESH_MS = 5_000;

type DeliveryDrawerProps = { id: string | undefined; onClose: () => void };

/** One delivery with what came, beside the list. */
export function DeliveryDrawer({ id, onClose }: DeliveryDrawerProps) {
  // While the drawer slides out it still shows what it showed.
  const [shownId, setShownId] = useState(id);
  if (id && id !== shownId) setShownId(id);
  return (
    <SidePanel
      isOpen={id !== undefined}
      onClose={onClose}
      title={t('Delivery')}
      closeLabel={t('Close the delivery')}
      side="right"
      widthPx={560}
    >
      {shownId && <Delivery id={shownId} />}
    </SidePanel>
  );
}

function Delivery({ id }: { id: string }) {
  const { data, error, refetch, isFetching } = trpc.webhooks.get.useQuery(
    { id },
    { refetchInterval: REFRESH_MS },
  );
  if (hasDomainCode(error, 'NOT_FOUND')) {
    return <EmptyState title={t('There is no such delivery')} text={t('The address may be mistyped.')} />;
  }
  if (!data) {
    if (!error) return <Skeleton height={280} role="status" aria-label={t('Loading the delivery')} />;
    return (
      <QueryError
        title={t('This delivery failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  const times = [
    ['Occurred', data.occurredAt],
    ['Received', data.receivedAt],
    ['Processed', data.processedAt],
  ] as const;
  return (
    <>
      <h2 className={classes.subject}>{data.type}</h2>
      <dl className={classes.facts}>
        <dt>{t('State')}</dt>
        <dd>
          <DeliveryState status={data.status} />
        </dd>
        <dt>{t('Attempts')}</dt>
        <dd>{data.attempts}</dd>
        {times.map(
          ([label, instant]) =>
            instant && (
              <Fragment key={label}>
                <dt>{t(label)}</dt>
                <dd>
                  <TimeText instant={instant} />
                </dd>
              </Fragment>
            ),
        )}
        {data.waitingFor && (
          <>
            <dt>{t('Waits for')}</dt>
            <dd>{data.waitingFor}</dd>
          </>
        )}
        <dt>{t('Delivery id')}</dt>
        <dd>
          <IdText value={data.id} label={t('delivery id')} />
        </dd>
      </dl>
      {data.error && <CodeBlock title={t('Note')} text={data.error} />}
      <Replay id={id} />
      <CodeBlock title={t('Payload')} text={JSON.stringify(data.payload, null, 2)} />
    </>
  );
}

function Replay({ id }: { id: string }) {
  const { webhooks } = trpc.useUtils();
  const { mutate, isPending, error } = trpc.webhooks.replay.useMutation({
    onSuccess: () => toastDone(t('The delivery is worked on again.')),
    onSettled: () => void webhooks.invalidate(),
  });
  return (
    <Group gap="xs" mb="md">
      <Button variant="default" onClick={() => mutate({ id })} loading={isPending}>
        {t('Replay')}
      </Button>
      {error && <span role="alert">{sentenceOfError(error)}</span>}
    </Group>
  );
}
