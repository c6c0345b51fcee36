import { Skeleton, Stack } from '@mantine/core';
import { t } from '../i18n/t.ts';

export function PagePending() {
  return (
    <Stack gap="lg" role="status" aria-label={t('Loading the page')}>
      <Skeleton height={34} width={180} />
      <Skeleton height={200} radius="md" />
      <Skeleton height={280} radius="md" />
    </Stack>
  );
}
