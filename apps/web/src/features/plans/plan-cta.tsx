import { Button } from '@mantine/core';
import type { PublicPlan } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import classes from './plan-card.module.css';

const labels = { checkout: 'Subscribe', link: 'Learn more', contact: 'Contact us' } as const;

type PlanCtaProps = { plan: PublicPlan; isPreview?: boolean };

/** The button of a card that leads to another page. In a preview it leads nowhere, whatever it is for. */
export function PlanCta({ plan, isPreview = false }: PlanCtaProps) {
  const { ctaType, ctaLabel, ctaUrl, highlight, name } = plan;
  if (ctaType === null || (!ctaUrl && !isPreview)) return null;
  const label = ctaLabel ?? t(labels[ctaType]);
  const look = highlight ? 'filled' : 'default';
  if (isPreview || !ctaUrl) {
    return (
      <Button component="span" variant={look} className={classes.cta}>
        {label}
      </Button>
    );
  }
  return (
    <Button
      component="a"
      href={ctaUrl}
      target="_blank"
      rel="noopener noreferrer"
      variant={look}
      className={classes.cta}
      aria-label={t('{label}: {name} (opens another page)', { label, name })}
    >
      {label}
    </Button>
  );
}
