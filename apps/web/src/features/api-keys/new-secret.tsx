import { Button, CopyButton, Group, Stack } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import dialogs from '../../components/dialogs.module.css';
import { Notice } from '../../components/notice.tsx';
import classes from './api-keys.module.css';

type NewSecretProps = { secret: string; onClose: () => void };

/** A secret, shown once. Only its button leaves it: it cannot be had again. */
export function NewSecret({ secret, onClose }: NewSecretProps) {
  return (
    <Stack gap="md">
      <Notice tone="warning" title="Copy the key now">
        It is not shown again. Whoever has it can use it: keep it out of code and chats.
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
              {copied ? 'Copied' : 'Copy key'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>I have saved it</Button>
      </Group>
      <p className={dialogs.effect}>
        Programs send it as <code>Authorization: Bearer</code> with the key.
      </p>
    </Stack>
  );
}
