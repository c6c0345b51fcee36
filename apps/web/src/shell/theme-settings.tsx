import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Panel } from '../components/panel.tsx';
import { t } from '../i18n/t.ts';
import { colorSchemes } from './color-schemes.ts';

/** Kept in this browser. */
export function ThemeSettings() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title={t('Theme')}>
      <div>
        <SegmentedControl
          aria-label={t('Theme')}
          data={colorSchemes.map(({ value, label }) => ({ value, label: t(label) }))}
          value={colorScheme}
          onChange={setColorScheme}
        />
      </div>
    </Panel>
  );
}
