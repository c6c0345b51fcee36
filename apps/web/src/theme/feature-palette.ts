/**
 * Eight colours a scheme, each apart from the others for the usual sight, protanopia, deuteranopia and tritanopia, and
 * with a contrast of at least 3 to the surface of a chart; the test measures it. Order matters: the first ones are the
 * most used.
 */
export const featurePalette = {
  light: ['#0f5b4a', '#c9821a', '#b47ae7', '#4f1817', '#649f90', '#4d1d93', '#795e96', '#001d55'],
  dark: ['#5fd3a6', '#e2a23b', '#91a2e9', '#cb6d8a', '#c1e2fc', '#1680e4', '#617309', '#f0f651'],
} as const;

export const FEATURE_COLOURS = featurePalette.light.length;

/** @param slot 0 to 7. */
export function featureColour(slot: number): string {
  return `var(--scrip-feature-${slot + 1})`;
}

export function featureVariables(scheme: keyof typeof featurePalette): Record<string, string> {
  return Object.fromEntries(
    featurePalette[scheme].map((colour, slot) => [`--scrip-feature-${slot + 1}`, colour]),
  );
}
