import { Fragment, type ReactNode } from "react";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Shop } from "#lib/shop/shop.ts";
import { Attention } from "../attention/attention.tsx";
import { Details, type Memory } from "../details/details.tsx";
import { WhatToDo } from "../guidance/what-to-do.tsx";
import { WhatToSay } from "../guidance/what-to-say.tsx";
import { Headline } from "../hero/headline.tsx";
import { namedTerminal, TITLE_ID, TitleLine } from "../hero/title-line.tsx";

/** Nothing is remembered. */
const NO_MEMORY: Memory = { owner: "", open: [] };
/** The settings name no shop. */
const NO_SHOP: Shop = { name: null, phone: null };

/** The parts of the page that are not the answer's own. */
interface Parts {
  /** The age of the answer and the button that asks again. */
  live?: ReactNode;
  /** Why the bank says nothing new, above the outcome. */
  ribbon?: ReactNode;
  /** When the hold ends. */
  hold?: ReactNode;
  /** Buttons and links for the next step. */
  steps?: ReactNode;
  /** Promises to call the customer back. */
  callBack?: ReactNode;
  timeline?: ReactNode;
  /** Suggestions for a number that the bank does not know. */
  doctor?: ReactNode;
  /** The terminals that were asked. */
  asked?: ReactNode;
  /** What else to be careful with. */
  warnings?: ReactNode;
  /** Further folded parts, after the bank's. */
  folds?: ReactNode;
}

/**
 * A complete answer of the bank: number and age, outcome, what to say and to do, then what to be careful
 * with and the details. Another look-up replaces the elements of the one before, all but `live`: where a
 * browser's translator has replaced our text nodes, React would change nodes that are not in the page any
 * more.
 */
export function AnswerView({
  answer,
  lookUp = answer.observationId,
  silence = null,
  isChanged = false,
  memory = NO_MEMORY,
  shop = NO_SHOP,
  live,
  ribbon,
  hold,
  steps,
  callBack,
  timeline,
  doctor,
  asked,
  warnings,
  folds,
}: Parts & {
  answer: ShownAnswer;
  /** Id of the look-up that the page shows, where it is not the answer's own. */
  lookUp?: string;
  /** Set when this is the last known state and the bank says nothing new. */
  silence?: Silence | null;
  /** Has the open page just found this outcome? */
  isChanged?: boolean;
  memory?: Memory;
  /** Who signs the text that is copied for the customer. */
  shop?: Shop;
}) {
  return (
    <article
      data-kind={answer.kind}
      data-class={answer.class}
      aria-labelledby={TITLE_ID}
      className="payment"
    >
      <Fragment key={`${lookUp} title`}>
        <TitleLine invoiceId={answer.invoiceId} terminal={namedTerminal(answer)} answer={answer} />
      </Fragment>
      {live}
      <Fragment key={`${lookUp} details`}>
        {ribbon}
        <Headline answer={answer} silence={silence} isChanged={isChanged} />
        <div className="payment-body">
          <div>
            <WhatToSay answer={answer} silence={silence} shop={shop} />
            <WhatToDo answer={answer} silence={silence} hold={hold}>
              {steps}
              {callBack}
            </WhatToDo>
            {timeline}
          </div>
          <div>
            {asked}
            {doctor}
            <Attention answer={answer}>{warnings}</Attention>
            <Details answer={answer} memory={memory}>
              {folds}
            </Details>
          </div>
        </div>
      </Fragment>
    </article>
  );
}

/** The first screen of the last known answer while the bank is being asked: it gives no verdict. */
export function BriefAnswer({ answer }: { answer: ShownAnswer }) {
  return (
    <article
      data-kind={answer.kind}
      data-class={answer.class}
      aria-labelledby={TITLE_ID}
      className="payment"
    >
      <TitleLine invoiceId={answer.invoiceId} terminal={namedTerminal(answer)} answer={answer} />
      <Headline answer={answer} isWaiting />
    </article>
  );
}
