import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { t } from '../../i18n/t.ts';
import type { ExportFormat } from './export-address.ts';

type ExportMenuProps = {
  /** Null where the filter cannot be exported yet. */
  addressOf: ((format: ExportFormat) => string) | null;
};

/** The ways to take a whole filter along. */
export function ExportMenu({ addressOf }: ExportMenuProps) {
  return (
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
        {addressOf ? (
          <>
            <Menu.Item component="a" href={addressOf('csv')} download>
              {t('CSV, for spreadsheets')}
            </Menu.Item>
            <Menu.Item component="a" href={addressOf('ndjson')} download>
              {t('NDJSON, for programs')}
            </Menu.Item>
          </>
        ) : (
          <Menu.Label>{t('Choose the dates first.')}</Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
