import { Tooltip } from '@mantine/core';
import { formatDateTime, formatExact, formatRelative } from '../format/dates.ts';
import { useNow } from './use-now.ts';

type TimeTextProps = {
  instant: string;
  /** "3 minutes ago" with the exact time in a tooltip, or the date and time. */
  mode?: 'relative' | 'absolute';
};

export function TimeText({ instant, mode = 'absolute' }: TimeTextProps) {
  const now = useNow();
  return (
    <Tooltip
      label={mode === 'relative' ? formatExact(instant) : formatRelative(instant, now)}
      openDelay={400}
    >
      <time dateTime={instant}>
        {mode === 'relative' ? formatRelative(instant, now) : formatDateTime(instant)}
      </time>
    </Tooltip>
  );
}
