import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Panel } from '../components/panel.tsx';
import { colorSchemes } from './color-schemes.ts';

const choices = colorSchemes.map(({ value, label }) => ({ value, label }));

/** Kept in this browser. */
export function ThemeSettings() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title="Theme">
      <div>
        <SegmentedControl aria-label="Theme" data={choices} value={colorScheme} onChange={setColorScheme} />
      </div>
    </Panel>
  );
}
