import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { FreshAnswer } from "#components/transaction/fresh-answer.tsx";
import { KnownAnswer } from "#components/transaction/known-answer.tsx";
import { Lookers } from "#components/transaction/lookers.tsx";
import { TakeAlong } from "#components/transaction/take-along.tsx";
import { Timeline } from "#components/transaction/timeline.tsx";
import { CopyListener } from "#components/ui/copy-listener.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { can } from "#lib/access.ts";
import { isUsualInvoiceId } from "#lib/invoice-number.ts";
import { type ShownAnswer, transactionPath } from "#lib/look-up.ts";
import { lookUpInputSchema } from "#lib/look-up-input.ts";
import { arrivedAt, opensByItself } from "#lib/server/arrival.ts";
import type { Actor } from "#lib/server/audit.ts";
import { forEyes } from "#lib/server/eyes.ts";
import { lastKnown, lookUp, terminalByAlias } from "#lib/server/look-up.ts";
import { type PaymentView, viewPayment } from "#lib/server/payment-view.ts";
import { requireActor } from "#lib/server/session.ts";
import { settings } from "#lib/server/settings.ts";

type Props = PageProps<"/transactions/[invoiceId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("transaction");
  return { title: t("title", { invoice: (await params).invoiceId.slice(0, 64) }) };
}

/** One payment, the link that colleagues share. Staff only; signed-out visitors come back here. */
export default async function TransactionPage({ params, searchParams }: Props) {
  const { invoiceId } = await params;
  const asked = await readQuestion(invoiceId, await searchParams);
  const actor = await requireActor("payment.look_up", asked.path);
  const requestHeaders = await headers();
  const last = await lastKnown(asked.question);
  const known = last && forEyes(last, actor);
  const view = opensByItself(requestHeaders)
    ? null
    : lookUp(asked.question, {
        actor,
        arrivedAt: arrivedAt(requestHeaders),
        byTimer: false,
      }).then((answer) => viewPayment(answer, { question: asked.question, actor }));
  const t = await getTranslations("transaction");
  const several = settings().epay.terminals.length > 1;
  return (
    <Shell path={asked.path} person={actor} practice={settings().environment === "practice"}>
      <CopyListener />
      <div className="space-y-4">
        <a
          href="/"
          className="inline-flex items-center gap-1.5 text-muted text-sm hover:text-ink max-sm:sr-only focus:not-sr-only"
        >
          <Icon name="back" />
          {t("back")}
        </a>
        <h1 className="font-semibold text-ink text-lg">
          {t("invoice")} <span className="font-mono">{invoiceId}</span>
          {several ? (
            <span className="ml-3 font-normal text-muted text-sm">
              {t("terminal_asked")}: {asked.question.terminal.alias}
            </span>
          ) : null}
          {asked.question.service === "p2p" ? (
            <span className="ml-3 font-normal text-muted text-sm">{t("service_p2p")}</span>
          ) : null}
        </h1>
        {isUsualInvoiceId(asked.question.invoiceId) ? null : (
          <p className="text-muted text-sm">{t("unusual_length")}</p>
        )}
        {view ? (
          <Suspense fallback={<KnownAnswer known={known} waiting />}>
            <FreshPage view={view} known={known} actor={actor} path={asked.path} />
          </Suspense>
        ) : (
          <KnownAnswer known={known} waiting={false} />
        )}
      </div>
    </Shell>
  );
}

/** The page around the bank's answer, when it has come. */
async function FreshPage({
  view,
  known,
  actor,
  path,
}: {
  view: Promise<PaymentView>;
  known: ShownAnswer | null;
  actor: Actor;
  path: string;
}) {
  const { answer, episodes, lookers, keptUntil, showsPersonal } = await view;
  return (
    <FreshAnswer answer={answer} known={known} isAdmin={can(actor.role, "settings.see_hint")}>
      <Timeline
        episodes={episodes}
        createdAt={answer.payment?.createdAt?.instant ?? null}
        keptUntil={keptUntil}
        showsPersonal={showsPersonal}
      />
      <TakeAlong
        answer={answer}
        url={new URL(path, settings().app.url).href}
        terminalId={terminalByAlias(answer.terminal).id}
        hasSheet={known !== null || answer.class !== "no_answer"}
      />
      {lookers ? <Lookers rows={lookers} /> : null}
    </FreshAnswer>
  );
}

/** What is asked; an impossible number goes back to the box, where it can be mended. */
async function readQuestion(
  invoiceId: string,
  query: Record<string, string | string[] | undefined>,
) {
  const typed = decodeURIComponent(invoiceId);
  const input = lookUpInputSchema.safeParse({ ...query, invoiceId: typed });
  if (!input.success) redirect(`/?invoice=${encodeURIComponent(typed.slice(0, 200))}`);
  const { terminal: alias, service } = input.data;
  if (alias !== undefined && !settings().epay.terminals.some((one) => one.alias === alias)) {
    notFound();
  }
  const question = { invoiceId: input.data.invoiceId, terminal: terminalByAlias(alias), service };
  return { question, path: transactionPath(input.data) };
}
