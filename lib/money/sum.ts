import { z } from "zod";

/** An exact sum: `decimal` as digits with a point, `minorUnits` in hundredths. */
export const sumSchema = z.object({
  decimal: z.string().regex(/^-?\d+(\.\d+)?$/),
  minorUnits: z.string().regex(/^-?\d+$/),
});
export type Sum = z.infer<typeof sumSchema>;
