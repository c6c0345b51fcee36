import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { t } from '../../i18n/t.ts';
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
          aria-label={t('Actions for {name}', { name: plan.name })}
        >
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={isFirst} onClick={() => onMove(-1)}>
          {t('Move up')}
        </Menu.Item>
        <Menu.Item disabled={isLast} onClick={() => onMove(1)}>
          {t('Move down')}
        </Menu.Item>
        <Menu.Divider />
        {plan.active ? (
          <Menu.Item onClick={() => onAction({ kind: 'archive', plan })}>{t('Archive')}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => onAction({ kind: 'unarchive', plan })}>{t('Offer again')}</Menu.Item>
        )}
        <Menu.Item color="red" onClick={() => onAction({ kind: 'delete', plan })}>
          {t('Delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
