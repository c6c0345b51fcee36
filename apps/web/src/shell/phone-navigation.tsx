import { SidePanel } from '../components/side-panel.tsx';
import { Navigation } from './navigation.tsx';
import { Wordmark } from './wordmark.tsx';

type PhoneNavigationProps = { isOpen: boolean; onClose: () => void };

export default function PhoneNavigation({ isOpen, onClose }: PhoneNavigationProps) {
  return (
    <SidePanel
      isOpen={isOpen}
      onClose={onClose}
      title={<Wordmark />}
      closeLabel="Close menu"
      side="left"
      widthPx={264}
    >
      <Navigation onNavigate={onClose} />
    </SidePanel>
  );
}
