import { UserButton } from '@clerk/clerk-react';
import { Skeleton } from '@mantine/core';

export function UserMenu() {
  return <UserButton fallback={<Skeleton circle height={28} width={28} />} />;
}
