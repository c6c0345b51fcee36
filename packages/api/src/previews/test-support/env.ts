/** How many entries the large preview is over: `PREVIEW_ENTRIES=1000000` in a long run. Null: a few, in a second. */
export const askedEntries = process.env.PREVIEW_ENTRIES ? Number(process.env.PREVIEW_ENTRIES) : null;
