import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useRuntimeConfig } from '../../config-context.ts';
import { t } from '../../i18n/t.ts';

const ClerkCheckout = lazy(() => import('./clerk-checkout.tsx'));

export type CheckoutButtonProps = {
  planClerkId: string;
  period: 'month' | 'annual';
  label: string;
  /** What screen readers say instead, where several buttons have one label. */
  description: string;
  variant: 'filled' | 'default';
};

/** Leads to Clerk's checkout, or to the page that stands in for it where sign-in is local. */
export function CheckoutButton(props: CheckoutButtonProps) {
  const { isLocalSignIn } = useRuntimeConfig();
  const { planClerkId, period, label, description, variant } = props;
  if (!isLocalSignIn) {
    return (
      <Suspense
        fallback={
          <Button variant={variant} disabled>
            {label}
          </Button>
        }
      >
        <ClerkCheckout {...props} />
      </Suspense>
    );
  }
  const search = new URLSearchParams({ plan: planClerkId, period, return_to: '/plans' });
  return (
    <Button
      component="a"
      href={`/__clerk/checkout?${search}`}
      variant={variant}
      aria-label={t('{description}, local checkout', { description })}
    >
      {label}
    </Button>
  );
}
