import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import classes from './previews.module.css';

type ProposalRowProps = { name: string; now: string; onRemove: () => void; children: ReactNode };

/** One price or plan of a proposal. */
export function ProposalRow({ name, now, onRemove, children }: ProposalRowProps) {
  return (
    <section className={classes.proposed} aria-label={name}>
      <div className={classes.proposedHead}>
        <h3 className={classes.title}>{name}</h3>
        <span className={classes.note}>{t('Now: {price}', { price: now })}</span>
        <CloseButton onClick={onRemove} aria-label={t('Leave out {name}', { name })} />
      </div>
      {children}
    </section>
  );
}
