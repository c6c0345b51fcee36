import { getRouteApi } from '@tanstack/react-router';
import { FeaturePage } from '../features/settings/feature-page.tsx';
import { PricePage } from '../features/settings/price-page.tsx';

const feature = getRouteApi('/app/admin/features/$key');
const price = getRouteApi('/app/admin/features/$key/price');

export function AdminFeatureScreen() {
  const { key } = feature.useParams();
  return <FeaturePage key={key} featureKey={key} />;
}

export function AdminPriceScreen() {
  const { key } = price.useParams();
  const { preview } = price.useSearch();
  const navigate = price.useNavigate();
  return (
    <PricePage
      key={key}
      featureKey={key}
      previewId={preview}
      onPreview={(id) => void navigate({ search: { preview: id }, replace: true, resetScroll: false })}
    />
  );
}
