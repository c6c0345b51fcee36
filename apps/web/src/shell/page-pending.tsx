import { Skeleton, Stack } from '@mantine/core';

export function PagePending() {
  return (
    <Stack gap="lg" role="status" aria-label="Loading the page">
      <Skeleton height={34} width={180} />
      <Skeleton height={200} radius="md" />
      <Skeleton height={280} radius="md" />
    </Stack>
  );
}
