import { useMessages, useTranslations } from "next-intl";
import { roleSchema } from "#lib/account/access.ts";
import type { LogRow } from "#lib/audit/events.ts";
import { isBadgeKey } from "#lib/payment/status/badge.ts";

/** Long texts, such as the numbers of a whole list, are cut; the file has them whole. */
const LONGEST = 300;

/** Details whose values are words of ours; what people wrote and what others named stays as it is. */
const OF_OURS = ["arrived", "reason", "service", "way", "why"];

/** The status that the badge of the row shows says this as well. */
const SHOWN_ELSEWHERE = ["class"];

/** What a row of the log holds besides its sentence, with labels and values in the page's language. */
export function useDetails(): (row: LogRow) => { label: string; value: string }[] {
  const t = useTranslations();
  const { account, personal, settings } = useMessages();
  const labels = new Map(Object.entries(account.audit.details));
  const words = new Map([
    ...Object.entries(account.audit.values),
    ...Object.entries(personal.reasons),
  ]);
  const faults = new Map(Object.entries(settings.faults));
  const shown = (name: string, value: string | number): string => {
    const text = String(value);
    const role = roleSchema.safeParse(value);
    if (role.success) return t(`app.role.${role.data}`);
    if (name === "kind" && isBadgeKey(text)) return t(`badge.${text}`, { raw: "" });
    if (name === "fault") return faults.get(text) ?? text;
    if (OF_OURS.includes(name)) return words.get(text) ?? text;
    if (text === "yes" || text === "no") return t(`account.audit.${text}`);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text.replaceAll(",", ", ");
  };
  return ({ id, ip, requestId, detail }) => [
    ...Object.entries(detail).flatMap(([name, value]) =>
      value === null || value === "" || SHOWN_ELSEWHERE.includes(name)
        ? []
        : [{ label: labels.get(name) ?? name, value: shown(name, value) }],
    ),
    ...(ip ? [{ label: t("account.audit.address"), value: ip }] : []),
    ...(requestId ? [{ label: t("account.audit.reference"), value: requestId }] : []),
    { label: t("account.audit.entry"), value: String(id) },
  ];
}
