import { Modal } from '@mantine/core';
import { useState } from 'react';
import dialogClasses from '../../components/dialogs.module.css';
import { t } from '../../i18n/t.ts';
import { ImportForm } from './import-form.tsx';

type ImportDialogProps = { isOpen: boolean; onClose: () => void };

/** Clerk's plans: where to read them, what an import would do, and doing it. */
export function ImportDialog({ isOpen, onClose }: ImportDialogProps) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('Import from Clerk')}
      size={760}
      classNames={{ title: dialogClasses.title }}
      closeOnEscape={!isBusy}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close'), disabled: isBusy }}
      // A <header> in a dialog would be taken for the page's own.
      attributes={{ header: { role: 'none' } }}
    >
      <ImportForm onClose={onClose} onBusy={setBusy} />
    </Modal>
  );
}
