/** Characters of a reason in one's own words, which the reason "other" needs. No schema: browsers read it. */
export const REASON_TEXT = { least: 5, most: 200 } as const;
