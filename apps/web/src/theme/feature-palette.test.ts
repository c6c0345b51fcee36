import { expect, test } from 'vitest';
import { featurePalette } from './feature-palette.ts';

type Triple = [number, number, number];
type Matrix = [Triple, Triple, Triple];

/** What a colour becomes without one kind of cone (Machado, Oliveira and Fernandes, 2009; linear RGB). */
const sights: Record<string, Matrix> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const surfaces = { light: '#ffffff', dark: '#131a18' };

function linear(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function times(matrix: Matrix, [r, g, b]: Triple): Triple {
  const row = ([x, y, z]: Triple) => Math.max(0, x * r + y * g + z * b);
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function okLab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: Triple, b: Triple): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function contrast(a: string, b: string): number {
  const luminance = ([r, g, blue]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * blue + 0.05;
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return Math.max(x, y) / Math.min(x, y);
}

const cases = (['light', 'dark'] as const).flatMap((scheme) =>
  Object.entries(sights).map(([sight, matrix]) => ({ scheme, sight, matrix })),
);

test.each(cases)('any two colours are told apart: $scheme, $sight', ({ scheme, matrix }) => {
  const seen = featurePalette[scheme].map((colour) => okLab(times(matrix, linear(colour))));
  for (const [index, colour] of seen.entries()) {
    for (const other of seen.slice(index + 1)) expect(distance(colour, other)).toBeGreaterThan(0.09);
  }
});

test.each(['light', 'dark'] as const)('every colour stands out from the card: %s', (scheme) => {
  for (const colour of featurePalette[scheme]) {
    expect(contrast(colour, surfaces[scheme])).toBeGreaterThanOrEqual(3);
  }
});
