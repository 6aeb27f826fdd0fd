import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { providerAddress } from "#lib/server/auth/oidc/begin.ts";
import { readFlow } from "#lib/server/auth/oidc/flow.ts";
import { settings } from "#lib/server/config/settings.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sso"))("title") };
}

/**
 * Continues to the identity provider; only for a browser that has begun a flow. A page and not a
 * redirect, as `form-action` (page-policy.ts) also forbids redirects of a form to other hosts.
 */
export default async function OnwardPage() {
  const { environment, sso } = settings();
  const flow = readFlow(await cookies());
  const address = flow && (await providerAddress(flow));
  if (!sso || !address) redirect("/sign-in");
  const t = await getTranslations("sso");
  return (
    <Shell path="/sign-in" person={null} environment={environment}>
      <meta httpEquiv="refresh" content={`0;url=${address}`} />
      <div className="mx-auto max-w-md space-y-4 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6">
        <h1 className="font-semibold text-ink text-xl [overflow-wrap:anywhere]">
          {t("going_on", { name: sso.name })}
        </h1>
        <a href={address} className={`${BUTTON.primary} w-full`}>
          {t("go_on")}
        </a>
      </div>
    </Shell>
  );
}
