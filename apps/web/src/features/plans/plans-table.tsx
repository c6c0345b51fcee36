import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import { t } from '../../i18n/t.ts';
import { announcementsOf, dragInstructions } from './drag-words.ts';
import type { PlanActionRequest } from './plan-action-dialog.tsx';
import { PlanRow } from './plan-row.tsx';
import classes from './plans-admin.module.css';
import { usePlanOrder } from './use-plan-order.ts';
import type { AdminPlan } from './use-plans.ts';

/** A press that moves less is a click. */
const DRAG_DISTANCE_PX = 5;

type PlansTableProps = { plans: AdminPlan[]; onAction: (request: PlanActionRequest) => void };

export function PlansTable({ plans, onAction }: PlansTableProps) {
  const { move, isPending, problem } = usePlanOrder(plans);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_DISTANCE_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = plans.map(({ id }) => id);
  const drop = ({ active, over }: DragEndEvent) => {
    if (over) move(String(active.id), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ announcements: announcementsOf(plans), screenReaderInstructions: dragInstructions() }}
    >
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: clicks only help to reach the links inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside take keys */}
      <div onClick={followRowLink} aria-busy={isPending}>
        <DataTable caption={t('Plans, in the order of the price table')}>
          <Head />
          <tbody>
            <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={isPending}>
              {plans.map((plan, index) => (
                <PlanRow
                  key={plan.id}
                  plan={plan}
                  onAction={onAction}
                  onMove={(by) => move(plan.id, index + by)}
                  isFirst={index === 0}
                  isLast={index === plans.length - 1}
                />
              ))}
            </SortableContext>
          </tbody>
        </DataTable>
      </div>
    </DndContext>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.planHead}>
          {t('Plan')}
        </th>
        <th scope="col">{t('State')}</th>
        <th scope="col">{t('Billing')}</th>
        <th scope="col" className={tableClasses.number}>
          {t('Monthly')}
        </th>
        <th scope="col" className={tableClasses.number}>
          {t('Yearly')}
        </th>
        <th scope="col" className={tableClasses.number}>
          {t('Credits')}
        </th>
        <th scope="col">{t('Renewal')}</th>
        <th scope="col" className={tableClasses.number}>
          {t('Subscribers')}
        </th>
        <th scope="col" aria-label={t('Actions')} />
      </tr>
    </thead>
  );
}
