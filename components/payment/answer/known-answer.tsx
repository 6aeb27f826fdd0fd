import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CommandButton } from "#components/command/command-button.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { explainSilence } from "#lib/payment/explanation/silence.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Shop } from "#lib/shop/shop.ts";
import type { Memory } from "../details/details.tsx";
import { TitleLine } from "../hero/title-line.tsx";
import { AnswerView, BriefAnswer } from "./answer-view.tsx";
import { SilentSince } from "./silent-since.tsx";

/**
 * The last known state with its age while the bank is being asked; without one, placeholders of the
 * final layout's size. `silentSince` tells at once that the bank has not answered for a while.
 */
export function WaitingAnswer({
  known,
  invoiceId,
  terminal,
  silentSince,
  now,
}: {
  known: ShownAnswer | null;
  invoiceId: string;
  /** Terminal named in the address. */
  terminal: string | undefined;
  silentSince: string | null;
  /** Milliseconds since the epoch. */
  now: number;
}) {
  return (
    <div data-awaiting-bank="" className="space-y-4">
      {silentSince ? (
        <Notice tone="amber">
          <p className="font-medium">
            <SilentSince since={silentSince} now={now} isAsking />
          </p>
        </Notice>
      ) : null}
      {known ? (
        <BriefAnswer answer={known} />
      ) : (
        <>
          <TitleLine invoiceId={invoiceId} terminal={terminal} />
          <Placeholder />
        </>
      )}
    </div>
  );
}

/** The last known state with its age where the bank was not asked. */
export function KnownAnswer({
  known,
  invoiceId,
  terminal,
  memory,
  shop,
  callBack,
  now,
  path,
  why,
}: {
  known: ShownAnswer | null;
  invoiceId: string;
  /** Terminal named in the address. */
  terminal: string | undefined;
  memory: Memory;
  /** Who signs the text that is copied for the customer. */
  shop: Shop;
  /** Promises to call the customer back. */
  callBack: ReactNode;
  now: number;
  /** Where the button asks the bank: the path of this page. */
  path: string;
  /** Why the bank was not asked: nobody has asked for the page, or what to tell instead. */
  why: Unasked | ReactNode;
}) {
  const ask = isUnasked(why) ? <NotAsked path={path} isOtherSite={why === "no_click"} /> : why;
  if (!known) {
    return (
      <div className="space-y-4">
        <TitleLine invoiceId={invoiceId} terminal={terminal} />
        {ask}
        {callBack}
      </div>
    );
  }
  const ageMilliseconds = now - Date.parse(known.checkedAt);
  const silence = explainSilence(known, { silent: null, ageMilliseconds });
  const parts = { memory, shop, callBack, ribbon: ask };
  return <AnswerView answer={known} silence={silence} {...parts} />;
}

const UNASKED = ["prefetch", "embedded", "no_click"] as const;
type Unasked = (typeof UNASKED)[number] | null;

function isUnasked(why: Unasked | ReactNode): why is Unasked {
  return why === null || UNASKED.some((one) => one === why);
}

function NotAsked({ path, isOtherSite }: { path: string; isOtherSite: boolean }) {
  const t = useTranslations("transaction");
  const [action, query] = path.split("?");
  return (
    <Notice tone="slate">
      <p>{t(isOtherSite ? "not_asked_other_site" : "not_asked")}</p>
      <form method="get" action={action}>
        {[...new URLSearchParams(query)].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <CommandButton command="check_again" type="submit" className={BUTTON.plain}>
          {t("ask_now")}
        </CommandButton>
      </form>
    </Notice>
  );
}

function Placeholder() {
  const bar = "rounded-sm bg-sunken";
  return (
    <div aria-hidden="true" className="animate-pulse space-y-3">
      <div className="card space-y-3">
        <div className={`h-10 w-64 max-w-full ${bar}`} />
        <div className={`h-5 w-80 max-w-full ${bar}`} />
        <div className={`h-9 max-w-full ${bar}`} />
      </div>
      <div className="payment-body">
        {["left", "right"].map((column) => (
          <div key={column} className="h-64 rounded-lg border border-line bg-surface" />
        ))}
      </div>
    </div>
  );
}
