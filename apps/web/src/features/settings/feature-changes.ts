import { formatDateTime } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { operationLabels } from '../credits/labels.ts';
import { type AdminFeature, describePrice } from './price-words.ts';

/** What differs between two states of a feature, a line each: "Name: Chat → Talk". */
export function describeFeatureChanges(before: AdminFeature, after: AdminFeature): string[] {
  const facts = (feature: AdminFeature): [string, string][] => [
    [t('Name'), feature.name],
    [t('Description'), feature.description ?? '–'],
    [t('Price'), describeWholePrice(feature)],
    [t('Unit'), feature.unit],
    [t('Operation'), operationLabels[feature.operationType]],
    [t('Workspace'), feature.workspaceId],
    [t('Tags'), feature.tags.join(', ') || '–'],
    [t('State'), feature.active ? t('In use') : t('Archived')],
    [t('Scheduled prices'), feature.scheduled.map(describeScheduled(feature)).join('; ') || '–'],
  ];
  const now = facts(after);
  const changes = facts(before).flatMap(([name, was], index) => {
    const is = now[index]?.[1] ?? '';
    return was === is ? [] : [`${name}: ${was} → ${is}`];
  });
  return changes.length > 0 ? changes : [t('It was changed and changed back.')];
}

function describeWholePrice({ price, unit }: AdminFeature): string {
  const models = price && 'models' in price ? Object.entries(price.models ?? {}) : [];
  const percents = models.map(([model, { multiplierPercent }]) =>
    t('{model}: {percent} %', { model, percent: multiplierPercent }),
  );
  return [describePrice(price, unit), ...percents].join(', ');
}

function describeScheduled({ unit, defaultPrice }: AdminFeature) {
  return ({ price, effectiveFrom }: AdminFeature['scheduled'][number]) =>
    `${describePrice(price ?? defaultPrice, unit)} (${formatDateTime(effectiveFrom)})`;
}
