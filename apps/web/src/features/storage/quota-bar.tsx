import { Progress } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { formatDayAndYear } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { formatBytes } from './file-words.ts';
import classes from './files.module.css';
import type { Use } from './use-files.ts';

/** How much of the quota is used, and what stops uploads. */
export function QuotaBar({ use }: { use: Use }) {
  const { usedBytes, quotaBytes, usedFiles, quotaFiles, unpaidDay } = use;
  const share = Math.max(usedBytes / quotaBytes, usedFiles / quotaFiles) * 100;
  const text = t('{bytes} of {quota}, {files} of {most} files', {
    bytes: formatBytes(usedBytes),
    quota: formatBytes(quotaBytes),
    files: usedFiles,
    most: quotaFiles,
  });
  return (
    <>
      {unpaidDay && (
        <Notice tone="warning" title={t('Uploads wait for credits')}>
          {t(
            'Storage of {day} could not be paid. Your files stay; new ones are taken when you have credits.',
            {
              day: formatDayAndYear(unpaidDay),
            },
          )}
        </Notice>
      )}
      <div className={classes.quota}>
        <Progress
          value={share}
          size="sm"
          color={share >= 90 ? 'red' : 'green'}
          aria-label={t('Storage used')}
        />
        <span className={classes.muted}>{text}</span>
      </div>
    </>
  );
}
