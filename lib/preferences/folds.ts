import { z } from "zod";

/** The cookie with the parts of a payment's page that a person has left open. */
export const FOLDS_COOKIE = "anyqta.folds";

/** The beginning of a person's id and the ids of the open parts, with dots between. */
export const foldsSchema = z.string().regex(/^[0-9a-f]{8}(\.[a-z]{1,16}){0,16}$/);

/** Whose memory it is: the beginning of the person's id, which is a UUID. */
export function ownerOf(personId: string): string {
  return personId.slice(0, 8);
}

/** The open parts that a cookie names for this owner; none for another's. */
export function readFolds(cookie: string | undefined, owner: string): readonly string[] {
  const read = foldsSchema.safeParse(cookie);
  if (!read.success) return [];
  const [of, ...open] = read.data.split(".");
  return of === owner ? open : [];
}
