import { TextInput } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import classes from './import-preview.module.css';
import { fieldNames, showValue } from './plan-field-words.ts';
import type { PlanImport } from './use-import.ts';

type Preview = RouterOutputs['plans']['previewImport'];
type Item = Preview['items'][number];

const outcomes: Record<Item['outcome'], PlainText> = {
  create: 'New',
  change: 'Changes',
  same: 'As it is',
  unresolved: 'Left alone',
  skipped: 'Left out',
};

export function ImportPreview({ form, preview }: { form: PlanImport; preview: Preview }) {
  const { items, absent } = preview;
  return (
    <section aria-label={t('Preview')} className={classes.preview}>
      <p className={classes.summary} role="status">
        {summaryOf(items)}
      </p>
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.clerkId} className={classes.item}>
            <div className={classes.head}>
              <span className={classes.name}>{item.clerkName}</span>
              {item.plan && item.plan.name !== item.clerkName && (
                <span className={classes.note}>{t('here: {name}', { name: item.plan.name })}</span>
              )}
              <span className={classes.outcome} data-outcome={item.outcome}>
                {t(outcomes[item.outcome])}
              </span>
            </div>
            {item.reason && <p className={classes.note}>{item.reason}</p>}
            <Changes item={item} />
            {item.outcome === 'create' && <CreditsField item={item} form={form} />}
          </li>
        ))}
      </ul>
      {absent.length > 0 && (
        <p className={classes.note}>
          {t('Here, but not in Clerk’s list, and left alone: {names}.', {
            names: absent.map(({ name }) => name).join(', '),
          })}
        </p>
      )}
    </section>
  );
}

function summaryOf(items: Item[]): string {
  if (items.length === 0) return t('Clerk has no plans.');
  const count = (...wanted: Item['outcome'][]) =>
    items.filter(({ outcome }) => wanted.includes(outcome)).length;
  const parts: [number, PlainText][] = [
    [count('create'), 'to create'],
    [count('change'), 'to change'],
    [count('same'), 'as they are'],
    [count('unresolved', 'skipped'), 'left alone'],
  ];
  const told = parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${formatNumber(number)} ${t(what)}`);
  return `${told.join(', ')}.`;
}

function Changes({ item: { outcome, changes, currency } }: { item: Item }) {
  const shown =
    outcome === 'create' ? changes.filter(({ field, to }) => to !== null && field !== 'clerkName') : changes;
  if (shown.length === 0) return null;
  const oldCurrency = currencyBefore(changes) ?? currency;
  return (
    <dl className={classes.changes}>
      {shown.map(({ field, from, to }) => (
        <div key={field} className={classes.change}>
          <dt>{fieldNames[field] ? t(fieldNames[field]) : field}</dt>
          <dd>
            {outcome === 'change' && (
              <>
                <del>{showValue(field, from, oldCurrency)}</del>
                <span aria-hidden="true"> → </span>
              </>
            )}
            <ins>{showValue(field, to, currency)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Of the prices here, if they are in another currency than those at Clerk. */
function currencyBefore(changes: Item['changes']): string | null {
  const from = changes.find(({ field }) => field === 'currency')?.from;
  return typeof from === 'string' ? from : null;
}

function CreditsField({ item: { clerkId, clerkName }, form }: { item: Item; form: PlanImport }) {
  return (
    <TextInput
      className={classes.credits}
      label={t('Credits per period')}
      aria-label={t('Credits per period of {name}', { name: clerkName })}
      description={t('Without credits it begins archived.')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="numeric"
      autoComplete="off"
      value={form.credits[clerkId] ?? ''}
      onChange={(event) => form.setCreditsOf(clerkId, event.currentTarget.value)}
      error={form.badCredits.includes(clerkId) && t('Enter a whole number of credits.')}
    />
  );
}
