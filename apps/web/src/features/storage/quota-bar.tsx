import { Progress } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { formatBytes } from './file-words.ts';
import classes from './files.module.css';
import type { Use } from './use-files.ts';

/** How much of the quota is used, and what stops uploads. */
export function QuotaBar({ use }: { use: Use }) {
  const { usedBytes, quotaBytes, usedFiles, quotaFiles, unpaidDay } = use;
  const share = Math.max(usedBytes / quotaBytes, usedFiles / quotaFiles) * 100;
  const text = `${formatBytes(usedBytes)} of ${formatBytes(quotaBytes)}, ${formatNumber(usedFiles)} of ${formatNumber(quotaFiles)} files`;
  return (
    <>
      {unpaidDay && (
        <Notice tone="warning" title="Uploads wait for credits">
          Storage of {unpaidDay} could not be paid. Your files stay; new ones are taken when you have credits.
        </Notice>
      )}
      <div className={classes.quota}>
        <Progress value={share} size="sm" color={share >= 90 ? 'red' : 'green'} aria-label="Storage used" />
        <span className={classes.muted}>{text}</span>
      </div>
    </>
  );
}
