import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { PageHeader } from '../../components/page-header.tsx';
import { type PlainText, t } from '../../i18n/t.ts';
import classes from './api-keys.module.css';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyList } from './key-list.tsx';
import type { KeyReach, KeysSearch } from './key-search.ts';
import { KeyTools } from './key-tools.tsx';
import { NoKeys } from './no-keys.tsx';

const texts: Record<KeyReach, PlainText> = {
  own: 'For programs that spend your credits.',
  any: 'The keys of apps, which act for any user, and of every user.',
};

type ApiKeysProps = {
  reach: KeyReach;
  search: KeysSearch;
  onSearch: (changed: Partial<KeysSearch>) => void;
};

export function ApiKeys({ reach, search, onSearch }: ApiKeysProps) {
  const [isCreating, dialog] = useDisclosure();
  return (
    <>
      <PageHeader
        title={t('API keys')}
        text={t(texts[reach])}
        actions={<Button onClick={dialog.open}>{t('New key')}</Button>}
      />
      <KeyTools reach={reach} search={search} onSearch={onSearch} />
      <KeyList
        reach={reach}
        search={search}
        className={classes.card}
        empty={
          <NoKeys
            search={search}
            onReset={() => onSearch({ state: undefined, kind: undefined, search: undefined })}
            onCreate={dialog.open}
          />
        }
      />
      <CreateKeyDialog reach={reach} isOpen={isCreating} onClose={dialog.close} />
    </>
  );
}
