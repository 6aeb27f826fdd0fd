import { useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import type { AccessEvent } from "#lib/audit/events.ts";
import { useFieldLabel } from "../facts/use-field-label.ts";

/** One view of the payment. */
export interface AccessRow {
  at: string;
  who: string;
  did: AccessEvent;
  /** The revealed field, else empty. */
  field: string;
}

/** Who viewed this payment, for supervisors. */
export function AccessHistory({
  rows,
  logPath,
}: {
  rows: readonly AccessRow[];
  /** Path to the audit log of this payment; null without permission. */
  logPath: string | null;
}) {
  const t = useTranslations("lookers");
  const label = useFieldLabel();
  const time = useTime();
  const did = ({ did: event, field }: AccessRow) => {
    switch (event) {
      case "payment.looked_up":
        return t("payment_looked_up");
      case "payment.look_up_left":
        return t("payment_look_up_left");
      case "payment.seen":
        return t("payment_seen");
      case "payment.revealed":
        return t("payment_revealed", { field: label(field) });
      case "payment.exported":
        return t("payment_exported");
      case "payments.listed":
        return t("payments_listed");
      case "payments.exported":
        return t("payments_exported");
    }
  };
  return (
    <>
      <ul className="divide-y divide-line text-sm">
        {rows.map((row) => (
          <li key={`${row.at} ${row.who} ${row.did} ${row.field}`} className="py-2">
            <span translate="no">{row.who}</span>: {did(row)}
            <time dateTime={row.at} className="block text-muted text-xs">
              {time(row.at)}
            </time>
          </li>
        ))}
      </ul>
      {logPath ? (
        <a
          href={logPath}
          className="mt-2 inline-block text-accent text-sm underline underline-offset-2 hover:no-underline"
        >
          {t("whole")}
        </a>
      ) : null}
    </>
  );
}
