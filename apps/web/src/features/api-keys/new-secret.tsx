import { Button, CopyButton, Group, Stack } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import dialogs from '../../components/dialogs.module.css';
import { Notice } from '../../components/notice.tsx';
import { t } from '../../i18n/t.ts';
import classes from './api-keys.module.css';

type NewSecretProps = { secret: string; onClose: () => void };

/** A secret, shown once. Only its button leaves it: it cannot be had again. */
export function NewSecret({ secret, onClose }: NewSecretProps) {
  return (
    <Stack gap="md">
      <Notice tone="warning" title={t('Copy the key now')}>
        {t('It is not shown again. Whoever has it can use it: keep it out of code and chats.')}
      </Notice>
      <code className={classes.secret}>{secret}</code>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={secret} timeout={1_500}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              data-autofocus
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.6} />}
            >
              {copied ? t('Copied') : t('Copy key')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('I have saved it')}</Button>
      </Group>
      <p className={dialogs.effect}>
        {t('Programs send it with each call:')} <code>{'Authorization: Bearer …'}</code>
      </p>
    </Stack>
  );
}
