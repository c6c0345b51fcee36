import { Button, Checkbox, Popover, ScrollArea } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import classes from './filter-menu.module.css';

type FilterMenuProps<Value extends string> = {
  /** What is filtered: "Kind". */
  label: string;
  options: readonly { value: Value; label: string }[];
  /** Nothing chosen means everything. */
  value: readonly string[];
  onChange: (value: Value[]) => void;
};

/** A button that opens a list of checkboxes; it says what is chosen. */
export function FilterMenu<Value extends string>({
  label,
  options,
  value,
  onChange,
}: FilterMenuProps<Value>) {
  const chosen = options.filter((option) => value.includes(option.value));
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.button}
          data-active={chosen.length > 0}
          rightSection={<IconChevronDown size={14} stroke={1.6} aria-hidden />}
        >
          {chosen.length === 0 ? label : `${label}: ${summaryOf(chosen.map((option) => option.label))}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={label}>
        <ScrollArea.Autosize mah={320} type="auto">
          <Checkbox.Group
            aria-label={label}
            value={chosen.map((option) => option.value)}
            onChange={(next) =>
              onChange(options.map((option) => option.value).filter((it) => next.includes(it)))
            }
          >
            {options.map((option) => (
              <Checkbox
                key={option.value}
                value={option.value}
                label={option.label}
                size="xs"
                classNames={{ root: classes.option, body: classes.body, label: classes.label }}
              />
            ))}
          </Checkbox.Group>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function summaryOf([first = '', ...others]: string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`;
}
