import { SHARE_FIELDS, type ShareChoice } from "./share.ts";

/** Who usually gets a link. */
export const RECIPIENTS = ["customer", "bank", "accountant"] as const;
export type Recipient = (typeof RECIPIENTS)[number];

type Preset = Omit<ShareChoice, "language">;

/** What each usually needs: the customer what happened, the bank what to search by, the accountant the sums. */
const PRESETS: Record<Recipient, Preset> = {
  customer: { fields: ["invoice", "card", "rrn", "reason", "returned"], hours: 72, views: 3 },
  bank: {
    fields: ["invoice", "card", "issuer", "rrn", "approval_code", "timeline"],
    hours: 168,
    views: 10,
  },
  accountant: { fields: ["invoice", "rrn", "approval_code", "returned"], hours: 168, views: 10 },
};

/** The choices for this recipient, in the language that was chosen. */
export function presetFor(
  recipient: Recipient,
  { language }: Pick<ShareChoice, "language">,
): ShareChoice {
  return { ...PRESETS[recipient], language };
}

/** The recipient whose preset these choices are, or null. */
export function recipientOf({ fields, hours, views }: ShareChoice): Recipient | null {
  const listed = (chosen: ShareChoice["fields"]) =>
    SHARE_FIELDS.filter((field) => chosen.includes(field)).join();
  const isIt = (preset: Preset) =>
    listed(preset.fields) === listed(fields) && preset.hours === hours && preset.views === views;
  return RECIPIENTS.find((recipient) => isIt(PRESETS[recipient])) ?? null;
}
