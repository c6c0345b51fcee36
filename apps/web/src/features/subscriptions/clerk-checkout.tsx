import { CheckoutButton as ClerkCheckoutButton } from '@clerk/clerk-react/experimental';
import { Button } from '@mantine/core';
import type { CheckoutButtonProps } from './checkout-button.tsx';
import { useSubscriptionChanged } from './use-subscription.ts';

/** Opens Clerk's checkout over the page. A chunk of its own: only those who have real keys need it. */
export default function ClerkCheckout({
  planClerkId,
  period,
  label,
  description,
  variant,
}: CheckoutButtonProps) {
  const changed = useSubscriptionChanged();
  return (
    <ClerkCheckoutButton
      planId={planClerkId}
      planPeriod={period}
      onSubscriptionComplete={changed}
      newSubscriptionRedirectUrl="/plans"
    >
      <Button variant={variant} aria-label={description}>
        {label}
      </Button>
    </ClerkCheckoutButton>
  );
}
