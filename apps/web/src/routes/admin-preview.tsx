import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { ProposalEditor } from '../features/previews/proposal-editor.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/admin/preview');

export function AdminPreviewScreen() {
  const { preview } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title={t('Preview changes')}
        text={t('Several prices and the credits of plans at once, applied to what users really did.')}
      />
      <ProposalEditor
        previewId={preview}
        onPreview={(id) => void navigate({ search: { preview: id }, replace: true, resetScroll: false })}
      />
    </>
  );
}
