import { SegmentedControl, Select } from '@mantine/core';
import { ownKeyScopes } from '@scrip/api';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchText } from '../../components/use-search-text.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { nameOf } from '../users/user-name.ts';
import classes from './api-keys.module.css';
import type { KeyDraft } from './key-draft.ts';

type OwnerFieldProps = {
  draft: KeyDraft;
  error: string | undefined;
  onChange: (part: Partial<KeyDraft>) => void;
};

/** For admins: an app's key, or a user's. */
export function OwnerField({ draft, error, onChange }: OwnerFieldProps) {
  const changeKind = (kind: KeyDraft['kind']) => {
    const scopes = draft.scopes.filter((scope) => kind === 'APP' || ownKeyScopes.includes(scope));
    onChange({ kind, scopes });
  };
  return (
    <div className={classes.owner}>
      <SegmentedControl
        aria-label={t('Whose key')}
        data={[
          { value: 'APP', label: t('An app’s key') },
          { value: 'USER', label: t('A user’s key') },
        ]}
        value={draft.kind}
        onChange={changeKind}
      />
      {draft.kind === 'APP' ? (
        <p className={classes.hint}>{t('It acts for any user, whom every call names.')}</p>
      ) : (
        <UserSelect value={draft.userId} error={error} onChange={(userId) => onChange({ userId })} />
      )}
    </div>
  );
}

type UserSelectProps = {
  value: string | null;
  error: string | undefined;
  onChange: (userId: string | null) => void;
};

function UserSelect({ value, error, onChange }: UserSelectProps) {
  const [asked, setAsked] = useState('');
  const { text, change } = useSearchText(asked, setAsked);
  const users = trpc.users.list.useQuery(asked ? { search: asked } : {}, {
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      label={t('User')}
      placeholder={t('Name, e-mail or id')}
      required
      searchable
      searchValue={text}
      onSearchChange={change}
      // The server has filtered them, also by what is not shown.
      filter={({ options }) => options}
      nothingFoundMessage={users.isFetching ? t('Looking') : t('No user matches')}
      data={users.data?.items.map((user) => ({ value: user.id, label: labelOf(user) })) ?? []}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}

function labelOf(user: { name: string | null; email: string | null }): string {
  return user.name && user.email ? `${user.name}, ${user.email}` : nameOf(user);
}
