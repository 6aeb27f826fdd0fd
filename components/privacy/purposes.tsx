import { useTranslations } from "next-intl";

/** Data that all staff see; other personal data need a reason to be revealed. */
const OPEN = ["place", "card"] as const;
const HIDDEN = [
  "name",
  "email",
  "phone",
  "ip",
  "coordinates",
  "account_id",
  "description",
  "data",
] as const;
/** Data without a field of their own, which shops write into their texts. */
const WITHIN_TEXTS = ["iin"] as const;

/** All kinds of data about a customer with their purpose, grouped by who sees them. */
export function Purposes() {
  const t = useTranslations();
  const groups = [
    {
      seen: t("privacy.seen_hidden"),
      rows: [
        ...HIDDEN.map((name) => ({ name, label: t(`fields.${name}`) })),
        ...WITHIN_TEXTS.map((name) => ({ name, label: t(`privacy.kinds.${name}`) })),
      ],
    },
    {
      seen: t("privacy.seen_by_all"),
      rows: OPEN.map((name) => ({ name, label: t(`privacy.kinds.${name}`) })),
    },
  ];
  return (
    <div className="space-y-5 text-sm">
      {groups.map(({ seen, rows }) => (
        <div key={seen}>
          <p className="mb-1 text-muted">{seen}</p>
          <dl className="divide-y divide-line">
            {rows.map(({ name, label }) => (
              <div
                key={name}
                className="grid gap-x-6 gap-y-0.5 py-2 last:pb-0 sm:grid-cols-[14rem_1fr]"
              >
                <dt className="text-muted">{label}</dt>
                <dd className="text-ink">{t(`privacy.purposes.${name}`)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
