import { IdText } from '../../components/id-text.tsx';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { operationLabels } from '../credits/labels.ts';
import { type AdminFeature, describePrice } from './price-words.ts';

export function FeatureFacts({ feature }: { feature: AdminFeature }) {
  return (
    <Panel title={t('Feature')}>
      <dl className={listClasses.facts}>
        <dt>{t('Key')}</dt>
        <dd>
          <IdText value={feature.key} label={t('the key')} />
        </dd>
        <dt>{t('Description')}</dt>
        <dd>{feature.description ?? '–'}</dd>
        <dt>{t('Price')}</dt>
        <dd>{describePrice(feature.price, feature.unit)}</dd>
        {feature.defaultPrice && feature.priceSource === 'override' && (
          <>
            <dt>{t('Price of the code')}</dt>
            <dd>{describePrice(feature.defaultPrice, feature.unit)}</dd>
          </>
        )}
        <Models feature={feature} />
        <dt>{t('Unit')}</dt>
        <dd>{feature.unit}</dd>
        <dt>{t('Operation')}</dt>
        <dd>{t(operationLabels[feature.operationType])}</dd>
        <dt>{t('Tags')}</dt>
        <dd>{feature.tags.join(', ') || '–'}</dd>
        <dt>{t('Workspace')}</dt>
        <dd>{feature.workspaceId}</dd>
        <dt>{t('Comes from')}</dt>
        <dd>{feature.isBuiltIn ? t('The code') : t('Admins')}</dd>
        <dt>{t('Last changed')}</dt>
        <dd>
          <TimeText instant={feature.updatedAt} />
        </dd>
      </dl>
    </Panel>
  );
}

function Models({ feature: { price } }: { feature: AdminFeature }) {
  if (price === null || 'flat' in price || !price.models) return null;
  return (
    <>
      <dt>{t('Models')}</dt>
      <dd>
        {Object.entries(price.models)
          .map(([model, { multiplierPercent }]) =>
            t('{model}: {percent} %', { model, percent: multiplierPercent }),
          )
          .join(', ')}
      </dd>
    </>
  );
}
