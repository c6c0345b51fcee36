import { notifications } from '@mantine/notifications';
import { sentenceOfError } from '../trpc/errors.ts';

/** Says that something was done. */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'green' });
}

/** Says that something failed, with the server's sentence; stays longer. */
export function toastFailed(title: string, error: unknown): void {
  notifications.show({ title, message: sentenceOfError(error), color: 'red', autoClose: 8_000 });
}
