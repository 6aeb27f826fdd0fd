import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { orMissing, titleFor } from "#app/missing-page.tsx";
import { InviteForm } from "#components/people/invite-form.tsx";
import { StaffTable } from "#components/people/staff-table.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { CopyListener } from "#components/ui/copy-listener.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { flashCookieName, readFlash } from "#lib/server/http/flash.ts";
import { staffMembers } from "#lib/server/people/staff-list.ts";
import { Warnings } from "../warnings.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return titleFor("people.manage", (await getTranslations("account.people"))("title"));
}

/** People and their roles. Administrators only; each act on the page needs a proof. */
export default orMissing(async function PeoplePage({ searchParams }: PageProps<"/people">) {
  const actor = await requireActor("people.manage", "/people");
  const { problem, done, q } = await searchParams;
  const wanted = typeof q === "string" ? q.trim().toLowerCase() : "";
  const { db } = await database();
  const members = await staffMembers(db);
  const found = members.filter(({ email }) => email.includes(wanted));
  const isAttacked = members.some(({ attackedAt }) => attackedAt !== null);
  const flash = readFlash((await cookies()).get(flashCookieName())?.value, actor.personId);
  const t = await getTranslations("account.people");
  return (
    <Shell path="/people" person={actor} environment={settings().environment}>
      <CopyListener />
      <div className="space-y-4">
        <div>
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          <p className="text-muted text-sm">
            {t("intro")}{" "}
            <a
              href="/settings"
              className="text-accent underline underline-offset-2 hover:no-underline"
            >
              {(await getTranslations("settings"))("to_settings")}
            </a>
          </p>
        </div>
        <Warnings role={actor.role} />
        {problem === "taken" || problem === "last_admin" ? (
          <Notice tone="red" alert>
            {t(problem)}
          </Notice>
        ) : null}
        {done === "link" && flash?.what === "link" ? (
          <OneTimeLink email={flash.email} url={flash.url} />
        ) : null}
        {done === "act" ? <Notice tone="emerald">{t("done")}</Notice> : null}
        {isAttacked ? (
          <Notice tone="amber" title={t("attacked_title")}>
            {t("attacked")}
          </Notice>
        ) : null}
        <Search wanted={wanted} />
        {found.length > 0 ? (
          <StaffTable members={found} />
        ) : (
          <p className="text-muted">{t("search_none")}</p>
        )}
        <InviteForm />
      </div>
    </Shell>
  );
});

/** Finds people by a part of their e-mail address. */
async function Search({ wanted }: { wanted: string }) {
  const t = await getTranslations("account.people");
  return (
    <search>
      <form action="/people" method="get" className="flex flex-wrap items-end gap-2">
        <Field
          label={t("search")}
          name="q"
          type="search"
          defaultValue={wanted}
          autoComplete="off"
          maxLength={254}
        />
        <button type="submit" className={BUTTON.plain}>
          {t("find")}
        </button>
      </form>
    </search>
  );
}

async function OneTimeLink({ email, url }: { email: string; url: string }) {
  const t = await getTranslations();
  const what = t("account.people.link", { email });
  return (
    <Notice tone="emerald" title={what}>
      <p className="flex items-center gap-2">
        <span translate="no" className="font-mono [overflow-wrap:anywhere]">
          {url}
        </span>
        <CopyButton
          value={url}
          label={t("copy.copy", { what })}
          done={t("copy.copied", { what })}
        />
      </p>
    </Notice>
  );
}
