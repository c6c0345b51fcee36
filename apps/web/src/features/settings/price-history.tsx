import { Button } from '@mantine/core';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { nameOf } from '../users/user-name.ts';
import { type AdminFeature, describePrice } from './price-words.ts';

/** Every price that the feature has had: who set it, when and why. */
export function PriceHistory({ feature }: { feature: AdminFeature }) {
  const query = trpc.features.priceHistory.useInfiniteQuery(
    { key: feature.key, limit: 20 },
    { getNextPageParam: (page) => page.nextCursor },
  );
  const versions = query.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('Price versions')}>
      {versions ? (
        versions.length > 0 ? (
          <div className={listClasses.table}>
            <DataTable caption={t('Price versions, newest first')} maxHeightPx={330} isFocusable>
              <thead>
                <tr>
                  <th scope="col">{t('Price')}</th>
                  <th scope="col">{t('From')}</th>
                  <th scope="col">{t('Until')}</th>
                  <th scope="col">{t('By')}</th>
                  <th scope="col">{t('Reason')}</th>
                </tr>
              </thead>
              <tbody>
                {versions.map((version) => (
                  <tr key={version.id}>
                    <th scope="row">{describePrice(version.price, feature.unit)}</th>
                    <td>
                      <TimeText instant={version.effectiveFrom} />
                    </td>
                    <td>{version.effectiveTo ? <TimeText instant={version.effectiveTo} /> : t('Now')}</td>
                    <td>{version.createdBy ? nameOf(version.createdBy) : t('Scrip itself')}</td>
                    <td>
                      <span className={listClasses.long} title={version.reason ?? ''}>
                        {version.reason ?? '–'}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </DataTable>
          </div>
        ) : (
          <EmptyState
            headingLevel={3}
            title={t('No version yet')}
            text={t('Each price is listed here from its first use or change on.')}
          />
        )
      ) : query.error ? (
        <QueryError
          title={t('The price versions failed to load')}
          error={query.error}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
        />
      ) : (
        <TableSkeleton rows={3} label={t('Loading the price versions')} />
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          mt="xs"
          onClick={() => void query.fetchNextPage()}
          loading={query.isFetchingNextPage}
        >
          {t('Show more')}
        </Button>
      )}
    </Panel>
  );
}
