// The line patterns of engraved paper, as SVG paths. Coordinates are rounded to a tenth: finer does not show.

type RosetteShape = {
  cx: number;
  cy: number;
  /** Mean distance of the line from the centre. */
  radius: number;
  /** How far the line swings, as a share of the radius. */
  depth: number;
  petals: number;
  /** Turned copies that interlace. */
  strands: number;
  points: number;
};

/** Interlaced closed waves around a centre. */
export function rosettePath({ cx, cy, radius, depth, petals, strands, points }: RosetteShape): string {
  const paths = Array.from({ length: strands }, (_, strand) => {
    const phase = (2 * Math.PI * strand) / strands;
    const corners = Array.from({ length: points }, (_, point) => {
      const angle = (2 * Math.PI * point) / points;
      const distance = radius * (1 + depth * Math.sin(petals * angle + phase));
      return at(cx + distance * Math.cos(angle), cy + distance * Math.sin(angle));
    });
    return `M${corners.join('L')}Z`;
  });
  return paths.join('');
}

type BandShape = {
  width: number;
  /** The middle of the band. */
  y: number;
  amplitude: number;
  /** Length of one wave. */
  wave: number;
  strands: number;
};

/** Waves that run from left to right, each a little later than the one before, so that they weave a band. */
export function bandPath({ width, y, amplitude, wave, strands }: BandShape): string {
  const step = 8;
  const paths = Array.from({ length: strands }, (_, strand) => {
    const phase = (Math.PI * strand) / strands;
    const corners = Array.from({ length: Math.ceil(width / step) + 1 }, (_, point) => {
      const x = point * step;
      const swell = 0.62 + 0.38 * Math.cos((2 * Math.PI * x) / (wave * 3.5) + phase);
      return at(x, y + amplitude * swell * Math.sin((2 * Math.PI * x) / wave + phase));
    });
    return `M${corners.join('L')}`;
  });
  return paths.join('');
}

function at(x: number, y: number): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
