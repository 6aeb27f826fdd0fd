import type { BankAnswer } from "../payment.ts";
import { type BadgeKey, type BadgeName, badgeName } from "./badge-name.ts";

/**
 * How an outcome looks: one tone, one icon, one word, the same everywhere. A refund is not a
 * failure, a pending payment is not an error, a released hold is not red. Colour never speaks alone.
 */
export const TONES = ["emerald", "sky", "violet", "slate", "amber", "orange", "red"] as const;
export type Tone = (typeof TONES)[number];

/** Every badge; the key names its word in the message files under `badge`. */
const BADGES = {
  paid: { tone: "emerald", icon: "tick" },
  held: { tone: "sky", icon: "padlock" },
  refunded: { tone: "violet", icon: "arrow-back" },
  partly_refunded: { tone: "violet", icon: "half-arrow" },
  released: { tone: "slate", icon: "open-padlock" },
  hold_expired: { tone: "orange", icon: "crossed-hourglass" },
  in_progress: { tone: "amber", icon: "clock" },
  not_settled: { tone: "amber", icon: "clock" },
  card_verified: { tone: "slate", icon: "card-tick" },
  three_d_secure: { tone: "red", icon: "shield-cross" },
  failed: { tone: "red", icon: "cross" },
  failed_not_final: { tone: "amber", icon: "cross" },
  not_found: { tone: "slate", icon: "magnifier", dashed: true },
  bank_error: { tone: "orange", icon: "bank" },
  our_settings: { tone: "orange", icon: "spanner" },
  unknown: { tone: "slate", icon: "question", dashed: true },
  unreachable: { tone: "slate", icon: "question", dashed: true },
  unreadable: { tone: "slate", icon: "question", dashed: true },
} as const satisfies Record<BadgeKey, { tone: Tone; icon: string; dashed?: true }>;

type BadgeIcon = (typeof BADGES)[BadgeKey]["icon"];

export interface Badge extends BadgeName {
  tone: Tone;
  icon: BadgeIcon;
  dashed: boolean;
}

/** Is it the name of a badge? Every kind of outcome has one of its own name. */
export function isBadgeKey(word: unknown): word is BadgeKey {
  return typeof word === "string" && Object.hasOwn(BADGES, word);
}

/** The badge of an outcome. */
export function badgeOf(
  answer: Pick<BankAnswer, "kind" | "class" | "statusName" | "resultCode">,
): Badge {
  const { key, raw } = badgeName(answer);
  return badgeNamed(key, raw);
}

/** The badge of this name, beside the bank's own word where it is known. */
export function badgeNamed(key: BadgeKey, raw = ""): Badge {
  const { tone, icon, ...rest } = BADGES[key];
  return { key, raw, tone, icon, dashed: "dashed" in rest };
}
