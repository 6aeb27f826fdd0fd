import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { AUDIT_EVENTS } from "#lib/audit-events.ts";
import type { AuditQuery } from "#lib/audit-query.ts";
import { useEventWord } from "./use-event-word.ts";

/** What of the log is shown, as a plain form. */
export function LogFilter({ query }: { query: AuditQuery }) {
  const t = useTranslations("account.audit");
  const word = useEventWord();
  const label = "block space-y-1 text-sm";
  const input = `${INPUT} w-full min-w-0`;
  return (
    <form
      action="/audit"
      method="get"
      className="grid items-end gap-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:grid-cols-2 lg:grid-cols-3"
    >
      <label className={label}>
        <span className="font-medium">{t("event")}</span>
        <select name="event" defaultValue={query.event ?? ""} className={input}>
          <option value="">{t("any")}</option>
          {AUDIT_EVENTS.map((event) => (
            <option key={event} value={event}>
              {word(event)}
            </option>
          ))}
        </select>
      </label>
      <label className={label}>
        <span className="font-medium">{t("actor")}</span>
        <input name="actor" defaultValue={query.actor ?? ""} autoComplete="off" className={input} />
      </label>
      <label className={label}>
        <span className="font-medium">{t("resource")}</span>
        <input
          name="resource"
          defaultValue={query.resource ?? ""}
          autoComplete="off"
          className={input}
        />
      </label>
      <label className={label}>
        <span className="font-medium">{t("from")}</span>
        <input type="date" name="from" defaultValue={query.from ?? ""} className={input} />
      </label>
      <label className={label}>
        <span className="font-medium">{t("to")}</span>
        <input type="date" name="to" defaultValue={query.to ?? ""} className={input} />
      </label>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <label className="inline-flex min-h-11 items-center gap-2 text-sm">
          <input
            type="checkbox"
            name="failed"
            value="1"
            defaultChecked={query.onlyFailed}
            className="size-4 accent-accent"
          />
          {t("only_failed")}
        </label>
        <button type="submit" className={BUTTON.primary}>
          {t("filter")}
        </button>
      </div>
    </form>
  );
}
