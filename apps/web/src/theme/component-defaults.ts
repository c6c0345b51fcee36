import type { MantineThemeOverride } from '@mantine/core';

const overlay = { backgroundOpacity: 0.3 };

// Plain objects: `Modal.extend` would put every component named here into the first chunk.
export const componentDefaults: NonNullable<MantineThemeOverride['components']> = {
  Drawer: { defaultProps: { overlayProps: overlay } },
  Menu: { defaultProps: { shadow: 'md' } },
  Modal: { defaultProps: { overlayProps: overlay, centered: true } },
  Paper: { defaultProps: { withBorder: true } },
  Popover: { defaultProps: { shadow: 'md' } },
  Skeleton: { defaultProps: { radius: 'sm' } },
  Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } },
};
