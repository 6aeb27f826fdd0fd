import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";
import { useFieldLabel } from "./use-field-label.ts";

/** One time that somebody saw the payment. */
export interface LookerRow {
  at: string;
  who: string;
  did: "payment.looked_up" | "payment.revealed" | "payment.exported";
  /** The field that was shown, for revealed ones. */
  field: string;
}

/** Who saw this payment, for those who answer for it. */
export function Lookers({ rows }: { rows: readonly LookerRow[] }) {
  const t = useTranslations("lookers");
  const label = useFieldLabel();
  const time = useTime();
  const did = ({ did: event, field }: LookerRow) => {
    switch (event) {
      case "payment.looked_up":
        return t("payment_looked_up");
      case "payment.revealed":
        return t("payment_revealed", { field: label(field) });
      case "payment.exported":
        return t("payment_exported");
    }
  };
  return (
    <Section title={t("title")}>
      <ul className="divide-y divide-line text-sm">
        {rows.map((row) => (
          <li key={`${row.at} ${row.who} ${row.field}`} className="py-2">
            {row.who} {did(row)}
            <time dateTime={row.at} className="block text-muted text-xs">
              {time(row.at)}
            </time>
          </li>
        ))}
      </ul>
    </Section>
  );
}
