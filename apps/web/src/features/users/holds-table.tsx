import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import classes from './user-page.module.css';

export type Hold = RouterOutputs['accounts']['holds']['items'][number];

const states = {
  OPEN: 'Open',
  CAPTURED: 'Captured',
  RELEASED: 'Released',
  EXPIRED: 'Expired',
} as const satisfies Record<Hold['status'], PlainText>;

export function HoldsTable({ holds, onRelease }: { holds: Hold[]; onRelease: (hold: Hold) => void }) {
  return (
    <div className={classes.grants}>
      <DataTable caption={t('Holds, newest first')} maxHeightPx={330} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Feature')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Held (credits)')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Captured (credits)')}
            </th>
            <th scope="col">{t('Made')}</th>
            <th scope="col">{t('Ends')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {holds.map((hold) => (
            <tr key={hold.id}>
              <th scope="row">
                <FeatureMark featureKey={hold.featureKey} />
              </th>
              <td>{t(states[hold.status])}</td>
              <td className={tableClasses.number}>{formatNumber(hold.amountCredits)}</td>
              <td className={tableClasses.number}>
                {hold.status === 'CAPTURED' ? formatNumber(hold.capturedCredits) : '–'}
              </td>
              <td>
                <TimeText instant={hold.createdAt} />
              </td>
              <td>
                <TimeText instant={hold.endedAt ?? hold.expiresAt} />
              </td>
              <td>
                {hold.status === 'OPEN' && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => onRelease(hold)}
                    aria-label={t('Release {credits}', { credits: formatCredits(hold.amountCredits) })}
                  >
                    {t('Release')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
