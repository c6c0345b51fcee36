import type { Raster } from './png.ts';

export type Ink = readonly [red: number, green: number, blue: number];
export type Point = readonly [x: number, y: number];

/** A sheet that thin lines are drawn on: pixels in floating point, so that faint strokes add up before rounding. */
export class Plate {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Float32Array;

  constructor(width: number, height: number, paper: Ink) {
    this.width = width;
    this.height = height;
    this.#pixels = new Float32Array(width * height * 3);
    for (let at = 0; at < this.#pixels.length; at += 1) this.#pixels[at] = paper[at % 3] ?? 0;
  }

  /**
   * Draws a curve from t = 0 to 1 about one pixel wide; `strength` is how much ink a single pass leaves, 0 to 1. The
   * step follows the curve's speed, so that a stroke is as dark where it is fast as where it is slow.
   */
  stroke(curve: (t: number) => Point, ink: Ink, strength: number): void {
    const stepPixels = 1;
    let t = 0;
    let [x, y] = curve(0);
    const [aheadX, aheadY] = curve(1e-5);
    let step = (1e-5 * stepPixels) / (Math.hypot(aheadX - x, aheadY - y) || 1);
    while (t < 1) {
      this.#dab(x, y, ink, strength);
      const [nextX, nextY] = curve(t + step);
      const moved = Math.hypot(nextX - x, nextY - y);
      t += step;
      x = nextX;
      y = nextY;
      step = Math.min(0.01, Math.max(1e-6, step * Math.min(2, Math.max(0.5, stepPixels / (moved || 1e-6)))));
    }
  }

  /** Fills a disc with paper, so that what is drawn inside does not lie over what was there before. */
  clear([centreX, centreY]: Point, radiusX: number, radiusY: number, paper: Ink): void {
    for (let y = Math.floor(centreY - radiusY); y <= centreY + radiusY; y += 1) {
      for (let x = Math.floor(centreX - radiusX); x <= centreX + radiusX; x += 1) {
        const distance = Math.hypot((x - centreX) / radiusX, (y - centreY) / radiusY);
        const edge = (1 - distance) * Math.min(radiusX, radiusY);
        if (edge > 0) this.#blend(x, y, paper, Math.min(1, edge));
      }
    }
  }

  toRaster(): Raster {
    // Steps of 4 cannot be seen and make the file a third smaller.
    const rgb = Uint8Array.from(this.#pixels, (value) => Math.min(255, Math.round(value / 4) * 4));
    return { width: this.width, height: this.height, rgb };
  }

  #dab(x: number, y: number, ink: Ink, strength: number): void {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const right = x - left;
    const below = y - top;
    this.#blend(left, top, ink, strength * (1 - right) * (1 - below));
    this.#blend(left + 1, top, ink, strength * right * (1 - below));
    this.#blend(left, top + 1, ink, strength * (1 - right) * below);
    this.#blend(left + 1, top + 1, ink, strength * right * below);
  }

  #blend(x: number, y: number, ink: Ink, alpha: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const pixels = this.#pixels;
    const at = (y * this.width + x) * 3;
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    pixels[at] = red + (ink[0] - red) * alpha;
    pixels[at + 1] = green + (ink[1] - green) * alpha;
    pixels[at + 2] = blue + (ink[2] - blue) * alpha;
  }
}

/** A generator of numbers in [0, 1) that a text decides: FNV-1a into mulberry32. */
export function seededRandom(text: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
