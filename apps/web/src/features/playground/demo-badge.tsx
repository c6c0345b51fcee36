import { t } from '../../i18n/t.ts';
import classes from './demo-badge.module.css';

/** Beside everything that the demo model makes. */
export function DemoBadge() {
  return <span className={classes.badge}>{t('Demo model')}</span>;
}
