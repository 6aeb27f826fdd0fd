import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { FreshAnswer } from "#components/payment/answer/fresh-answer.tsx";
import { KnownAnswer } from "#components/payment/answer/known-answer.tsx";
import { NotFoundDoctor } from "#components/payment/answer/not-found-doctor.tsx";
import { PageHead } from "#components/payment/answer/page-head.tsx";
import { Lookers } from "#components/payment/history/lookers.tsx";
import { Timeline } from "#components/payment/history/timeline.tsx";
import { Permalink } from "#components/payment/take-along/permalink.tsx";
import { TakeAlong } from "#components/payment/take-along/take-along.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { CopyListener } from "#components/ui/copy-listener.tsx";
import { Whole } from "#components/ui/whole.tsx";
import { can } from "#lib/account/access.ts";
import { contextOf } from "#lib/list/context.ts";
import { type ShownAnswer, transactionPath } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { limits } from "#lib/server/http/rate-limit.ts";
import { opensByItself, requestContext } from "#lib/server/http/request-context.ts";
import { lastKnown, lookUp, terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { type PaymentView, viewPayment } from "#lib/server/look-up/payment-page.ts";
import { redactFor, viewerOf } from "#lib/server/observations/redact.ts";
import { placeInList } from "#lib/server/payment-list/previous-next.ts";
import { OutsideLinks } from "./outside-links.tsx";
import { PayerData } from "./payer-data.tsx";
import { type PageQuestion, readQuestion } from "./question.ts";

type Props = PageProps<"/transactions/[invoiceId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("transaction");
  return { title: t("title", { invoice: (await params).invoiceId.slice(0, 64) }) };
}

/** One payment, the link that colleagues share. Staff only; signed-out visitors come back here. */
export default async function TransactionPage({ params, searchParams }: Props) {
  const asked = readQuestion((await params).invoiceId, await searchParams);
  const actor = await requireActor("payment.look_up", asked.path);
  const requestHeaders = await headers();
  const { question, via } = asked;
  const [last, viewer] = await Promise.all([lastKnown(question), viewerOf(actor)]);
  const known = last && redactFor(viewer, last);
  const isWanted = !opensByItself(requestHeaders);
  // proxy.ts says so in words to whoever comes next; the last known state is never withheld.
  const view =
    isWanted && (await limits().take("lookUps", actor.personId)) === null
      ? lookUp(question, {
          actor,
          arrivedAt: requestContext().arrivedAt,
          byTimer: false,
          via,
        }).then((found) => viewPayment(found, { question, viewer }))
      : null;
  const inList = asked.list && (await placeInList(asked.list, asked));
  return (
    <Shell path={asked.path} person={actor} practice={settings().environment === "practice"}>
      <CopyListener />
      <div className="space-y-4">
        <PageHead
          invoiceId={question.invoiceId}
          terminal={asked.terminal}
          service={question.service}
          changes={asked.changes}
          inList={inList}
        />
        {view ? (
          <Suspense fallback={<KnownAnswer known={known} waiting />}>
            <FreshPage view={view} known={known} actor={actor} asked={asked} />
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
  asked,
}: {
  view: Promise<PaymentView>;
  known: ShownAnswer | null;
  actor: Actor;
  asked: PageQuestion;
}) {
  const { answer, similar, episodes, lookers, keptUntil, showsPersonal } = await view;
  const { terminals } = settings().epay;
  const isFound = answer.class !== "no_answer";
  // The link to share names the terminal that knows it, so that a colleague asks no other first.
  const names = terminals.length > 1 && isFound;
  const link = names ? transactionPath(answer) : asked.path;
  return (
    <Whole arrived={allSent()}>
      <FreshAnswer
        answer={answer}
        known={known}
        namedTerminal={asked.terminal}
        isAdmin={can(actor.role, "settings.see_hint")}
        doctor={
          answer.kind === "not_found" ? (
            <NotFoundDoctor
              answer={answer}
              terminal={asked.terminal}
              terminals={terminals.map(({ alias }) => alias)}
              similar={similar}
            />
          ) : null
        }
      >
        {names && asked.terminal === undefined ? (
          <Permalink
            path={transactionPath({ ...answer, list: asked.list ? contextOf(asked.list) : {} })}
          />
        ) : null}
        <Timeline
          episodes={episodes}
          createdAt={answer.payment?.createdAt?.instant ?? null}
          keptUntil={keptUntil}
          showsPersonal={showsPersonal}
        />
        <TakeAlong
          answer={answer}
          url={new URL(link, settings().app.url).href}
          terminalId={terminalByAlias(answer.terminal).id}
          hasSheet={known !== null || isFound}
        />
        <OutsideLinks answer={answer} actor={actor} path={asked.path} />
        <PayerData answer={answer} actor={actor} />
        {lookers ? (
          <Lookers
            rows={lookers}
            logPath={can(actor.role, "audit.read") ? `/audit?resource=${answer.invoiceId}` : null}
          />
        ) : null}
      </FreshAnswer>
    </Whole>
  );
}

/**
 * Turns of the loop in which all pieces of the page are made and sent, once its data are there. Counted
 * in turns and not in time, so that a busy process takes longer and an idle one takes no time.
 */
const SENDING_TURNS = 30;

async function allSent(): Promise<void> {
  for (let turn = 0; turn < SENDING_TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
