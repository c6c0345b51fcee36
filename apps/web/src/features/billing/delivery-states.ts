import type { RouterOutputs } from '@scrip/api';

export type DeliveryStatus = RouterOutputs['webhooks']['get']['status'];

export const deliveryLabels: Record<DeliveryStatus, string> = {
  RECEIVED: 'Received',
  WAITING: 'Waiting',
  PROCESSED: 'Processed',
  IGNORED: 'Ignored',
  FAILED: 'Failed',
};

export const deliveryStatuses: DeliveryStatus[] = ['RECEIVED', 'WAITING', 'PROCESSED', 'IGNORED', 'FAILED'];

export const deliveryOptions = deliveryStatuses.map((value) => ({ value, label: deliveryLabels[value] }));

/** The states that an address names; others are left out. */
export function statusesOf(text: string | undefined): DeliveryStatus[] {
  const named = (text ?? '').split(',');
  return deliveryStatuses.filter((status) => named.includes(status));
}
