import { EffectFigures } from '../../components/effect-figures.tsx';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';

type BalanceEffectProps = {
  creditsRemaining: number;
  /** Null while it is not known. */
  deltaCredits: number | null;
};

/** The spendable balance now, the change, and what will be. */
export function BalanceEffect({ creditsRemaining, deltaCredits }: BalanceEffectProps) {
  const isKnown = deltaCredits !== null;
  return (
    <EffectFigures
      label={t('Spendable credits')}
      figures={[
        { label: t('Spendable'), value: formatNumber(creditsRemaining) },
        {
          label: t('Change'),
          value: isKnown ? formatChange(deltaCredits) : null,
          direction: !isKnown || deltaCredits === 0 ? undefined : deltaCredits > 0 ? 'up' : 'down',
        },
        { label: t('Afterwards'), value: isKnown ? formatNumber(creditsRemaining + deltaCredits) : null },
      ]}
    />
  );
}
