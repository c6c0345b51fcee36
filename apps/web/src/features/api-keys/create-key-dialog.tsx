import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { t } from '../../i18n/t.ts';
import { KeyForm } from './key-form.tsx';
import type { KeyReach } from './key-search.ts';
import { NewSecret } from './new-secret.tsx';

type CreateKeyDialogProps = { reach: KeyReach; isOpen: boolean; onClose: () => void };

export function CreateKeyDialog({ reach, isOpen, onClose }: CreateKeyDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onClose();
  };
  return (
    <ActionDialog
      title={secret === null ? t('New API key') : t('The key is made')}
      isOpen={isOpen}
      isBusy={isBusy || secret !== null}
      onClose={close}
    >
      {secret === null ? (
        <KeyForm
          reach={reach}
          onCreated={(made) => setSecret(made.secret)}
          onBusy={setBusy}
          onClose={close}
        />
      ) : (
        <NewSecret secret={secret} onClose={close} />
      )}
    </ActionDialog>
  );
}
