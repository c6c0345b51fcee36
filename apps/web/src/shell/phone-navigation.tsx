import { Drawer } from '@mantine/core';
import { Navigation } from './navigation.tsx';
import { Wordmark } from './wordmark.tsx';

type PhoneNavigationProps = { isOpen: boolean; onClose: () => void };

export default function PhoneNavigation({ isOpen, onClose }: PhoneNavigationProps) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={264}
      title={<Wordmark />}
      closeButtonProps={{ 'aria-label': 'Close menu' }}
    >
      <Navigation onNavigate={onClose} />
    </Drawer>
  );
}
