import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { componentDefaults } from './component-defaults.ts';
import { featureVariables } from './feature-palette.ts';

// The sixth shade is the light theme's green, the third the dark theme's: see primaryShade.
const green: MantineColorsTuple = [
  '#e7f0eb',
  '#c3e9d9',
  '#8fe0c0',
  '#5fd3a6',
  '#2f9c7c',
  '#17705b',
  '#0f5b4a',
  '#0c4b3d',
  '#0a3c31',
  '#072c24',
];

const red: MantineColorsTuple = [
  '#fbeae7',
  '#f7cfca',
  '#f5aca4',
  '#f2887e',
  '#d9554a',
  '#c43a31',
  '#b3261e',
  '#951e18',
  '#771712',
  '#59110d',
];

const gray: MantineColorsTuple = [
  '#f7f5ef',
  '#f4f2ea',
  '#eae7de',
  '#e4e1d8',
  '#d2cfc4',
  '#87928c',
  '#5c6b64',
  '#47544e',
  '#2c3833',
  '#14211c',
];

const dark: MantineColorsTuple = [
  '#e8ede9',
  '#c4cec8',
  '#93a29b',
  '#62726b',
  '#26342e',
  '#1b2522',
  '#131a18',
  '#0c1110',
  '#090d0c',
  '#060908',
];

/** Mantine chooses the text on a filled control by the light theme's shade, also in the dark theme. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colors, color: 'var(--scrip-on-green)' } : colors;
};

export const theme = createTheme({
  colors: { green, red, gray, dark },
  primaryColor: 'green',
  primaryShade: { light: 6, dark: 3 },
  variantColorResolver,
  autoContrast: true,
  luminanceThreshold: 0.3,
  black: '#14211c',
  fontFamily: '"Geist Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"Geist Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.35' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  headings: {
    fontFamily: '"Geist Variable", system-ui, sans-serif',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.2' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: componentDefaults,
});

/** Mantine's own surfaces take the tokens of tokens.css, so that each colour is written once. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--scrip-paper)',
    '--mantine-color-text': 'var(--scrip-ink)',
    '--mantine-color-dimmed': 'var(--scrip-muted)',
    '--mantine-color-placeholder': 'var(--scrip-muted)',
    '--mantine-color-error': 'var(--scrip-red)',
    '--mantine-color-anchor': 'var(--scrip-green)',
    '--mantine-primary-color-contrast': 'var(--scrip-on-green)',
    '--mantine-color-default': 'var(--scrip-raised)',
    '--mantine-color-default-hover': 'var(--scrip-sunken)',
    '--mantine-color-default-border': 'var(--scrip-line)',
  };
  return {
    variables: { '--mantine-font-size': '14px' },
    light: { ...surfaces, ...featureVariables('light') },
    dark: { ...surfaces, ...featureVariables('dark') },
  };
};
