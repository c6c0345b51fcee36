import { getRouteApi } from '@tanstack/react-router';
import { LinkButton } from '../components/link-button.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Usage } from '../features/usage/usage.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/usage');

export function UsageScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title={t('Usage')}
        text={t('Where your credits went, refunds netted.')}
        actions={
          <LinkButton to="/statement" variant="default">
            {t('Monthly statement')}
          </LinkButton>
        }
      />
      <Usage
        scope="own"
        search={search}
        onChange={(changed) =>
          void navigate({ search: (previous) => ({ ...previous, ...changed }), resetScroll: false })
        }
      />
    </>
  );
}
