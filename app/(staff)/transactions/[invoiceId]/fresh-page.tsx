import type { ReactNode } from "react";
import { Unavailable } from "#components/interruption/unavailable.tsx";
import { FreshAnswer } from "#components/payment/answer/fresh-answer.tsx";
import { KnownAnswer } from "#components/payment/answer/known-answer.tsx";
import { NotFoundDoctor } from "#components/payment/answer/not-found-doctor.tsx";
import type { Memory } from "#components/payment/details/details.tsx";
import { Timeline } from "#components/payment/history/timeline.tsx";
import { Permalink } from "#components/payment/take-along/permalink.tsx";
import { QuickTakeAlong } from "#components/payment/take-along/take-along.tsx";
import { HoldNote } from "#components/shop/hold-note.tsx";
import { OrderLinks } from "#components/shop/order-links.tsx";
import { PaymentTab } from "#components/status/payment-tab.tsx";
import { can } from "#lib/account/access.ts";
import { contextOf } from "#lib/list/context.ts";
import { type ShownAnswer, transactionPath } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { notePageFailure } from "#lib/server/http/guard/failed-page.ts";
import { refusalOf } from "#lib/server/http/refusal/refusal.ts";
import { requestContext } from "#lib/server/http/request-context.ts";
import { answerTag } from "#lib/server/look-up/answer-tag.ts";
import { terminalByAlias } from "#lib/server/look-up/look-up.ts";
import type { PaymentView } from "#lib/server/look-up/payment-page.ts";
import { Folds } from "./folds.tsx";
import type { PageQuestion } from "./question.ts";

const ASKED_AGAIN_SECONDS = 30;

/** The part of the page that waits for the bank's answer. */
export async function FreshPage({
  view,
  known,
  actor,
  memory,
  callBack,
  asked,
}: {
  view: Promise<PaymentView>;
  known: ShownAnswer | null;
  actor: Actor;
  memory: Memory;
  /** Promises to call the customer back. */
  callBack: ReactNode;
  asked: PageQuestion;
}) {
  const seen = await view.catch((error: unknown) => noneIfUnavailable(error, asked));
  if (!seen)
    return <KnownWithoutDatabase known={known} memory={memory} callBack={callBack} asked={asked} />;
  const { answer, similar, episodes, accesses, keptUntil } = seen;
  const { epay, shop } = settings();
  const { terminals, cabinetUrl } = epay;
  const now = Date.now();
  const isFound = answer.class !== "no_answer";
  const shown = isFound ? answer : (known ?? answer);
  // The link to share names the terminal that knows it, so that a colleague asks no other first.
  const names = terminals.length > 1 && isFound;
  const link = names ? transactionPath(answer) : asked.path;
  const taken = {
    answer: shown,
    url: new URL(link, settings().app.url).href,
    terminalId: terminalByAlias(shown.terminal).id,
  };
  return (
    <>
      {asked.isPlain ? null : <WholePage href={asked.plainHref(answer.observationId)} />}
      {asked.isPlain && answer.class === "moving" ? <AskedAgain path={asked.path} /> : null}
      <PaymentTab answer={answer} environment={settings().environment} />
      <FreshAnswer
        answer={answer}
        tag={answerTag(answer)}
        shown={shown}
        now={now}
        namedTerminal={asked.terminal}
        isAdmin={can(actor.role, "settings.see_hint")}
        isChanged={asked.observationId !== null && !asked.isStill && !asked.isPlain}
        memory={memory}
        shop={shop}
        callBack={callBack}
        doctor={
          answer.kind === "not_found" ? (
            <NotFoundDoctor
              answer={answer}
              terminal={asked.terminal}
              terminals={terminals.map(({ alias }) => alias)}
              similar={similar}
              environment={settings().environment}
            />
          ) : null
        }
        hold={<HoldNote answer={shown} holdDays={shop.holdDays} now={now} />}
        steps={
          <>
            <QuickTakeAlong {...taken} />
            <OrderLinks
              invoiceId={answer.invoiceId}
              places={{ orderUrl: shop.orderUrl, cabinetUrl }}
            />
          </>
        }
        timeline={
          <Timeline episodes={episodes} createdAt={shown.payment?.createdAt?.instant ?? null} />
        }
        folds={
          <Folds
            accesses={accesses}
            keptUntil={keptUntil}
            taken={taken}
            actor={actor}
            path={asked.path}
            open={memory.open}
          />
        }
      />
      <AddressBar answer={answer} asked={asked} namesTerminal={names} />
    </>
  );
}

/**
 * Null if the database does not answer; a page in one piece fails instead, so that its status is 503.
 * Null also if the person has left: nobody sees what is drawn.
 */
function noneIfUnavailable(error: unknown, { isPlain }: PageQuestion): null {
  if (requestContext().left.aborted) return null;
  if (isPlain || refusalOf(error).code !== "unavailable") throw error;
  notePageFailure(error);
  return null;
}

/** The last known state, which was read before the database was lost. */
function KnownWithoutDatabase({
  known,
  memory,
  callBack,
  asked,
}: {
  known: ShownAnswer | null;
  memory: Memory;
  callBack: ReactNode;
  asked: PageQuestion;
}) {
  const { id } = requestContext();
  const plainPath = `${asked.path}${asked.path.includes("?") ? "&" : "?"}plain=1`;
  const why = <Unavailable reference={id} path={asked.pathInList} plainPath={plainPath} />;
  return (
    <KnownAnswer
      known={known}
      invoiceId={asked.question.invoiceId}
      terminal={asked.terminal}
      memory={memory}
      shop={settings().shop}
      callBack={callBack}
      now={Date.now()}
      path={asked.pathInList}
      why={why}
    />
  );
}

/**
 * A streamed answer needs a script to be moved into its place. A browser without scripts loads the
 * page again in one piece, rendered from the look-up just saved, without a second bank call.
 */
function WholePage({ href }: { href: string }) {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`0; url=${href}`} />
    </noscript>
  );
}

/**
 * Without scripts, too, the page of a payment that may still change asks again by itself. Nobody has
 * pressed anything, so it does not keep the session alive.
 */
function AskedAgain({ path }: { path: string }) {
  const query = `${path.includes("?") ? "&" : "?"}plain=1&timer=1`;
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`${ASKED_AGAIN_SECONDS}; url=${path}${query}`} />
    </noscript>
  );
}

/**
 * Shows the address to share, which names the terminal that knows the payment and no observation.
 */
function AddressBar({
  answer,
  asked,
  namesTerminal,
}: {
  answer: ShownAnswer;
  asked: PageQuestion;
  namesTerminal: boolean;
}) {
  const terminal = namesTerminal ? answer.terminal : asked.terminal;
  if (terminal === asked.terminal && asked.observationId === null) return null;
  const { invoiceId, service } = answer;
  const list = asked.list ? contextOf(asked.list) : {};
  const path = transactionPath({ invoiceId, terminal, service, list });
  // The key remounts it for each look-up, also if the path stays the same.
  return <Permalink key={asked.observationId} path={path} />;
}
