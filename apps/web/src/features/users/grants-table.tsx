import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatDate } from '../../format/dates.ts';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { type Grant, type GrantChange, grantSources, grantStates, isLive } from './grant-words.ts';
import classes from './user-page.module.css';

type GrantsTableProps = { grants: Grant[]; onChange: (change: GrantChange, grant: Grant) => void };

export function GrantsTable({ grants, onChange }: GrantsTableProps) {
  return (
    <div className={classes.grants}>
      <DataTable caption={t('Grants, the first to burn first')} maxHeightPx={330} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Source')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Left (credits)')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Granted (credits)')}
            </th>
            <th scope="col">{t('Starts')}</th>
            <th scope="col">{t('Expires')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.id}>
              <th scope="row">{t(grantSources[grant.source])}</th>
              <td>{t(grantStates[grant.state])}</td>
              <td className={tableClasses.number}>{formatNumber(grant.remainingCredits)}</td>
              <td className={tableClasses.number}>{formatNumber(grant.amountCredits)}</td>
              <td>{formatDate(grant.startsAt)}</td>
              <td>{grant.expiresAt ? <TimeText instant={grant.expiresAt} /> : t('Never')}</td>
              <td className={tableClasses.number}>
                {isLive(grant) && <GrantMenu grant={grant} onChange={onChange} />}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function GrantMenu({ grant, onChange }: { grant: Grant; onChange: GrantsTableProps['onChange'] }) {
  const name = t('{source}, {credits} left', {
    source: t(grantSources[grant.source]),
    credits: formatCredits(grant.remainingCredits),
  });
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('Actions for {name}', { name })}>
          <IconDots size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item color="red" onClick={() => onChange('void', grant)}>
          {t('Void…')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
