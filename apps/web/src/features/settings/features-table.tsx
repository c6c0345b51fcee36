import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import listClasses from '../../components/list.module.css';
import { formatDate } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { FeatureMark } from './feature-mark.tsx';
import { type AdminFeature, describePrice } from './price-words.ts';

export function FeaturesTable({ features }: { features: AdminFeature[] }) {
  return (
    <DataTable caption={t('Features and what they cost')} hasStickyHead>
      <thead>
        <tr>
          <th scope="col">{t('Feature')}</th>
          <th scope="col">{t('Key')}</th>
          <th scope="col">{t('Price')}</th>
          <th scope="col">{t('Set by')}</th>
          <th scope="col">{t('Next price')}</th>
          <th scope="col">{t('Tags')}</th>
          <th scope="col">{t('State')}</th>
        </tr>
      </thead>
      <tbody>
        {features.map((feature) => (
          <FeatureRow key={feature.key} feature={feature} />
        ))}
      </tbody>
    </DataTable>
  );
}

function FeatureRow({ feature }: { feature: AdminFeature }) {
  const { key, name, price, unit, priceSource, tags, active, scheduled } = feature;
  const [next] = scheduled;
  return (
    <tr className={tableClasses.linkRow}>
      <th scope="row">
        <Link
          to="/admin/features/$key"
          params={{ key }}
          className={tableClasses.rowLink}
          data-row-link
          aria-label={name}
        >
          {active ? <FeatureMark featureKey={key} /> : name}
        </Link>
      </th>
      <td className={listClasses.key}>{key}</td>
      <td>{describePrice(price, unit)}</td>
      <td className={listClasses.muted}>
        {priceSource === 'override' ? t('Admins') : priceSource === 'default' ? t('The code') : '–'}
      </td>
      <td>{next ? t('From {date}', { date: formatDate(next.effectiveFrom) }) : '–'}</td>
      <td className={listClasses.muted}>{tags.join(', ') || '–'}</td>
      <td>{active ? t('In use') : t('Archived')}</td>
    </tr>
  );
}
