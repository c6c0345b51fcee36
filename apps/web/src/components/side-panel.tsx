import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './side-panel.module.css';

type SidePanelProps = {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What the button that closes it says to screen readers. */
  closeLabel: string;
  side: 'left' | 'right';
  widthPx: number;
  /** Off when whoever opened it gives the focus back itself. */
  returnsFocus?: boolean;
  children: ReactNode;
};

/** A drawer; its head is no <header>, which would be a second banner of the page. */
export function SidePanel({ returnsFocus = true, children, ...panel }: SidePanelProps) {
  const { isOpen, onClose, title, closeLabel, side, widthPx } = panel;
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position={side} size={widthPx} returnFocus={returnsFocus}>
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body className={classes.body}>
          <div className={classes.head}>
            <Drawer.Title className={classes.title}>{title}</Drawer.Title>
            <Drawer.CloseButton aria-label={closeLabel} />
          </div>
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
