import type { Locale } from "#lib/i18n/locale.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { formatMoney } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import { type Environment, environmentMark } from "#lib/payment/environment.ts";
import { type Badge, badgeNamed } from "#lib/payment/status/badge.ts";
import type { BadgeKey } from "#lib/payment/status/badge-name.ts";
import type { Shop } from "#lib/shop/shop.ts";
import { formatTime } from "#lib/time/format.ts";
import { SHARE_FIELDS, type ShareField, type ShareSnapshot } from "./share.ts";

/** Texts of a share link's page in the link's language, the same for preview and recipient. */

/** What the texts need besides the snapshot. */
export interface ShareContext {
  locale: Locale;
  /** The shop's IANA time zone. */
  timeZone: string;
  environment: Environment;
  shop: Shop;
}

/** The texts of the page, in its order. */
export interface ShareWords {
  /** Notice that the payment is not a real one; null for real payments. */
  warning: string | null;
  /** Who shows it, with the shop's name if it is known. */
  from: string;
  sum: string | null;
  badge: Badge;
  state: string;
  sentence: string;
  doubt: string | null;
  /** What the shop tells the customer. */
  customer: string | null;
  /** Null where the bank stated none. */
  facts: readonly { label: string; value: string | null }[];
  missing: string;
  steps: { title: string; list: readonly { state: string; badge: Badge; at: string }[] } | null;
  stated: string;
}

/** The formatters of the link's language and time zone. */
function formattersFor({ locale, timeZone }: ShareContext) {
  const t = translatorOf(locale);
  return {
    t,
    time: (instant: string) => formatTime(instant, { locale, timeZone, style: "long" }),
    money: (sum: Sum, currency: string | null) => formatMoney(sum, currency, locale),
    /** For outsiders, some texts differ from those for staff, who can check again. */
    state(key: BadgeKey) {
      if (key === "failed_not_final") return t("share.page.not_settled");
      if (key === "not_settled" || key === "unknown") return t(`share.page.${key}`);
      return t(`badge.${key}`, { raw: "" });
    },
  };
}
type Formatters = ReturnType<typeof formattersFor>;

/** Makes the page's texts. */
export function shareWords(snapshot: ShareSnapshot, context: ShareContext): ShareWords {
  const format = formattersFor(context);
  const { t, time, state } = format;
  const { badge, money, sum, currency, chosen } = snapshot;
  const { shop } = context;
  const steps = chosen.timeline?.map((step) => ({
    state: state(step.badge),
    badge: badgeNamed(step.badge),
    at: time(step.at),
  }));
  return {
    warning: warningOf(context, format),
    from:
      shop.name === null ? t("share.page.from") : t("share.page.from_shop", { shop: shop.name }),
    sum: sum && format.money(sum, currency),
    badge: badgeNamed(badge),
    state: state(badge),
    sentence: t(`explain.money.${money}`),
    doubt: snapshot.isDoubtful ? t("share.page.doubtful") : null,
    customer: chosen.reason ? customerText(chosen.reason, format) : null,
    facts: factsOf(snapshot, format),
    missing: t("transaction.not_provided"),
    steps: steps && steps.length > 0 ? { title: t("share.page.steps"), list: steps } : null,
    stated: t("share.page.stated", { time: time(snapshot.checkedAt) }),
  };
}

function warningOf({ environment }: ShareContext, { t }: Formatters): string | null {
  const mark = environmentMark(environment);
  return mark && t(`share.page.${mark}`);
}

function customerText(
  { situation, code }: NonNullable<ShareSnapshot["chosen"]["reason"]>,
  { t }: Formatters,
): string {
  return code ? t(`reasons.customer.${code}`) : t(`explain.situation.${situation}.customer`);
}

function factsOf(snapshot: ShareSnapshot, format: Formatters): ShareWords["facts"] {
  const { t, time, money } = format;
  const { chosen, currency, paidAt } = snapshot;
  const values: Partial<Record<ShareField, string | null | undefined>> = {
    ...chosen,
    card: chosen.card && `•••• ${chosen.card}`,
    returned: chosen.returned && money(chosen.returned, currency),
    // The page shows these two elsewhere.
    reason: undefined,
    timeline: undefined,
  };
  return [
    { label: t("share.page.paid_at"), value: paidAt && time(paidAt) },
    ...SHARE_FIELDS.flatMap((field) => {
      const value = values[field];
      if (value === undefined) return [];
      return [
        { label: field === "card" ? t("share.page.card") : t(`share.fields.${field}`), value },
      ];
    }),
  ];
}
