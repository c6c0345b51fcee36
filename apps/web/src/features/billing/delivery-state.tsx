import { t } from '../../i18n/t.ts';
import classes from '../system/system.module.css';
import { type DeliveryStatus, deliveryLabels } from './delivery-states.ts';

const tones: Partial<Record<DeliveryStatus, string | undefined>> = {
  FAILED: classes.bad,
  WAITING: classes.warn,
  IGNORED: classes.muted,
};

export function DeliveryState({ status }: { status: DeliveryStatus }) {
  return <span className={tones[status]}>{t(deliveryLabels[status])}</span>;
}
