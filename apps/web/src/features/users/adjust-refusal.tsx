import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from '../../components/dialogs.module.css';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import type { AdjustProblem } from './adjust-problem.ts';

type AdjustRefusalProps = { problem: AdjustProblem; onReload: () => Promise<void>; isReloading: boolean };

/** Why an adjustment was not booked, unless the field says it; and the way to the balance as it is by now. */
export function AdjustRefusal({ problem, onReload, isReloading }: AdjustRefusalProps) {
  const [failure, setFailure] = useState<string | null>(null);
  if (problem.field && !problem.isStale) return null;
  const reload = () => {
    setFailure(null);
    onReload().catch((error: unknown) => setFailure(sentenceOfError(error)));
  };
  return (
    <div role="alert" className={classes.refusal}>
      <p className={classes.sentence}>
        {problem.field ? t('The balance shown here may be out of date.') : problem.message}
      </p>
      {failure && <p className={classes.sentence}>{failure}</p>}
      {problem.isStale && (
        <Button size="compact-sm" variant="default" onClick={reload} loading={isReloading}>
          {t('Reload the balance')}
        </Button>
      )}
    </div>
  );
}
