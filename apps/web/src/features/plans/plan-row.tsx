import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconGripVertical } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { tableClasses } from '../../components/data-table.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import type { PlanActionRequest } from './plan-action-dialog.tsx';
import { PlanMenu } from './plan-menu.tsx';
import { PlanState } from './plan-state.tsx';
import classes from './plans-admin.module.css';
import { formatPrice } from './price.ts';
import type { AdminPlan } from './use-plans.ts';

type PlanRowProps = {
  plan: AdminPlan;
  onAction: (request: PlanActionRequest) => void;
  onMove: (by: 1 | -1) => void;
  isFirst: boolean;
  isLast: boolean;
};

export function PlanRow({ plan, onAction, onMove, isFirst, isLast }: PlanRowProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: plan.id });
  return (
    <tr
      ref={setNodeRef}
      className={`${tableClasses.linkRow} ${classes.row}`}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-dragging={isDragging}
      data-archived={!plan.active}
    >
      <th scope="row">
        <span className={classes.plan}>
          <button
            type="button"
            ref={setActivatorNodeRef}
            className={classes.handle}
            aria-label={t('Move {name}', { name: plan.name })}
            aria-describedby={attributes['aria-describedby']}
            {...listeners}
          >
            <IconGripVertical size={16} stroke={1.6} aria-hidden />
          </button>
          <Link
            to="/admin/plans/$planId"
            params={{ planId: plan.id }}
            className={`${tableClasses.rowLink} ${classes.name}`}
            data-row-link
          >
            {plan.name}
          </Link>
          {plan.badge && <span className={classes.badge}>{plan.badge}</span>}
        </span>
      </th>
      <td>
        <PlanState isOffered={plan.active} />
      </td>
      <td>{plan.billingSource === 'clerk' ? <ClerkBilling clerkId={plan.clerkId} /> : t('Manual')}</td>
      <PriceCell cents={plan.priceMonthlyCents} currency={plan.currency} />
      <PriceCell cents={plan.priceYearlyCents} currency={plan.currency} />
      <td className={tableClasses.number}>{formatNumber(plan.credits)}</td>
      <td>{renewalOf(plan)}</td>
      <td className={tableClasses.number}>{formatNumber(plan.subscribers)}</td>
      <td className={classes.menuCell}>
        <PlanMenu plan={plan} onAction={onAction} onMove={onMove} isFirst={isFirst} isLast={isLast} />
      </td>
    </tr>
  );
}

function ClerkBilling({ clerkId }: { clerkId: string | null }) {
  return clerkId ? (
    <span title={clerkId}>{t('Clerk')}</span>
  ) : (
    <span className={classes.warning}>{t('Clerk, no plan id')}</span>
  );
}

function PriceCell({ cents, currency }: { cents: number | null; currency: string | null }) {
  return (
    <td className={tableClasses.number}>
      {cents === null || currency === null ? (
        <span className={classes.none}>–</span>
      ) : (
        formatPrice(cents, currency)
      )}
    </td>
  );
}

function renewalOf({ creditRenewal, rolloverCapCredits: cap }: AdminPlan): string {
  if (creditRenewal === 'reset') return t('Resets');
  return cap === null ? t('Rolls over') : t('Rolls over, to {count}', { count: cap });
}
