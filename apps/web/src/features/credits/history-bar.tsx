import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { t } from '../../i18n/t.ts';
import { exportAddress } from './export-address.ts';
import classes from './history-bar.module.css';
import { HistoryCount } from './history-count.tsx';
import type { HistorySearch } from './history-search.ts';

type HistoryBarProps = { search: HistorySearch; userId?: string };

/** Between the filters and the list: how many there are, and the way to take them along. */
export function HistoryBar({ search, userId }: HistoryBarProps) {
  return (
    <div className={classes.bar}>
      <HistoryCount search={search} userId={userId} />
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
          >
            {t('Export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={exportAddress(search, 'csv', userId)} download>
            {t('CSV, for spreadsheets')}
          </Menu.Item>
          <Menu.Item component="a" href={exportAddress(search, 'ndjson', userId)} download>
            {t('NDJSON, for programs')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
