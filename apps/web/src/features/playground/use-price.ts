import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

export type PlaygroundFeature = 'ai_text_chat' | 'ai_image_generation';

export type Price = {
  /** Null while it is not known, or when the feature is not for sale. */
  costCredits: number | null;
  /** Why the button must not be pressed now; null when it may. */
  obstacle: string | null;
};

/** What a feature costs now, and whether the balance covers it. The server decides again when asked. */
export function usePrice(featureKey: PlaygroundFeature): Price {
  const { data: settings } = trpc.credits.settings.useQuery();
  const { data: account } = trpc.credits.me.useQuery();
  if (!settings || !account) return { costCredits: null, obstacle: null };
  const feature = settings.features.find((candidate) => candidate.key === featureKey);
  if (!feature) return { costCredits: null, obstacle: t('This feature is switched off at the moment.') };
  const { costCredits } = feature;
  if (account.creditsRemaining >= costCredits) return { costCredits, obstacle: null };
  const values = { needed: costCredits, owned: account.creditsRemaining };
  return { costCredits, obstacle: t('Not enough credits: this needs {needed}, you have {owned}.', values) };
}
