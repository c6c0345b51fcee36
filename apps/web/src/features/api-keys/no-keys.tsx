import { Button } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { t } from '../../i18n/t.ts';
import type { KeysSearch } from './key-search.ts';

type NoKeysProps = { search: KeysSearch; onReset: () => void; onCreate: () => void };

/** Instead of the list: there is no key, or none that the filters let through. */
export function NoKeys({ search, onReset, onCreate }: NoKeysProps) {
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return isFiltered ? (
    <EmptyState
      title={t('No key matches')}
      text={t('Nothing fits these filters.')}
      action={<Button onClick={onReset}>{t('Reset the filters')}</Button>}
    />
  ) : (
    <EmptyState
      title={t('No keys yet')}
      text={t(
        'With a key, a program calls Scrip without anybody being signed in. Each is listed here with what it may do and what it has spent.',
      )}
      action={<Button onClick={onCreate}>{t('Create a key')}</Button>}
    />
  );
}
