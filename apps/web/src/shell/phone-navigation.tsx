import { Drawer } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Navigation } from './navigation.tsx';
import { Wordmark } from './wordmark.tsx';

type PhoneNavigationProps = { isOpen: boolean; onClose: () => void };

export default function PhoneNavigation({ isOpen, onClose }: PhoneNavigationProps) {
  // Loaded when it is first opened; a drawer that is mounted open does not know where to give the focus back to.
  const [isShown, setIsShown] = useState(false);
  useEffect(() => setIsShown(isOpen), [isOpen]);
  return (
    <Drawer
      opened={isShown}
      onClose={onClose}
      size={264}
      title={<Wordmark />}
      closeButtonProps={{ 'aria-label': 'Close menu' }}
    >
      <Navigation onNavigate={onClose} />
    </Drawer>
  );
}
