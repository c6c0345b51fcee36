import { Kbd, Modal } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import classes from './shortcuts.module.css';

type ShortcutHelpProps = { isMac: boolean; onClose: () => void };

export default function ShortcutHelp({ isMac, onClose }: ShortcutHelpProps) {
  const shortcuts = [
    { keys: isMac ? ['⌘', 'K'] : ['Ctrl', 'K'], does: t('Go to a page, a user or a plan, or do something') },
    { keys: ['/'], does: t('Search the list on screen') },
    { keys: ['j'], does: t('Next row') },
    { keys: ['k'], does: t('Previous row') },
    { keys: ['Enter'], does: t('Open the row') },
    { keys: ['Esc'], does: t('Close what is open') },
    { keys: ['?'], does: t('Show these keys') },
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('Keyboard')}
      size={420}
      closeButtonProps={{ 'aria-label': t('Close') }}
      attributes={{ header: { role: 'none' } }}
    >
      <table className={classes.help}>
        <tbody>
          {shortcuts.map(({ keys, does }) => (
            <tr key={does}>
              <th scope="row">{does}</th>
              <td>
                {keys.map((key) => (
                  <Kbd key={key} ml={4}>
                    {key}
                  </Kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
