import { z } from "zod";
import type { Service } from "#lib/payment/look-up.ts";
import { dayOf, endOfDay, startOfDay } from "#lib/time/zone.ts";

/** Promises to call a customer back: their times, and how they are shown. */

/** A promise as somebody may see it. */
export interface CallBack {
  id: string;
  invoiceId: string;
  service: Service;
  /** Alias, or undefined for all terminals. */
  terminal: string | undefined;
  dueAt: Date;
  /** Promised by the person who looks. */
  isOwn: boolean;
  /** Email of who promised; null for those who may not see who looks at payments. */
  who: string | null;
  /** May this person mark it as done? */
  mayEnd: boolean;
}

/** Minutes to choose from by one press. */
export const CALL_BACK_MINUTES = [15, 30, 60, 120] as const;

/** A time of the day as `<input type="time">` sends it. */
export const clockSchema = z
  .string()
  .trim()
  .regex(/^(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?$/);

/** By when: so many minutes from now, or at a time of the day in the shop's zone, tomorrow's if it has passed. */
export type CallBackTime = { within: number } | { at: string };

/** The moment that was promised. */
export function dueMoment(
  time: CallBackTime,
  { now, timeZone }: { now: Date; timeZone: string },
): Date {
  if ("within" in time) return new Date(now.getTime() + time.within * MINUTE_MILLISECONDS);
  const [hours = 0, minutes = 0] = time.at.split(/[:.]/).map(Number);
  const today = dayOf(now, timeZone);
  const sinceMidnight = (hours * 60 + minutes) * MINUTE_MILLISECONDS;
  const at = startOfDay(today, timeZone).getTime() + sinceMidnight;
  // In the minute that is running it is still to be done now.
  const isPast = at + MINUTE_MILLISECONDS <= now.getTime();
  return new Date(isPast ? endOfDay(today, timeZone).getTime() + sinceMidnight : at);
}

const MINUTE_MILLISECONDS = 60_000;
