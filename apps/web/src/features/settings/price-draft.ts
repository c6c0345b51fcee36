import { readWhole } from '../../format/read-whole.ts';
import { t } from '../../i18n/t.ts';
import type { Price } from './price-words.ts';

const LARGEST = 2_147_483_647;
const LARGEST_PERCENT = 1_000_000;

export type ModelDraft = { id: number; name: string; percentText: string };

/** A price as it is typed. */
export type PriceDraft = {
  kind: 'default' | 'flat' | 'perUnit';
  flatText: string;
  creditsText: string;
  unitsText: string;
  minimumText: string;
  models: ModelDraft[];
};

export type PriceField = 'flat' | 'credits' | 'units' | 'minimum' | 'models';
export type PriceProblems = Partial<Record<PriceField, string>>;

export function toPriceDraft(price: Price | null): PriceDraft {
  const empty = { flatText: '', creditsText: '', unitsText: '1000', minimumText: '', models: [] };
  if (price === null) return { kind: 'flat', ...empty };
  if ('flat' in price) return { kind: 'flat', ...empty, flatText: String(price.flat) };
  return {
    kind: 'perUnit',
    flatText: '',
    creditsText: String(price.perUnit.credits),
    unitsText: String(price.perUnit.units),
    minimumText: price.minimumCredits === undefined ? '' : String(price.minimumCredits),
    models: Object.entries(price.models ?? {}).map(([name, { multiplierPercent }], id) => ({
      id,
      name,
      percentText: String(multiplierPercent),
    })),
  };
}

/** The price, or what is wrong with it; null is the price of the code. */
export function readPriceDraft(draft: PriceDraft): { price: Price | null } | { problems: PriceProblems } {
  if (draft.kind === 'default') return { price: null };
  const problems: PriceProblems = {};
  const whole = (field: PriceField, text: string, least: number) => {
    const value = readWhole(text);
    if (value !== null && value >= least && value <= LARGEST) return value;
    problems[field] = t('Enter a whole number, at least {least}.', { least });
    return 0;
  };
  if (draft.kind === 'flat') {
    const flat = whole('flat', draft.flatText, 0);
    return problems.flat ? { problems } : { price: { flat } };
  }
  const credits = whole('credits', draft.creditsText, 0);
  const units = whole('units', draft.unitsText, 1);
  const minimum = draft.minimumText.trim() === '' ? null : whole('minimum', draft.minimumText, 0);
  const models = readModels(draft.models, problems);
  if (Object.keys(problems).length > 0) return { problems };
  return {
    price: {
      perUnit: { credits, units },
      ...(minimum !== null && { minimumCredits: minimum }),
      ...(draft.models.length > 0 && { models }),
    },
  };
}

function readModels(
  drafts: ModelDraft[],
  problems: PriceProblems,
): Record<string, { multiplierPercent: number }> {
  const models: [string, { multiplierPercent: number }][] = [];
  for (const { name, percentText } of drafts) {
    const multiplierPercent = readWhole(percentText);
    const isPercent =
      multiplierPercent !== null && multiplierPercent >= 1 && multiplierPercent <= LARGEST_PERCENT;
    if (!name.trim() || !isPercent) {
      problems.models = t('Each model needs a name and a whole percentage, at least 1.');
    } else models.push([name.trim(), { multiplierPercent }]);
  }
  if (new Set(models.map(([name]) => name)).size < models.length)
    problems.models = t('Two models have the same name.');
  return Object.fromEntries(models);
}
