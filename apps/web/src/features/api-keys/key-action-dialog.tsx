import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { t } from '../../i18n/t.ts';
import type { KeyAction, KeyReach } from './key-search.ts';
import { NewSecret } from './new-secret.tsx';
import { RevokeForm } from './revoke-form.tsx';
import { RotateForm } from './rotate-form.tsx';

type KeyActionDialogProps = { reach: KeyReach; action: KeyAction | null; onClose: () => void };

/** Rotates or revokes one key. */
export function KeyActionDialog({ reach, action, onClose }: KeyActionDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  // While the dialog fades out it still shows what it showed.
  const [shown, setShown] = useState(action);
  if (action && action !== shown) setShown(action);
  const close = () => {
    setSecret(null);
    onClose();
  };
  const form = { reach, onClose: close, onBusy: setBusy };
  return (
    <ActionDialog
      title={shown?.verb === 'revoke' ? t('Revoke the key') : t('Rotate the key')}
      isOpen={action !== null}
      isBusy={isBusy || secret !== null}
      onClose={close}
    >
      {secret !== null && <NewSecret secret={secret} onClose={close} />}
      {secret === null && shown?.verb === 'rotate' && (
        <RotateForm {...form} apiKey={shown.key} onRotated={(made) => setSecret(made.secret)} />
      )}
      {shown?.verb === 'revoke' && <RevokeForm {...form} apiKey={shown.key} />}
    </ActionDialog>
  );
}
