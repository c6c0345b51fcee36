import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './dialogs.module.css';

type ActionDialogProps = {
  title: string;
  isOpen: boolean;
  /** While the action is under way the dialog stays: its end must be seen. */
  isBusy: boolean;
  onClose: () => void;
  children: ReactNode;
};

export function ActionDialog({ title, isOpen, isBusy, onClose, children }: ActionDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={460}
      classNames={{ title: classes.title }}
      closeOnEscape={!isBusy}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close', disabled: isBusy }}
      // A <header> in a dialog would be taken for the page's own.
      attributes={{ header: { role: 'none' } }}
    >
      {children}
    </Modal>
  );
}
