import { Button, Progress, SegmentedControl } from '@mantine/core';
import type { RouterInputs } from '@scrip/api';
import { useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { plural, t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { PreviewResults } from './preview-results.tsx';
import { isSameProposal, type Preview, type Proposal } from './preview-words.ts';
import classes from './previews.module.css';

const POLL_MS = 700;
const periods = [7, 30, 90] as const;
type Days = RouterInputs['previews']['start']['days'];

type PreviewPanelProps = {
  /** Null while it is not complete. */
  proposal: Proposal | null;
  /** The preview that the address names. */
  previewId: string | undefined;
  onPreview: (id: string) => void;
};

/** What proposed prices and plan credits would have meant for what users really did. */
export function PreviewPanel({ proposal, previewId, onPreview }: PreviewPanelProps) {
  const [days, setDays] = useState<Days>(30);
  const utils = trpc.useUtils();
  const start = trpc.previews.start.useMutation({
    onSuccess: (preview) => {
      utils.previews.get.setData({ id: preview.id }, preview);
      onPreview(preview.id);
    },
  });
  const preview = trpc.previews.get.useQuery(
    { id: previewId ?? '' },
    {
      enabled: previewId !== undefined,
      refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_MS : false),
    },
  );
  return (
    <Panel
      title={t('Effect')}
      actions={
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label={t('How far back')}
            data={periods.map((count) => ({
              value: String(count),
              label: plural(count, '{count} day', '{count} days'),
            }))}
            value={String(days)}
            onChange={(value) => setDays(periods.find((count) => String(count) === value) ?? 30)}
          />
          <Button
            size="compact-sm"
            disabled={proposal === null || (preview.data !== undefined && isUnderWay(preview.data))}
            loading={start.isPending}
            onClick={() => proposal && start.mutate({ days, ...proposal, replaces: previewId })}
          >
            {t('Show the effect')}
          </Button>
        </div>
      }
    >
      {start.error && (
        <p role="alert" className={classes.note}>
          {sentenceOfError(start.error)}
        </p>
      )}
      {previewId === undefined ? (
        <p className={classes.note}>
          {t(
            'Applies the proposal to the real entries of these days: what each feature would have brought, who would have run out and when, and who would have paid more or less. Nothing is changed.',
          )}
        </p>
      ) : preview.data ? (
        <PreviewState
          preview={preview.data}
          isOther={proposal !== null && !isSameProposal(proposal, preview.data.proposal)}
        />
      ) : (
        <p role="status" className={classes.note}>
          {preview.error ? sentenceOfError(preview.error) : t('Loading the effect')}
        </p>
      )}
    </Panel>
  );
}

function isUnderWay({ status }: Preview): boolean {
  return status === 'queued' || status === 'running';
}

function PreviewState({ preview, isOther }: { preview: Preview; isOther: boolean }) {
  if (isUnderWay(preview)) return <Under preview={preview} />;
  if (preview.status === 'cancelled') return <p className={classes.note}>{t('You have cancelled it.')}</p>;
  if (preview.status === 'failed' || !preview.result) {
    return (
      <p role="alert" className={classes.note}>
        {t('It failed: {reason}', { reason: preview.error ?? '–' })}
      </p>
    );
  }
  return (
    <>
      {isOther && (
        <p role="status" className={classes.other}>
          {t('This is the effect of what was proposed before your last change. Show the effect again.')}
        </p>
      )}
      <PreviewResults preview={preview} result={preview.result} />
    </>
  );
}

function Under({ preview }: { preview: Preview }) {
  const utils = trpc.useUtils();
  const cancel = trpc.previews.cancel.useMutation({
    onSuccess: (cancelled) => utils.previews.get.setData({ id: cancelled.id }, cancelled),
  });
  const share = preview.usersTotal === 0 ? 0 : (100 * preview.usersDone) / preview.usersTotal;
  return (
    <div className={classes.progress}>
      <Progress value={share} aria-label={t('Progress')} animated />
      <p role="status" className={classes.note}>
        {preview.usersTotal === 0
          ? t('It is about to start.')
          : t('{done} of {total} users, {entries} entries', {
              done: preview.usersDone,
              total: preview.usersTotal,
              entries: preview.entriesDone,
            })}
      </p>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => cancel.mutate({ id: preview.id })}
        loading={cancel.isPending}
      >
        {t('Stop')}
      </Button>
    </div>
  );
}
