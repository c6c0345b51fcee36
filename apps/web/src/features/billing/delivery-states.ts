import type { RouterOutputs } from '@scrip/api';
import type { PlainText } from '../../i18n/t.ts';

export type DeliveryStatus = RouterOutputs['webhooks']['get']['status'];

export const deliveryLabels: Record<DeliveryStatus, PlainText> = {
  RECEIVED: 'Received',
  WAITING: 'Waiting',
  PROCESSED: 'Processed',
  IGNORED: 'Ignored',
  FAILED: 'Failed',
};

export const deliveryStatuses: DeliveryStatus[] = ['RECEIVED', 'WAITING', 'PROCESSED', 'IGNORED', 'FAILED'];

/** The states that an address names; others are left out. */
export function statusesOf(text: string | undefined): DeliveryStatus[] {
  const named = (text ?? '').split(',');
  return deliveryStatuses.filter((status) => named.includes(status));
}
