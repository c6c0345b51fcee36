import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';
import type { AdminPlan } from './use-plans.ts';

export const dragInstructions = {
  draggable:
    'Press space to pick the plan up, the arrow keys to move it, space again to drop it, escape to leave it where it was.',
};

/** What a screen reader says while a plan is moved. */
export function announcementsOf(plans: AdminPlan[]): Announcements {
  const indexOf = (id: UniqueIdentifier) => plans.findIndex((plan) => plan.id === id);
  const nameOf = (id: UniqueIdentifier) => plans[indexOf(id)]?.name ?? 'The plan';
  const placeOf = (id: UniqueIdentifier) => `place ${indexOf(id) + 1} of ${plans.length}`;
  return {
    onDragStart: ({ active }) => `${nameOf(active.id)} is picked up, ${placeOf(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${nameOf(active.id)} is over ${placeOf(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      over ? `${nameOf(active.id)} is dropped on ${placeOf(over.id)}.` : undefined,
    onDragCancel: ({ active }) => `${nameOf(active.id)} is back on ${placeOf(active.id)}.`,
  };
}
