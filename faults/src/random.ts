/** Numbers in [0, 1), the same for the same seed. */
export type Random = () => number;

/** A linear congruential generator whose high bits are used: plenty for choosing what to send and where to strike. */
export function createRandom(seed: number): Random {
  let state = BigInt.asUintN(64, BigInt(Math.trunc(seed)) * 2n + 1n);
  return () => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number(state >> 11n) / 2 ** 53;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function pick<Item>(random: Random, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
