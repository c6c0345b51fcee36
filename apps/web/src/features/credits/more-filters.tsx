import { Button, Group, NumberInput, Popover, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { MAX_CREDITS } from '@scrip/api';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/t.ts';
import classes from './history-filters.module.css';
import type { HistorySearch } from './history-search.ts';

type More = Pick<HistorySearch, 'min' | 'max' | 'model' | 'key'>;
type MoreFiltersProps = { search: HistorySearch; onChange: (changed: More) => void };

/** The filters that few need, behind a button that says how many are on. */
export function MoreFilters({ search, onChange }: MoreFiltersProps) {
  const [isOpen, popover] = useDisclosure();
  const { min, max, model, key } = search;
  const count = [min ?? max, model, key].filter((value) => value !== undefined).length;
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => !open && popover.close()}
      position="bottom-start"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          className={classes.more}
          data-active={count > 0}
          onClick={popover.toggle}
          leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.6} aria-hidden />}
        >
          {count === 0 ? t('More') : t('More: {count}', { count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown w={300}>
        {isOpen && (
          <MoreForm
            now={{ min, max, model, key }}
            onApply={(changed) => {
              onChange(changed);
              popover.close();
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

const numberOf = (value: string | number) => (value === '' ? undefined : Number(value));

function MoreForm({ now, onApply }: { now: More; onApply: (changed: More) => void }) {
  const [min, setMin] = useState<string | number>(now.min ?? '');
  const [max, setMax] = useState<string | number>(now.max ?? '');
  const [model, setModel] = useState(now.model ?? '');
  const [key, setKey] = useState(now.key ?? '');
  const isInverted = min !== '' && max !== '' && Number(min) > Number(max);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isInverted) return;
    onApply({
      min: numberOf(min),
      max: numberOf(max),
      model: model.trim() || undefined,
      key: key || undefined,
    });
  };
  const amount = {
    min: 0,
    max: MAX_CREDITS,
    allowDecimal: false,
    allowNegative: false,
    hideControls: true,
    thousandSeparator: ',',
  } as const;
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Stack gap={12}>
        <Group grow gap={8} align="flex-start">
          <NumberInput
            {...amount}
            label={t('At least, credits')}
            value={min}
            onChange={setMin}
            error={isInverted && t('More than the most')}
          />
          <NumberInput {...amount} label={t('At most, credits')} value={max} onChange={setMax} />
        </Group>
        <TextInput
          label={t('Models')}
          description={t('Names with commas between them')}
          maxLength={500}
          value={model}
          onChange={(event) => setModel(event.currentTarget.value)}
        />
        <TextInput
          label={t('Idempotency key')}
          description={t('In full')}
          maxLength={255}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit">{t('Apply')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
