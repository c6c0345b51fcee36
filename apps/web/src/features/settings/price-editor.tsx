import { SegmentedControl, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { ReasonForm } from '../../components/reason-form.tsx';
import { toastUndo } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { formatDateTime } from '../../format/dates.ts';
import { readInstant } from '../../format/read-instant.ts';
import { t } from '../../i18n/t.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { PreviewPanel } from '../previews/preview-panel.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import classes from './features.module.css';
import { type PriceDraft, readPriceDraft, toPriceDraft } from './price-draft.ts';
import { PriceFields } from './price-fields.tsx';
import { type AdminFeature, describePrice } from './price-words.ts';
import { useFeatureChanged } from './use-feature-changed.ts';

type PriceEditorProps = {
  feature: AdminFeature;
  previewId: string | undefined;
  onPreview: (id: string) => void;
};

/** Sets what a feature costs, after showing what it would have meant. */
export function PriceEditor({ feature, previewId, onPreview }: PriceEditorProps) {
  const [seen, setSeen] = useState(feature);
  const [draft, setDraft] = useState<PriceDraft>(() => toPriceDraft(feature.price));
  const [fromText, setFromText] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const read = readPriceDraft(draft);
  const problems = 'problems' in read ? read.problems : {};
  const price = 'price' in read ? read.price : null;
  const effectiveFrom = fromText === null ? null : readInstant(fromText);
  const isLate = fromText !== null && (effectiveFrom === null || new Date(effectiveFrom) <= new Date());
  const save = useSavePrice(feature);
  const proposed = 'price' in read ? (read.price ?? feature.defaultPrice) : null;
  return (
    <>
      <Panel title={t('New price')}>
        <div className={classes.form}>
          <p className={classes.now}>{t('Now: {price}', { price: describePrice(seen.price, seen.unit) })}</p>
          <ReasonForm
            verb={fromText === null ? t('Set price') : t('Schedule price')}
            color="green"
            error={hasDomainCode(save.error, 'OUT_OF_DATE') ? null : save.error}
            isPending={save.isPending}
            onClose={save.leave}
            hasFields
            onCheck={() => {
              setChecked(true);
              return 'price' in read && !isLate && seen.version === feature.version;
            }}
            onSubmit={(reason) =>
              save.send({
                key: seen.key,
                version: seen.version,
                price,
                reason,
                ...(effectiveFrom && { effectiveFrom }),
              })
            }
          >
            <ConflictNotice
              seen={seen}
              current={feature}
              onKeep={() => setSeen(feature)}
              onTake={() => {
                setSeen(feature);
                setDraft(toPriceDraft(feature.price));
              }}
            />
            <PriceFields
              feature={seen}
              draft={draft}
              onChange={(part) => setDraft({ ...draft, ...part })}
              problems={isChecked ? problems : {}}
            />
            <When fromText={fromText} onChange={setFromText} isLate={isChecked && isLate} />
            <p className={classes.now} role="status">
              {proposed &&
                t('{before} → {after}', {
                  before: describePrice(seen.price, seen.unit),
                  after: describePrice(proposed, seen.unit),
                })}
              {effectiveFrom && `, ${t('from {date}', { date: formatDateTime(effectiveFrom) })}`}
            </p>
          </ReasonForm>
        </div>
      </Panel>
      <PreviewPanel
        proposal={proposed && { prices: { [seen.key]: proposed }, planCredits: {} }}
        previewId={previewId}
        onPreview={onPreview}
      />
    </>
  );
}

type WhenProps = { fromText: string | null; onChange: (text: string | null) => void; isLate: boolean };

function When({ fromText, onChange, isLate }: WhenProps) {
  return (
    <div className={classes.fields}>
      <SegmentedControl
        aria-label={t('When it takes effect')}
        data={[
          { value: 'now', label: t('At once') },
          { value: 'later', label: t('Later') },
        ]}
        value={fromText === null ? 'now' : 'later'}
        onChange={(when) => onChange(when === 'now' ? null : '')}
      />
      {fromText !== null && (
        <TextInput
          type="datetime-local"
          aria-label={t('Takes effect at')}
          value={fromText}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          error={isLate && t('Choose an instant to come.')}
        />
      )}
    </div>
  );
}

function useSavePrice(current: AdminFeature) {
  const utils = trpc.useUtils();
  const navigate = useNavigate();
  const changed = useFeatureChanged();
  const { begin, end } = useOnceAtATime();
  const leave = () => void navigate({ to: '/admin/features/$key', params: { key: current.key } });
  const undo = trpc.features.setPrice.useMutation({
    onSuccess: (feature) => utils.features.get.setData({ key: feature.key }, feature),
    onSettled: changed,
  });
  const before = current.priceSource === 'override' ? current.price : null;
  const { mutate, error, isPending } = trpc.features.setPrice.useMutation({
    onSuccess: (feature, { effectiveFrom }) => {
      const { key, name, unit, price, version } = feature;
      // The next look at this price starts from one's own change.
      utils.features.get.setData({ key }, feature);
      if (effectiveFrom) toastUndo(t('The price of {name} is scheduled.', { name }), null);
      else {
        const text = t('{name}: {price} from now on.', { name, price: describePrice(price, unit) });
        const isSafe = before !== null || current.defaultPrice !== null;
        toastUndo(
          text,
          isSafe
            ? () => undo.mutate({ key, version, price: before, reason: t('Undo of the last change') })
            : null,
        );
      }
      leave();
    },
    onSettled: () => {
      end();
      changed();
    },
  });
  const send = (input: Parameters<typeof mutate>[0]) => {
    if (begin()) mutate(input);
  };
  return { send, error, isPending, leave };
}
