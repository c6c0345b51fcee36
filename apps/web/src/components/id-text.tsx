import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../i18n/t.ts';
import classes from './id-text.module.css';

type IdTextProps = {
  value: string;
  label?: string;
  /** Takes the whole line: the buttons of ids under one another are aligned. */
  isWide?: boolean;
};

/** An id or key in mono, with a button that copies it. */
export function IdText({ value, label = t('the id'), isWide = false }: IdTextProps) {
  return (
    <span className={classes.id} data-wide={isWide}>
      <code className={classes.value}>{value}</code>
      <CopyButton value={value} timeout={1_500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('Copied') : t('Copy {what}', { what: label })}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              onClick={copy}
              aria-label={t('Copy {what}', { what: label })}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} stroke={1.6} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
