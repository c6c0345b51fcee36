import { type Ink, Plate, type Point, seededRandom } from './engraving.ts';
import type { Raster } from './png.ts';

const width = 640;
const height = 400;
const centre: Point = [width / 2, height / 2];
const turn = 2 * Math.PI;

const paper: Ink = [251, 250, 246];
/** Main ink and second ink of a note. */
const inkPairs: [Ink, Ink][] = [
  [
    [15, 91, 74],
    [183, 121, 31],
  ],
  [
    [28, 62, 112],
    [15, 91, 74],
  ],
  [
    [122, 38, 44],
    [92, 107, 100],
  ],
  [
    [74, 44, 110],
    [183, 121, 31],
  ],
  [
    [20, 33, 28],
    [15, 91, 74],
  ],
  [
    [132, 74, 20],
    [28, 62, 112],
  ],
];

type Random = () => number;

function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

function wholeBetween(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

/** Fine lines across the sheet that bend together, as the ground of a banknote does. */
function engraveGround(plate: Plate, random: Random, ink: Ink): void {
  const amplitude = between(random, 6, 14);
  const waves = wholeBetween(random, 2, 5);
  const drift = between(random, 0.6, 1.8);
  for (let y = -20; y < height + 20; y += 7) {
    const phase = (y / height) * turn * drift;
    const line = (t: number): Point => [
      t * width,
      y + amplitude * Math.sin(t * turn * waves + phase) * Math.sin(t * Math.PI),
    ];
    plate.stroke(line, ink, 0.3);
  }
}

type Rosette = {
  at: Point;
  radiusX: number;
  radiusY: number;
  petals: number;
  depth: number;
  threads: number;
  /** How far the whole ring bulges into lobes, and how many. */
  lobes?: { count: number; depth: number };
};

/** One guilloche ring: many copies of a waving ellipse, each turned a little further, whose crossings make the net. */
function engraveRosette(plate: Plate, rosette: Rosette, ink: Ink, strength: number): void {
  const { at, radiusX, radiusY, petals, depth, threads, lobes = { count: 0, depth: 0 } } = rosette;
  for (let thread = 0; thread < threads; thread += 1) {
    const phase = (thread / threads) * turn;
    const ring = (t: number): Point => {
      const angle = t * turn;
      const bulge = 1 - lobes.depth / 2 + (lobes.depth / 2) * Math.cos(lobes.count * (angle + turn / 4));
      const swing = bulge * (1 - depth / 2 + (depth / 2) * Math.sin(petals * angle + phase));
      return [at[0] + radiusX * swing * Math.cos(angle), at[1] + radiusY * swing * Math.sin(angle)];
    };
    plate.stroke(ring, ink, strength);
  }
}

function engraveMedallion(plate: Plate, random: Random, [main, second]: [Ink, Ink]): void {
  const radiusX = between(random, 150, 215);
  const radiusY = between(random, 128, 146);
  plate.clear(centre, radiusX + 4, radiusY + 4, paper);
  const lobeCount = wholeBetween(random, 3, 12);
  const petals = lobeCount * wholeBetween(random, 2, 3);
  const rings = [
    {
      scale: 1,
      lobe: between(random, 0.04, 0.2),
      depth: between(random, 0.12, 0.26),
      petals: petals * 2,
      threads: 10,
    },
    { scale: 0.8, lobe: between(random, 0.1, 0.45), depth: between(random, 0.25, 0.5), petals, threads: 12 },
    {
      scale: 0.56,
      lobe: between(random, 0.1, 0.5),
      depth: between(random, 0.4, 0.7),
      petals: lobeCount,
      threads: 14,
    },
    {
      scale: 0.3,
      lobe: 0,
      depth: between(random, 0.7, 0.95),
      petals: wholeBetween(random, 3, 7),
      threads: 9,
    },
  ];
  rings.forEach(({ scale, lobe, ...shape }, index) => {
    const size = { at: centre, radiusX: radiusX * scale, radiusY: radiusY * scale };
    const lobes = { count: lobeCount, depth: lobe };
    engraveRosette(plate, { ...size, ...shape, lobes }, index % 2 ? second : main, 0.5);
  });
}

/** Two plaited waves between straight rules along every edge, and a small rosette on each corner. */
function engraveFrame(plate: Plate, random: Random, [main, second]: [Ink, Ink]): void {
  const margin = 24;
  const right = width - margin;
  const bottom = height - margin;
  const edges: [Point, Point][] = [
    [
      [margin, margin],
      [right, margin],
    ],
    [
      [margin, bottom],
      [right, bottom],
    ],
    [
      [margin, margin],
      [margin, bottom],
    ],
    [
      [right, margin],
      [right, bottom],
    ],
  ];
  for (const [from, to] of edges) {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const [alongX, alongY] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    const offset =
      (distance: number) =>
      (t: number): Point => [
        from[0] + alongX * t * length - alongY * distance,
        from[1] + alongY * t * length + alongX * distance,
      ];
    for (const distance of [-13, -11, 11, 13]) plate.stroke(offset(distance), main, 0.7);
    const knots = Math.round(length / 24);
    for (let strand = 0; strand < 4; strand += 1) {
      const phase = (strand / 4) * turn;
      plate.stroke((t) => offset(8 * Math.sin(t * turn * knots + phase))(t), strand % 2 ? second : main, 0.6);
    }
  }
  const petals = wholeBetween(random, 5, 9);
  for (const x of [margin + 10, right - 10]) {
    for (const y of [margin + 10, bottom - 10]) {
      plate.clear([x, y], 34, 34, paper);
      const corner = { at: [x, y] as const, radiusX: 32, radiusY: 32, petals, depth: 0.75, threads: 9 };
      engraveRosette(plate, corner, main, 0.5);
    }
  }
}

/** An engraved note of 640 by 400 pixels. The same prompt always gives the same pixels. */
export function paintNote(prompt: string): Raster {
  const random = seededRandom(prompt);
  const plate = new Plate(width, height, paper);
  const inks = inkPairs[Math.floor(random() * inkPairs.length)] ?? [paper, paper];
  engraveGround(plate, random, inks[1]);
  engraveMedallion(plate, random, inks);
  engraveFrame(plate, random, inks);
  return plate.toRaster();
}
