import { useTranslations } from "next-intl";

/** What all staff see; the rest is hidden until there is a reason. */
const OPEN = ["place", "card"] as const;
const HIDDEN = ["name", "email", "phone", "ip", "account_id", "description", "data"] as const;

/** Each kind of data about a customer, what it is kept for, and who sees it. */
export function Purposes() {
  const t = useTranslations();
  const rows = [
    ...HIDDEN.map((name) => ({ name, label: t(`fields.${name}`), seen: t("privacy.seen_hidden") })),
    ...OPEN.map((name) => ({
      name,
      label: t(`privacy.kinds.${name}`),
      seen: t("privacy.seen_by_all"),
    })),
  ];
  return (
    <dl className="divide-y divide-line text-sm">
      {rows.map(({ name, label, seen }) => (
        <div
          key={name}
          className="grid gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[14rem_1fr]"
        >
          <dt className="font-medium text-ink">{label}</dt>
          <dd className="text-ink">
            {t(`privacy.purposes.${name}`)} <span className="text-muted">{seen}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
