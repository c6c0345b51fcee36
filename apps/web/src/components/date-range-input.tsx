import '@mantine/dates/styles.layer.css';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import classes from './date-range-input.module.css';

type DateRangeInputProps = {
  placeholder: string;
  /** Days, both included; half a range while the second is being chosen. */
  value: { from: string | undefined; to: string | undefined };
  onChange: (value: { from: string | undefined; to: string | undefined }) => void;
};

/** Two days of a calendar, up to today. */
export function DateRangeInput({ placeholder, value, onChange }: DateRangeInputProps) {
  return (
    <DatePickerInput
      type="range"
      allowSingleDateInRange
      clearable
      weekendDays={[]}
      placeholder={placeholder}
      aria-label={placeholder}
      valueFormat="D MMM YYYY"
      leftSection={<IconCalendar size={16} stroke={1.6} aria-hidden />}
      className={classes.dates}
      maxDate={new Date()}
      value={[value.from ?? null, value.to ?? null]}
      onChange={([from, to]) => onChange({ from: from ?? undefined, to: to ?? undefined })}
    />
  );
}
