import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { PagePending } from '../../shell/page-pending.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { type PriceDraft, readPriceDraft, toPriceDraft } from '../settings/price-draft.ts';
import { PriceFields } from '../settings/price-fields.tsx';
import { type AdminFeature, describePrice } from '../settings/price-words.ts';
import { PreviewPanel } from './preview-panel.tsx';
import classes from './previews.module.css';
import { readProposal } from './proposal.ts';
import { ProposalRow } from './proposal-row.tsx';

type ProposalEditorProps = { previewId: string | undefined; onPreview: (id: string) => void };

/** Prices and plan credits that are tried together. Nothing is changed here. */
export function ProposalEditor(props: ProposalEditorProps) {
  const features = trpc.features.list.useQuery();
  const plans = trpc.plans.listAll.useQuery();
  if (features.data && plans.data)
    return (
      <Editor features={features.data.items.filter(({ active }) => active)} plans={plans.data} {...props} />
    );
  const failed = features.error ? features : plans.error ? plans : null;
  if (!failed) return <PagePending />;
  return (
    <QueryError
      title={t('The features failed to load')}
      error={failed.error}
      onRetry={() => void Promise.all([features.refetch(), plans.refetch()])}
      isRetrying={failed.isFetching}
    />
  );
}

type Plan = { id: string; name: string; credits: number };
type EditorProps = ProposalEditorProps & { features: AdminFeature[]; plans: Plan[] };

function Editor({ features, plans, ...preview }: EditorProps) {
  const [prices, setPrices] = useState<ReadonlyMap<string, PriceDraft>>(new Map());
  const [credits, setCredits] = useState<ReadonlyMap<string, string>>(new Map());
  const proposal = readProposal(prices, credits, features);
  const chosenFeatures = features.filter(({ key }) => prices.has(key));
  const chosenPlans = plans.filter(({ id }) => credits.has(id));
  return (
    <div className={listClasses.stack}>
      <Panel
        title={t('What would change')}
        actions={
          <div className={classes.tools}>
            <Add
              label={t('Add a price')}
              options={features
                .filter(({ key }) => !prices.has(key))
                .map(({ key, name }) => ({ value: key, label: name }))}
              onAdd={(key) => {
                const feature = features.find((one) => one.key === key);
                if (feature) setPrices(withEntry(prices, key, toPriceDraft(feature.price)));
              }}
            />
            <Add
              label={t('Add a plan')}
              options={plans
                .filter(({ id }) => !credits.has(id))
                .map(({ id, name }) => ({ value: id, label: name }))}
              onAdd={(id) => setCredits(withEntry(credits, id, ''))}
            />
          </div>
        }
      >
        {prices.size + credits.size === 0 && (
          <EmptyState
            headingLevel={3}
            title={t('Nothing is proposed yet')}
            text={t('Add the prices and plans that you think of changing.')}
          />
        )}
        {chosenFeatures.map((feature) => (
          <ProposalRow
            key={feature.key}
            name={feature.name}
            now={describePrice(feature.price, feature.unit)}
            onRemove={() => setPrices(withoutEntry(prices, feature.key))}
          >
            <FeatureFields feature={feature} drafts={prices} onChange={setPrices} />
          </ProposalRow>
        ))}
        {chosenPlans.map((plan) => (
          <ProposalRow
            key={plan.id}
            name={plan.name}
            now={formatNumber(plan.credits)}
            onRemove={() => setCredits(withoutEntry(credits, plan.id))}
          >
            <TextInput
              label={t('Credits per period')}
              inputMode="numeric"
              autoComplete="off"
              value={credits.get(plan.id) ?? ''}
              onChange={({ currentTarget }) => setCredits(withEntry(credits, plan.id, currentTarget.value))}
            />
          </ProposalRow>
        ))}
      </Panel>
      <PreviewPanel proposal={proposal} {...preview} />
    </div>
  );
}

type FeatureFieldsProps = {
  feature: AdminFeature;
  drafts: ReadonlyMap<string, PriceDraft>;
  onChange: (drafts: ReadonlyMap<string, PriceDraft>) => void;
};

function FeatureFields({ feature, drafts, onChange }: FeatureFieldsProps) {
  const draft = drafts.get(feature.key);
  if (!draft) return null;
  const read = readPriceDraft(draft);
  return (
    <PriceFields
      feature={feature}
      draft={draft}
      onChange={(part) => onChange(withEntry(drafts, feature.key, { ...draft, ...part }))}
      problems={'problems' in read ? read.problems : {}}
    />
  );
}

type AddProps = {
  label: string;
  options: { value: string; label: string }[];
  onAdd: (value: string) => void;
};

/** Choosing adds; the list goes back to its name. */
function Add({ label, options, onAdd }: AddProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      data={[{ value: '', label }, ...options]}
      value=""
      onChange={({ currentTarget }) => currentTarget.value && onAdd(currentTarget.value)}
    />
  );
}

function withEntry<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value) {
  return new Map(map).set(key, value);
}

function withoutEntry<Value>(map: ReadonlyMap<string, Value>, key: string) {
  return new Map([...map].filter(([other]) => other !== key));
}
