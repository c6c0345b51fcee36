import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { useLastShown } from '../../components/use-last-shown.ts';
import { t } from '../../i18n/t.ts';
import { useCommand } from '../palette/commands.ts';
import { ArchiveFeatureForm } from './archive-feature-form.tsx';
import { EditFeatureForm } from './feature-form.tsx';
import type { AdminFeature } from './price-words.ts';

export function FeatureActions({ feature }: { feature: AdminFeature }) {
  const [open, setOpen] = useState<'edit' | 'archive' | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  const form = { feature, onClose: () => setOpen(null), onBusy: setBusy };
  const archiveTitle = feature.active ? t('Archive feature') : t('Restore feature');
  useCommand('edit-feature', t('Edit {name}', { name: feature.name }), () => setOpen('edit'));
  return (
    <>
      <Button variant="default" onClick={() => setOpen('edit')}>
        {t('Edit')}
      </Button>
      <Button variant="default" onClick={() => setOpen('archive')}>
        {feature.active ? t('Archive') : t('Restore')}
      </Button>
      <ActionDialog
        title={last === 'edit' ? t('Edit feature') : archiveTitle}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={form.onClose}
      >
        {last === 'edit' && <EditFeatureForm {...form} />}
        {last === 'archive' && <ArchiveFeatureForm {...form} />}
      </ActionDialog>
    </>
  );
}
