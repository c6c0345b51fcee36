import { notifications } from '@mantine/notifications';

/** Says that something was done. */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'green' });
}
