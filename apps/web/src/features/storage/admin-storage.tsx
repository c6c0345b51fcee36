import { PageHeader } from '../../components/page-header.tsx';
import { t } from '../../i18n/t.ts';
import { AdminFileList } from './admin-file-list.tsx';
import type { AdminStorageSearch } from './admin-storage-search.ts';
import classes from './files.module.css';
import { StorageRuns } from './storage-runs.tsx';
import { StoreTable } from './store-table.tsx';

type AdminStorageProps = {
  search: AdminStorageSearch;
  onSearch: (changed: Partial<AdminStorageSearch>) => void;
};

export function AdminStorage({ search, onSearch }: AdminStorageProps) {
  return (
    <>
      <PageHeader title={t('Storage')} text={t("Everybody's files, and the stores that they are in.")} />
      <div className={classes.panels}>
        <StoreTable />
        <StorageRuns />
      </div>
      <AdminFileList search={search} onSearch={onSearch} />
    </>
  );
}
