import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { getMessages, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { missingTitle, orMissing, titleFor } from "#app/missing-page.tsx";
import { CallBack } from "#components/call-back/call-back.tsx";
import { TooMany } from "#components/interruption/too-many.tsx";
import { KnownAnswer, WaitingAnswer } from "#components/payment/answer/known-answer.tsx";
import { PageHead } from "#components/payment/answer/page-head.tsx";
import type { Memory } from "#components/payment/details/details.tsx";
import { Announcements } from "#components/payment/live/announcements.tsx";
import { AskingClock } from "#components/payment/live/asking-clock.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { CopyListener } from "#components/ui/copy-listener.tsx";
import { TIMER_HEADER } from "#lib/api/client.ts";
import { FOLDS_COOKIE, ownerOf, readFolds } from "#lib/preferences/folds.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { callBacksAbout } from "#lib/server/call-backs/call-backs.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { requireDiskSpace } from "#lib/server/db/disk-space.ts";
import { limits } from "#lib/server/http/rate-limit.ts";
import { arrivalOf, requestContext, whyUnasked } from "#lib/server/http/request-context.ts";
import { silentSince } from "#lib/server/look-up/bank.ts";
import { lastKnown, lookUp } from "#lib/server/look-up/look-up.ts";
import { ownLookUp } from "#lib/server/look-up/own-look-up.ts";
import { recordSeen, viewPayment } from "#lib/server/look-up/payment-page.ts";
import { redactFor, viewerOf } from "#lib/server/observations/redact.ts";
import { placeInList } from "#lib/server/payment-list/previous-next.ts";
import { FreshPage } from "./fresh-page.tsx";
import { isUnknownTerminal, readQuestion } from "./question.ts";

type Props = PageProps<"/transactions/[invoiceId]">;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  if (isUnknownTerminal((await searchParams).terminal)) return missingTitle();
  const t = await getTranslations("transaction");
  const invoice = (await params).invoiceId.slice(0, 64);
  return titleFor("payment.look_up", t("title", { invoice }));
}

/**
 * One payment, the link that colleagues share. Staff only; signed-out visitors return here after
 * signing in. The last known state is drawn at once, the bank's answer is streamed.
 */
export default orMissing(async function TransactionPage({ params, searchParams }: Props) {
  const asked = readQuestion((await params).invoiceId, await searchParams);
  const actor = await requireActor("payment.look_up", asked.pathInList);
  const requestHeaders = await headers();
  const { question, via } = asked;
  const [last, viewer] = await Promise.all([lastKnown(question), viewerOf(actor)]);
  const known = last && redactFor(viewer, last);
  const own =
    asked.observationId === null
      ? null
      : await ownLookUp(question, {
          observationId: asked.observationId,
          actor,
          isStill: asked.isStill,
        });
  const unasked = whyUnasked(requestHeaders);
  const isWanted = !own && unasked === null;
  // Who asks too often waits with the last known state, which is never withheld.
  const seconds = isWanted ? await limits().take("lookUps", actor.personId) : null;
  const mayAsk = isWanted && seconds === null;
  // Before the first byte of the page, while its status can still be 503.
  if (mayAsk) await requireDiskSpace();
  const { arrivedAt, left } = requestContext();
  const byTimer = requestHeaders.has(TIMER_HEADER);
  const arrived = arrivalOf(requestHeaders);
  const asking = { actor, arrivedAt, byTimer, via, left, arrived };
  const found = mayAsk ? lookUp(question, asking) : own;
  if (!found && known) await recordSeen(known, { actor, arrived, why: unasked ?? "too_many" });
  const view =
    found && Promise.resolve(found).then((one) => viewPayment(one, { question, viewer }));
  // Who leaves before it is drawn leaves a rejection that nobody handles.
  view?.catch(() => {});
  const waiting = (
    <WaitingAnswer
      known={known}
      invoiceId={question.invoiceId}
      terminal={asked.terminal}
      silentSince={mayAsk ? await silentSince() : null}
      now={Date.now()}
    />
  );
  const t = await getTranslations("transaction");
  const { transaction } = await getMessages();
  const inList = asked.list && (await placeInList(asked.list, asked));
  const { environment, shop } = settings();
  const promises = await callBacksAbout((await database()).db, { environment, ...question }, actor);
  const memory = await memoryOf(actor.personId);
  const callBack = (
    <CallBack
      payment={{ ...question, terminal: asked.terminal }}
      promises={promises}
      now={new Date()}
      back={asked.pathInList}
    />
  );
  const shared = { known, memory, callBack };
  const fresh = view && <FreshPage view={view} actor={actor} asked={asked} {...shared} />;
  return (
    <Shell
      path={own && asked.isPlain ? asked.stillPath : asked.pathInList}
      person={actor}
      environment={environment}
    >
      <CopyListener />
      <Announcements asking={mayAsk ? t("loading") : null} />
      <div className="payment-page">
        <PageHead invoiceId={question.invoiceId} changes={asked.changes} inList={inList} />
        {!fresh ? (
          <KnownAnswer
            {...shared}
            invoiceId={question.invoiceId}
            terminal={asked.terminal}
            shop={shop}
            now={Date.now()}
            path={asked.pathInList}
            why={seconds === null ? unasked : <TooMany seconds={seconds} />}
          />
        ) : asked.isPlain || own ? (
          // A look-up that is stored is read at once: a shorter page meanwhile would lose the reader's place.
          fresh
        ) : (
          <>
            <AskingClock
              words={{
                asking: t("loading"),
                seconds: transaction.loading_seconds,
                slow: t("slow"),
              }}
            />
            <Suspense fallback={waiting}>{fresh}</Suspense>
          </>
        )}
      </div>
    </Shell>
  );
});

/** The details that this person has left open in this browser. */
async function memoryOf(personId: string): Promise<Memory> {
  const owner = ownerOf(personId);
  return { owner, open: readFolds((await cookies()).get(FOLDS_COOKIE)?.value, owner) };
}
