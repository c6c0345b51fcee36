import { Button, Group, SegmentedControl, Stack, Switch, Textarea } from '@mantine/core';
import dialogClasses from '../../components/dialogs.module.css';
import { plural, t } from '../../i18n/t.ts';
import { ImportPreview } from './import-preview.tsx';
import { ImportProblem } from './import-problem.tsx';
import { useImport } from './use-import.ts';

const sources: { value: 'clerk' | 'paste'; label: string }[] = [
  { value: 'clerk', label: 'Ask Clerk' },
  { value: 'paste', label: 'Paste JSON' },
] as const;

type ImportFormProps = { onClose: () => void; onBusy: (isBusy: boolean) => void };

export function ImportForm({ onClose, onBusy }: ImportFormProps) {
  const form = useImport(onClose, onBusy);
  const { draft, change, preview, application } = form;
  const due =
    preview.data?.items.filter(({ outcome }) => outcome === 'create' || outcome === 'change').length ?? 0;
  return (
    <Stack gap="md" className={dialogClasses.form}>
      <SegmentedControl
        fullWidth
        aria-label={t('Where the plans come from')}
        data={sources}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
      />
      {draft.kind === 'paste' && (
        <Textarea
          label={t('Plan list of Clerk, as JSON')}
          description={t('What GET /v1/billing/plans answers, or the list in it.')}
          autosize
          minRows={6}
          maxRows={14}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
          value={draft.json}
          onChange={(event) => change({ json: event.currentTarget.value })}
        />
      )}
      <Switch
        label={t('Prices only')}
        description={t('Changes what the plans here cost, and creates none.')}
        checked={draft.scope === 'prices'}
        onChange={(event) => change({ scope: event.currentTarget.checked ? 'prices' : 'plans' })}
      />
      {preview.error && <ImportProblem error={preview.error} />}
      {preview.data && <ImportPreview form={form} preview={preview.data} />}
      {application.error && <ImportProblem error={application.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={application.isPending}>
          {preview.data && due === 0 ? t('Close') : t('Cancel')}
        </Button>
        {due > 0 && !form.isStale ? (
          <Button onClick={form.apply} loading={application.isPending}>
            {plural(due, 'Apply to {count} plan', 'Apply to {count} plans')}
          </Button>
        ) : (
          <Button onClick={form.look} loading={preview.isPending}>
            {preview.data ? t('Preview again') : t('Preview')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
