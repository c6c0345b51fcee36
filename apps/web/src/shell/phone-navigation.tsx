import { SidePanel } from '../components/side-panel.tsx';
import { t } from '../i18n/t.ts';
import { Navigation } from './navigation.tsx';
import { Wordmark } from './wordmark.tsx';

type PhoneNavigationProps = {
  isOpen: boolean;
  /** Also gives the focus back: a drawer that is mounted open does not know where to. */
  onClose: () => void;
};

export default function PhoneNavigation({ isOpen, onClose }: PhoneNavigationProps) {
  return (
    <SidePanel
      isOpen={isOpen}
      onClose={onClose}
      returnsFocus={false}
      title={<Wordmark />}
      closeLabel={t('Close menu')}
      side="left"
      widthPx={264}
    >
      <Navigation onNavigate={onClose} />
    </SidePanel>
  );
}
