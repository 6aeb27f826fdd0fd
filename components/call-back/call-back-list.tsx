import { useTranslations } from "next-intl";
import type { CallBack } from "#lib/call-back/call-back.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { DoneForm } from "./done-form.tsx";
import { DueTime } from "./due-time.tsx";

/** Customers to be called back, the most urgent first; nothing where nobody is. */
export function CallBackList({ rows, now }: { rows: readonly CallBack[]; now: Date }) {
  const t = useTranslations("call_back");
  if (rows.length === 0) return null;
  return (
    <section className="card">
      <div>
        <h2>
          {t("title")}
          <span className="text-muted">{` · ${rows.length}`}</span>
        </h2>
      </div>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="flex items-center justify-between gap-3 py-1">
            <a
              href={transactionPath(row)}
              className="-ml-2 flex min-h-11 min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-1 text-sm hover:bg-sunken"
            >
              <span translate="no" className="font-mono text-accent [overflow-wrap:anywhere]">
                {row.invoiceId}
              </span>
              <span className="text-muted text-xs">
                {row.isOwn || row.who === null ? null : (
                  <bdi translate="no" title={row.who}>
                    {`${row.who.split("@")[0]}, `}
                  </bdi>
                )}
                <DueTime at={row.dueAt} now={now} />
              </span>
            </a>
            <DoneForm id={row.id} invoiceId={row.invoiceId} back="/" />
          </li>
        ))}
      </ul>
    </section>
  );
}
