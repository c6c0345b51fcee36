import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Panel } from '../../components/panel.tsx';
import { t } from '../../i18n/t.ts';
import { type ExportFormat, exportAddressOfAll } from '../credits/export-address.ts';
import type { DayRange } from './period.ts';

const formats: { value: ExportFormat; label: string }[] = [
  { value: 'csv', label: 'CSV' },
  { value: 'ndjson', label: 'NDJSON' },
];

/** Admins: every entry behind the figures, to take along. */
export function EntriesOfAll({ range }: { range: DayRange }) {
  return (
    <Panel
      title={t('Entries')}
      actions={
        <Group gap={8}>
          {formats.map(({ value, label }) => (
            <Button
              key={value}
              component="a"
              href={exportAddressOfAll({ from: range.first, to: range.last }, value)}
              download
              variant="default"
              size="compact-sm"
              leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
            >
              {label}
            </Button>
          ))}
        </Group>
      }
    >
      {t(
        'Every entry of every user in these days, the oldest first. Long files start at once and take their time.',
      )}
    </Panel>
  );
}
