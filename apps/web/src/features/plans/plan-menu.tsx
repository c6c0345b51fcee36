import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import type { PlanActionRequest } from './plan-action-dialog.tsx';
import classes from './plans-admin.module.css';
import type { AdminPlan } from './use-plans.ts';

type PlanMenuProps = {
  plan: AdminPlan;
  onAction: (request: PlanActionRequest) => void;
  onMove: (by: 1 | -1) => void;
  isFirst: boolean;
  isLast: boolean;
};

export function PlanMenu({ plan, onAction, onMove, isFirst, isLast }: PlanMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.menu}
          aria-label={`Actions for ${plan.name}`}
        >
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={isFirst} onClick={() => onMove(-1)}>
          Move up
        </Menu.Item>
        <Menu.Item disabled={isLast} onClick={() => onMove(1)}>
          Move down
        </Menu.Item>
        <Menu.Divider />
        {plan.active ? (
          <Menu.Item onClick={() => onAction({ kind: 'archive', plan })}>Archive</Menu.Item>
        ) : (
          <Menu.Item onClick={() => onAction({ kind: 'unarchive', plan })}>Offer again</Menu.Item>
        )}
        <Menu.Item color="red" onClick={() => onAction({ kind: 'delete', plan })}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
