import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import listClasses from '../../components/list.module.css';
import { Notice } from '../../components/notice.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { plural, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { matches } from '../palette/matches.ts';
import type { FeaturesSearch } from './features-search.ts';
import { FeaturesTable } from './features-table.tsx';
import type { AdminFeature } from './price-words.ts';

const REFRESH_MS = 15_000;

type FeaturesListProps = { search: FeaturesSearch; onFilter: (search: FeaturesSearch) => void };

export function FeaturesList({ search, onFilter }: FeaturesListProps) {
  const searchBox = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => searchBox.current?.select()]]);
  const features = trpc.features.list.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const shown = features.data?.items.filter((feature) => isShown(feature, search));
  return (
    <>
      <div className={listClasses.tools}>
        <TextInput
          ref={searchBox}
          role="searchbox"
          className={listClasses.search}
          aria-label={t('Search features')}
          aria-keyshortcuts="/"
          placeholder={t('Name, key or tag')}
          maxLength={200}
          autoComplete="off"
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          value={search.search ?? ''}
          onChange={({ currentTarget }) => onFilter({ ...search, search: currentTarget.value || undefined })}
        />
        <SegmentedControl
          aria-label={t('Which features')}
          data={[
            { value: 'active', label: t('In use') },
            { value: 'archived', label: t('Archived') },
            { value: 'all', label: t('All of them') },
          ]}
          value={search.state ?? 'active'}
          onChange={(state) =>
            onFilter({ ...search, state: state === 'archived' || state === 'all' ? state : undefined })
          }
        />
        <p className={listClasses.count} role="status">
          {shown && plural(shown.length, '{count} feature', '{count} features')}
        </p>
      </div>
      {features.data && features.data.ignoredOverrides.length > 0 && (
        <Notice tone="warning" title={t('Some prices in the settings have no effect')}>
          {features.data.ignoredOverrides
            .map(({ featureKey, message }) => `${featureKey}: ${message}`)
            .join(' ')}
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: clicks only help to reach the links inside */}
      <div className={listClasses.card} onClick={followRowLink}>
        {shown ? (
          shown.length > 0 ? (
            <FeaturesTable features={shown} />
          ) : (
            <NoFeatures search={search} onShowAll={() => onFilter({ state: 'all' })} />
          )
        ) : features.error ? (
          <QueryError
            title={t('The features failed to load')}
            error={features.error}
            onRetry={() => void features.refetch()}
            isRetrying={features.isFetching}
          />
        ) : (
          <TableSkeleton rows={8} label={t('Loading the features')} />
        )}
      </div>
    </>
  );
}

function isShown({ active, key, name, tags }: AdminFeature, { search, state }: FeaturesSearch): boolean {
  if (state !== 'all' && active === (state === 'archived')) return false;
  return matches(search?.trim() ?? '', [name, key, ...tags].join(' ')) || key.includes(search?.trim() ?? '');
}

function NoFeatures({ search, onShowAll }: { search: FeaturesSearch; onShowAll: () => void }) {
  return (
    <EmptyState
      title={
        search.search ? t('No feature matches “{search}”', { search: search.search }) : t('Nothing here')
      }
      text={t('What costs credits is listed here: the features of the code, and those that you create.')}
      action={
        <Button variant="default" onClick={onShowAll}>
          {t('Show all features')}
        </Button>
      }
    />
  );
}
