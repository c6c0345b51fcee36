/** A mark after so many entries: about the most that a figure at any instant has to read besides. A CHECK knows it too. */
export const ENTRIES_PER_MARK = 64;
