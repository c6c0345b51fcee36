import { bandPath, rosettePath } from '../../theme/guilloche.ts';
import classes from './guilloche.module.css';

const WIDTH = 1120;
const HEIGHT = 164;
const centre = { cx: 1032, cy: 82 };

const band = bandPath({ width: WIDTH, y: 88, amplitude: 70, wave: 420, strands: 18 });
const rings = [
  { radius: 66, depth: 0.14, petals: 24, strands: 4 },
  { radius: 48, depth: 0.22, petals: 16, strands: 5 },
  { radius: 28, depth: 0.34, petals: 12, strands: 5 },
  { radius: 12, depth: 0.5, petals: 8, strands: 4 },
].map((ring) => rosettePath({ ...centre, ...ring, points: 360 }));

/** The engraving behind the balance. Decoration only. */
export function Guilloche() {
  return (
    <svg
      className={classes.guilloche}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMaxYMid slice"
      aria-hidden="true"
    >
      <path className={classes.band} d={band} />
      {rings.map((ring) => (
        <path key={ring.slice(0, 24)} d={ring} />
      ))}
    </svg>
  );
}
