import { t } from '../../i18n/t.ts';
import classes from './plans-admin.module.css';

export function PlanState({ isOffered }: { isOffered: boolean }) {
  return (
    <span className={classes.state} data-offered={isOffered}>
      <span className={classes.dot} aria-hidden="true" />
      {isOffered ? t('Offered') : t('Archived')}
    </span>
  );
}
