/** How many random sequences each property plays; without it, as many as CI has time for. */
const asked = process.env.PROPERTY_RUNS;

export const propertyRuns = asked ? Number(asked) : null;

/** Repeats the sequences of an earlier run. */
export const propertySeed = process.env.PROPERTY_SEED ? Number(process.env.PROPERTY_SEED) : null;
