import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { missingTitle, orMissing, titleFor } from "#app/missing-page.tsx";
import { FreshLink } from "#components/share/fresh-link.tsx";
import { Recipients } from "#components/share/recipients.tsx";
import { ShareForm } from "#components/share/share-form.tsx";
import { SharePreview } from "#components/share/share-preview.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { CopyListener } from "#components/ui/copy-listener.tsx";
import { ARROW } from "#components/ui/icon/arrow.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { localeSchema } from "#lib/i18n/locale.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { requireStepUp } from "#lib/server/auth/step-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { flashCookieName, readFlash } from "#lib/server/http/flash.ts";
import { draftShare, type ShareDraft } from "#lib/server/shares/draft.ts";
import { newFormId } from "#lib/server/shares/form-token.ts";
import { type ShareChoice, sharePath, withQuery } from "#lib/share/share.ts";
import { isUnknownTerminal, readQuestion } from "../question.ts";
import { readChoice } from "./choice.ts";

type Props = PageProps<"/transactions/[invoiceId]/share">;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  if (isUnknownTerminal((await searchParams).terminal)) return missingTitle();
  return titleFor("share.manage", (await getTranslations("share"))("title"));
}

/**
 * Creates a share link in three steps: choose, preview, create. Supervisors and administrators
 * only, after re-authentication; does not ask the bank.
 */
export default orMissing(async function SharePage({ params, searchParams }: Props) {
  const query = await searchParams;
  const { question, path } = readQuestion((await params).invoiceId, query);
  const here = withQuery(`/transactions/${question.invoiceId}/share`, query);
  const actor = await requireActor("share.manage", here);
  requireStepUp(actor, here);
  const choice = readChoice(query, await getLocale());
  const draft = await draftShare(question, choice.fields);
  const t = await getTranslations("share");
  return (
    <Shell path={here} person={actor} environment={settings().environment}>
      <CopyListener />
      <div className="mx-auto max-w-5xl space-y-4">
        <a
          href={path}
          className="inline-flex min-h-6 items-center gap-1.5 text-muted text-sm hover:text-ink"
        >
          <Icon name="arrow" className={ARROW.back} />
          {t("back")}
        </a>
        <h1 className="font-semibold text-ink text-lg">
          {t("title")}:{" "}
          <span translate="no" className="font-mono">
            {question.invoiceId}
          </span>
        </h1>
        {draft ? (
          <Steps draft={draft} choice={choice} query={query} actor={actor} />
        ) : (
          <Notice tone="slate">{t("nothing")}</Notice>
        )}
      </div>
    </Shell>
  );
});

interface StepProps {
  draft: ShareDraft;
  choice: ShareChoice;
  query: Awaited<Props["searchParams"]>;
  actor: Actor;
}

/** The link just created; otherwise the form and, once it is filled in, the preview below it. */
async function Steps({ draft, choice, query, actor }: StepProps) {
  const t = await getTranslations("share");
  const { answer } = draft;
  if (query.made) {
    return (
      <FreshLink
        url={await freshUrl(actor)}
        language={localeSchema.safeParse(query.language).data ?? (await getLocale())}
        shop={settings().shop}
        another={sharePath(answer)}
      />
    );
  }
  const hasPreview = Boolean(query.preview);
  return (
    <>
      <p className="text-muted text-sm">{t("intro")}</p>
      {query.problem === "changed" || query.problem === "used" ? (
        <Notice tone="amber" alert>
          {t(query.problem)}
        </Notice>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-2 lg:gap-6">
        <div className="space-y-4">
          <Recipients payment={answer} choice={choice} />
          <ShareForm
            action={`/transactions/${answer.invoiceId}/share`}
            about={aboutOf(answer)}
            choice={choice}
            again={hasPreview}
          />
        </div>
        {hasPreview ? <Preview draft={draft} choice={choice} actor={actor} /> : null}
      </div>
    </>
  );
}

/** The parameters of the page's address that identify the payment, besides its number. */
function aboutOf(answer: LookUpAnswer): Record<string, string> {
  const [, search = ""] = transactionPath(answer).split("?");
  return Object.fromEntries(new URLSearchParams(search));
}

/** A preview shows a payment, so it writes an audit entry. */
async function Preview({ draft, choice, actor }: Omit<StepProps, "query">) {
  const { environment, displayTimeZone, shop } = settings();
  const { db } = await database();
  await record(db, {
    event: "share.previewed",
    success: true,
    by: actor,
    resource: draft.answer.invoiceId,
    detail: { fields: choice.fields.join(","), observation: draft.answer.observationId },
  });
  return (
    <SharePreview
      answer={draft.answer}
      snapshot={draft.snapshot}
      choice={choice}
      form={newFormId(actor.personId)}
      context={{ locale: choice.language, timeZone: displayTimeZone, environment, shop }}
    />
  );
}

/** The share link's address, for two minutes after its creation; then null. */
async function freshUrl({ personId }: Actor): Promise<string | null> {
  const flash = readFlash((await cookies()).get(flashCookieName())?.value, personId);
  return flash?.what === "share" ? flash.url : null;
}
