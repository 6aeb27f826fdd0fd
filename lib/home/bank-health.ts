import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Kind } from "#lib/payment/payment.ts";

/** How well the bank answers, judged by nothing but our own recent questions. */
export type BankHealth =
  /** Since when nobody has had an answer: RFC 3339 in UTC. */
  | { is: "silent"; since: string }
  /** Nobody asked within these minutes, so nothing is known. */
  | { is: "not_asked"; minutes: number }
  | {
      is: "answers";
      minutes: number;
      asked: number;
      /** Questions without an answer about the payment, for a reason on the bank's side. */
      failed: number;
      /** Half of the answers came within this time; null when there was none. */
      medianMs: number | null;
    };

const BANK_FAULTS: ReadonlySet<Kind> = new Set(["bank_error", "unreachable", "unreadable"]);

/** The health of the bank from the questions of the last minutes. */
export function healthOf(
  attempts: readonly Pick<LookUpAnswer, "kind" | "fault" | "bankMilliseconds">[],
  { silentSince, minutes }: { silentSince: string | null; minutes: number },
): BankHealth {
  if (silentSince !== null) return { is: "silent", since: silentSince };
  const asked = attempts.filter(({ fault }) => fault !== "not_asked");
  if (asked.length === 0) return { is: "not_asked", minutes };
  const answered = asked.filter(({ kind }) => !BANK_FAULTS.has(kind));
  return {
    is: "answers",
    minutes,
    asked: asked.length,
    failed: asked.length - answered.length,
    medianMs: medianOf(answered.map(({ bankMilliseconds }) => bankMilliseconds)),
  };
}

function medianOf(times: readonly number[]): number | null {
  return times.toSorted((a, b) => a - b).at(Math.floor(times.length / 2)) ?? null;
}
