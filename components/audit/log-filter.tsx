import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";
import { AUDIT_EVENTS } from "#lib/audit/events.ts";
import type { AuditQuery } from "#lib/audit/query.ts";
import { useEventWord } from "./use-event-word.ts";

/** What of the log is shown, as a plain form; folded while all of it is. */
export function LogFilter({ query }: { query: AuditQuery }) {
  const t = useTranslations("account.audit");
  const word = useEventWord();
  return (
    <details
      open={isFiltered(query)}
      className="rounded-lg border border-line bg-surface shadow-card"
    >
      <summary className="min-h-11 cursor-pointer content-center px-4 font-medium text-ink text-sm">
        {t("filters")}
      </summary>
      <form
        action="/audit"
        method="get"
        className="grid items-end gap-3 border-line border-t p-4 sm:grid-cols-2 lg:grid-cols-3"
      >
        <label className="block space-y-1 text-sm">
          <span className="block font-medium">{t("event")}</span>
          <select
            name="event"
            defaultValue={query.event ?? ""}
            className={`${INPUT} w-full min-w-0`}
          >
            <option value="">{t("any")}</option>
            {AUDIT_EVENTS.map((event) => (
              <option key={event} value={event}>
                {word(event)}
              </option>
            ))}
          </select>
        </label>
        <Field
          label={t("actor")}
          name="actor"
          defaultValue={query.actor ?? ""}
          autoComplete="off"
        />
        <Field
          label={t("resource")}
          name="resource"
          defaultValue={query.resource ?? ""}
          autoComplete="off"
        />
        <Field
          label={t("reference")}
          name="reference"
          defaultValue={query.reference ?? ""}
          autoComplete="off"
        />
        <Field label={t("from")} type="date" name="from" defaultValue={query.from ?? ""} />
        <Field label={t("to")} type="date" name="to" defaultValue={query.to ?? ""} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <label className="inline-flex min-h-11 items-center gap-2 text-sm">
            <input
              type="checkbox"
              name="failed"
              value="1"
              defaultChecked={query.onlyFailed}
              className="size-4 shrink-0 accent-accent"
            />
            {t("only_failed")}
          </label>
          <button type="submit" className={BUTTON.primary}>
            {t("filter")}
          </button>
        </div>
      </form>
    </details>
  );
}

/** Whether anything but the place in the log is chosen. */
function isFiltered({ before: _, onlyFailed, ...texts }: AuditQuery): boolean {
  return onlyFailed || Object.values(texts).some((text) => text !== null);
}
