import type { BankAnswer, Kind } from "../payment.ts";

/** Names of the badges, which name their words in the message files under `badge`, too. */
export type BadgeKey = Kind | "three_d_secure" | "not_settled" | "failed_not_final";

export interface BadgeName {
  key: BadgeKey;
  /** The bank's own word or code, for "Unknown: ...". */
  raw: string;
}

/** Which badge an outcome has; apart from how it looks, as a page that announces it needs no more. */
export function badgeName(
  answer: Pick<BankAnswer, "kind" | "class" | "statusName" | "resultCode">,
): BadgeName {
  const raw = (answer.resultCode === "100" ? answer.statusName : answer.resultCode) ?? "–";
  return { key: keyOf(answer), raw };
}

function keyOf(answer: Pick<BankAnswer, "kind" | "class" | "statusName">): BadgeKey {
  const { kind, statusName } = answer;
  if (kind === "failed" && statusName === "3D") return "three_d_secure";
  if (kind === "failed" && answer.class !== "closed") return "failed_not_final";
  // In progress although the bank says FAILED or REJECT: its reason code is not a final one.
  const refused = statusName === "FAILED" || statusName === "REJECT";
  return kind === "in_progress" && refused ? "not_settled" : kind;
}
