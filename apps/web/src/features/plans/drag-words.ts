import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';
import { t } from '../../i18n/t.ts';
import type { AdminPlan } from './use-plans.ts';

export const dragInstructions = () => ({
  draggable: t(
    'Press space to pick the plan up, the arrow keys to move it, space again to drop it, escape to leave it where it was.',
  ),
});

/** What a screen reader says while a plan is moved. */
export function announcementsOf(plans: AdminPlan[]): Announcements {
  const indexOf = (id: UniqueIdentifier) => plans.findIndex((plan) => plan.id === id);
  const nameOf = (id: UniqueIdentifier) => plans[indexOf(id)]?.name ?? t('The plan');
  const at = (active: { id: UniqueIdentifier }, place: { id: UniqueIdentifier } = active) => ({
    name: nameOf(active.id),
    place: indexOf(place.id) + 1,
    count: plans.length,
  });
  return {
    onDragStart: ({ active }) => t('{name} is picked up, place {place} of {count}.', at(active)),
    onDragOver: ({ active, over }) =>
      over ? t('{name} is over place {place} of {count}.', at(active, over)) : undefined,
    onDragEnd: ({ active, over }) =>
      over ? t('{name} is dropped on place {place} of {count}.', at(active, over)) : undefined,
    onDragCancel: ({ active }) => t('{name} is back on place {place} of {count}.', at(active)),
  };
}
