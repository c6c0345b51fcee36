import { Button, Group } from '@mantine/core';
import dialogClasses from '../../components/dialogs.module.css';
import { t } from '../../i18n/t.ts';
import { describeFeatureChanges } from './feature-changes.ts';
import classes from './features.module.css';
import type { AdminFeature } from './price-words.ts';

type ConflictNoticeProps = {
  /** The feature that the form was filled from. */
  seen: AdminFeature;
  current: AdminFeature;
  onKeep: () => void;
  onTake: () => void;
};

/** Says what another admin has changed since this form was opened; nothing is overwritten before that was read. */
export function ConflictNotice({ seen, current, onKeep, onTake }: ConflictNoticeProps) {
  if (seen.version === current.version) return null;
  const changes = describeFeatureChanges(seen, current);
  return (
    <div role="alert" className={dialogClasses.refusal}>
      <div className={dialogClasses.sentence}>
        <strong>{t('Another admin has changed this feature meanwhile.')}</strong>
        <ul className={classes.changes}>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      </div>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onTake}>
          {t('Start again from theirs')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          {t('I have read it, keep mine')}
        </Button>
      </Group>
    </div>
  );
}
