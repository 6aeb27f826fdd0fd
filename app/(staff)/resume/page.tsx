import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orMissing } from "#app/missing-page.tsx";
import { ActAgain } from "#components/interruption/act-again.tsx";
import { FileAgain } from "#components/interruption/file-again.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { type KeptForm, readKept } from "#lib/server/auth/kept-form.ts";
import { settings } from "#lib/server/config/settings.ts";
import { boxPath, pathFor } from "#lib/server/payment-list/box/search-box.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("interruption"))("title") };
}

/**
 * Goes on with what was sent after the session had ended: asks a question by itself, shows an act to
 * be pressed again. Staff only; what somebody else sent is not shown.
 */
export default orMissing(async function ResumePage({ searchParams }: PageProps<"/resume">) {
  const { typed } = await searchParams;
  const sealed = typeof typed === "string" ? typed : "";
  const path = `/resume?typed=${encodeURIComponent(sealed)}`;
  const actor = await requireActor("account.manage", path);
  const resumed = readKept(sealed, actor.personId);
  if (resumed.is === "kept" && resumed.kept.to === "/api/find") redirect(foundPath(resumed.kept));
  const t = await getTranslations("interruption");
  return (
    <Shell path={path} person={actor} environment={settings().environment}>
      <div className="mx-auto max-w-xl space-y-4">
        <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
        {resumed.is === "kept" ? (
          <Again kept={resumed.kept} />
        ) : (
          <>
            <Notice tone="slate">{t(resumed.is)}</Notice>
            <a href="/" className={BUTTON.primary}>
              {t("on")}
            </a>
          </>
        )}
      </div>
    </Shell>
  );
});

function foundPath({ fields: { text = "", among, terminal, hold } }: KeptForm): string {
  if (hold && among !== "history") return boxPath(text);
  const where = {
    among: among === "history" ? "history" : "bank",
    terminal: terminal || undefined,
  } as const;
  return pathFor(text, where).path;
}

function Again({ kept: { is, to, fields } }: { kept: KeptForm }) {
  if (is === "act") return <ActAgain to={to} fields={fields} />;
  return <FileAgain href={to} leave={pageOf(to)} />;
}

/** The page on which a file is offered. */
function pageOf(to: string): string {
  const [path = "", query = ""] = to.split("?");
  if (path === "/api/export") return `/transactions?${query}`;
  if (path === "/api/audit") return `/audit?${query}`;
  return path.replace(/^\/api\/evidence\//, "/transactions/");
}
