import { Button } from '@mantine/core';
import type { PublicPlan } from '@scrip/api';
import classes from './plan-card.module.css';

const labels = { link: 'Learn more', contact: 'Contact us' };

type PlanCtaProps = { plan: PublicPlan; isPreview: boolean | undefined };

/** The card's button. A plan that is bought by checkout has none as long as there is no checkout to lead to. */
export function PlanCta({ plan, isPreview }: PlanCtaProps) {
  const { ctaType, ctaLabel, ctaUrl, highlight, name } = plan;
  if (ctaType === null || ctaType === 'checkout' || (!ctaUrl && !isPreview)) return null;
  const label = ctaLabel ?? labels[ctaType];
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
      aria-label={`${label}: ${name} (opens another page)`}
    >
      {label}
    </Button>
  );
}
