import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { orMissing, titleFor } from "#app/missing-page.tsx";
import { LogFilter } from "#components/audit/log-filter.tsx";
import { LogTable } from "#components/audit/log-table.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { auditParameters, readAuditQuery } from "#lib/audit/query.ts";
import { logRows } from "#lib/server/audit/query.ts";
import { record } from "#lib/server/audit/record.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { AttackNotice } from "../attack-notice.tsx";
import { Warnings } from "../warnings.tsx";

const PAGE_SIZE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return titleFor("audit.read", (await getTranslations("account.audit"))("title"));
}

/** The audit log. Administrators and auditors only; the audit log also records reading it. */
export default orMissing(async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const query = readAuditQuery(await searchParams);
  const path = `/audit?${auditParameters(query)}`;
  const actor = await requireActor("audit.read", path);
  const { db } = await database();
  const timeZone = await getTimeZone();
  const rows = await logRows(db, query, { timeZone, limit: PAGE_SIZE + 1 });
  const shown = rows.slice(0, PAGE_SIZE);
  await record(db, {
    event: "audit.read",
    success: true,
    by: actor,
    detail: { query: auditParameters(query).toString(), rows: shown.length },
  });
  const last = shown.at(-1);
  const t = await getTranslations("account.audit");
  return (
    <Shell path={path} person={actor} environment={settings().environment}>
      <div className="space-y-4">
        <div>
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          <p className="text-muted text-sm">
            {t("intro")} {t("times_in", { zone: timeZone })}
          </p>
        </div>
        <Warnings role={actor.role} />
        <AttackNotice email={actor.email} />
        <LogFilter query={query} />
        {shown.length > 0 ? <LogTable rows={shown} /> : <p className="text-muted">{t("empty")}</p>}
        <nav aria-label={t("title")} className="flex flex-wrap gap-2">
          {query.before === null ? null : (
            <a
              href={`/audit?${auditParameters({ ...query, before: null })}`}
              className={BUTTON.plain}
            >
              {t("newest")}
            </a>
          )}
          {rows.length > PAGE_SIZE && last ? (
            <a
              href={`/audit?${auditParameters({ ...query, before: last.id })}`}
              rel="next"
              className={BUTTON.plain}
            >
              {t("older")}
            </a>
          ) : null}
          <a
            href={`/api/audit?${auditParameters({ ...query, before: null })}`}
            className={BUTTON.plain}
          >
            {t("export")}
          </a>
        </nav>
      </div>
    </Shell>
  );
});
