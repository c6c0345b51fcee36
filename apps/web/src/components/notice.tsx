import { CloseButton } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../i18n/t.ts';
import classes from './notice.module.css';

const icons = { info: IconInfoCircle, warning: IconAlertTriangle, danger: IconAlertCircle };

type NoticeProps = {
  tone: keyof typeof icons;
  title: string;
  /** What to do. */
  children: ReactNode;
  /** With it, a button takes the notice away. */
  onDismiss?: () => void;
};

/** A banner in the page: what is the case, and what to do. */
export function Notice({ tone, title, children, onDismiss }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone} role="status">
      <Icon size={20} stroke={1.6} aria-hidden className={classes.icon} />
      <div>
        <p className={classes.title}>{title}</p>
        <p className={classes.text}>{children}</p>
      </div>
      {onDismiss && <CloseButton className={classes.dismiss} onClick={onDismiss} aria-label={t('Dismiss')} />}
    </div>
  );
}
