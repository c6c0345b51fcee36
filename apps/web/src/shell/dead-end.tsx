import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { t } from '../i18n/t.ts';

/** A screen with nothing on it for this reader, and the way out. */
export function DeadEnd({ title, text }: { title: string; text: string }) {
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={title} text={text} />
      <Button onClick={() => void navigate({ to: '/' })}>{t('Go to overview')}</Button>
    </>
  );
}
