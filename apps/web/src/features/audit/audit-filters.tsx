import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useSearchText } from '../../components/use-search-text.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { nameOf } from '../users/user-name.ts';
import classes from './audit.module.css';
import { type AuditSearch, auditTargets } from './audit-search.ts';
import { targetNames } from './audit-words.ts';

type AuditFiltersProps = { search: AuditSearch; onFilter: (search: AuditSearch) => void };

export function AuditFilters({ search, onFilter }: AuditFiltersProps) {
  const change = (part: Partial<AuditSearch>) => onFilter({ ...search, ...part });
  const box = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => box.current?.select()]]);
  const { text, change: type } = useSearchText(search.search ?? '', (next) =>
    change({ search: next || undefined }),
  );
  const actions = trpc.audit.actions.useQuery().data ?? [];
  return (
    <div className={classes.filters}>
      <TextInput
        ref={box}
        role="searchbox"
        className={classes.search}
        aria-label={t('Search the audit log')}
        aria-keyshortcuts="/"
        placeholder={t('Reason, id, request id or address')}
        maxLength={200}
        autoComplete="off"
        leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
      <NativeSelect
        aria-label={t('Action')}
        data={[{ value: '', label: t('Every action') }, ...actionGroups(actions)]}
        value={search.action ?? ''}
        onChange={({ currentTarget }) => change({ action: currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label={t('On what')}
        data={[
          { value: '', label: t('On anything') },
          ...auditTargets.map((target) => ({ value: target, label: t(targetNames[target]) })),
        ]}
        value={search.type ?? ''}
        onChange={({ currentTarget }) =>
          change({ type: auditTargets.find((target) => target === currentTarget.value), target: undefined })
        }
      />
      <TextInput
        type="date"
        aria-label={t('From')}
        leftSection={<span className={classes.inside}>{t('From')}</span>}
        leftSectionWidth={52}
        value={search.from ?? ''}
        onChange={({ currentTarget }) => change({ from: currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        aria-label={t('Until')}
        leftSection={<span className={classes.inside}>{t('Until')}</span>}
        leftSectionWidth={52}
        value={search.to ?? ''}
        onChange={({ currentTarget }) => change({ to: currentTarget.value || undefined })}
      />
      {search.target && (
        <Chip
          label={t('Only {target}', { target: search.target })}
          onRemove={() => change({ target: undefined })}
        />
      )}
      {search.actor && <ActorChip actorId={search.actor} onRemove={() => change({ actor: undefined })} />}
      {Object.values({ ...search, record: undefined }).some(Boolean) && (
        <Button variant="subtle" onClick={() => onFilter({})}>
          {t('Reset')}
        </Button>
      )}
    </div>
  );
}

/** Each action, and before them the noun that takes in all of its verbs. */
function actionGroups(actions: string[]): { value: string; label: string }[] {
  const nouns = [...new Set(actions.map((action) => `${action.split('.')[0]}.`))];
  return nouns.flatMap((noun) => [
    { value: noun, label: t('All of {noun}', { noun: noun.slice(0, -1) }) },
    ...actions
      .filter((action) => action.startsWith(noun))
      .map((action) => ({ value: action, label: action })),
  ]);
}

function ActorChip({ actorId, onRemove }: { actorId: string; onRemove: () => void }) {
  const isSystem = actorId === 'system';
  const user = trpc.users.get.useQuery({ userId: actorId }, { enabled: !isSystem });
  const name = isSystem ? t('Scrip itself') : user.data ? nameOf(user.data) : actorId;
  return <Chip label={t('By {name}', { name })} onRemove={onRemove} />;
}

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button
      variant="default"
      className={classes.chip ?? ''}
      rightSection={<IconX size={14} stroke={1.6} aria-hidden />}
      onClick={onRemove}
      aria-label={t('Remove the filter: {label}', { label })}
    >
      {label}
    </Button>
  );
}
