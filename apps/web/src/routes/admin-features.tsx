import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionDialog } from '../components/action-dialog.tsx';
import { LinkButton } from '../components/link-button.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { useCommand } from '../features/palette/commands.ts';
import { NewFeatureForm } from '../features/settings/feature-form.tsx';
import { FeaturesList } from '../features/settings/features-list.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/admin/features');

export function AdminFeaturesScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const close = () => setOpen(false);
  useCommand('new-feature', t('Create a feature'), () => setOpen(true));
  return (
    <>
      <PageHeader
        title={t('Features')}
        text={t('What costs credits, and how much.')}
        actions={
          <>
            <LinkButton to="/admin/preview" variant="default">
              {t('Preview changes')}
            </LinkButton>
            <Button onClick={() => setOpen(true)}>{t('Create feature')}</Button>
          </>
        }
      />
      <FeaturesList
        search={search}
        onFilter={(filter) => void navigate({ search: filter, replace: true, resetScroll: false })}
      />
      <ActionDialog title={t('Create feature')} isOpen={isOpen} isBusy={isBusy} onClose={close}>
        <NewFeatureForm onClose={close} onBusy={setBusy} />
      </ActionDialog>
    </>
  );
}
