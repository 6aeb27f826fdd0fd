// Reason codes of Halyk ePay: may the outcome still change, who has to act, what may the customer
// be told.
//
// The source is the bank's error page, epayment.kz/docs/kody-oshibok, with its column "final / not
// final: ask for the status". Codes that are not on that page are known from public clients and the
// bank's mobile texts. That the status answer uses this table at all is our reading, so show the
// bank's own words beside ours.
//
// The page's language editions disagree: 456, 459, 468, 500 and 503 changed their meaning. Three
// codes are not final here although an edition calls them so. 456: a fault in one edition, a card
// that cannot be used in another. 459: final in Russian and English, not in Kazakh. 460: "final",
// and yet the sum may be held on the card.

/**
 * "not_final": nobody may be told that the payment failed. "not_published": the status name decides.
 */
export type ReasonFinality = "final" | "not_final" | "not_published";

/**
 * Who has to act next. "shop" is the shop's site or contract, "our_settings" are the terminal's.
 * While nothing is final it is Halyk: the customer must not pay again.
 */
export type ReasonActor = "customer" | "card_bank" | "shop" | "our_settings" | "halyk" | "nobody";

/**
 * Which sentence of `customer` in lib/i18n/<locale>/reasons.json may be read to the customer. None of them gives
 * the issuer's reason away.
 */
export type CustomerSituation =
  | "declined"
  | "not_settled"
  | "card_data"
  | "three_ds"
  | "try_later"
  | "shop_side"
  | "refund_stopped";

type Row = readonly [string, ReasonFinality, ReasonActor, CustomerSituation];

// "0" and "00" (success) are one row. Beside a failed payment they are a contradiction, so the
// customer hears "not settled"; beside a paid one nobody needs a sentence from here.
const ROWS = [
  ["-31", "not_final", "halyk", "not_settled"],
  ["0", "final", "nobody", "not_settled"],
  ["100", "not_final", "halyk", "not_settled"], // not the same thing as result code 100
  ["293", "not_final", "halyk", "not_settled"],
  ["454", "not_final", "halyk", "not_settled"],
  ["455", "final", "customer", "card_data"],
  ["456", "not_final", "halyk", "not_settled"],
  ["457", "final", "customer", "card_data"],
  ["458", "final", "halyk", "try_later"],
  ["459", "not_final", "halyk", "not_settled"],
  ["460", "not_final", "halyk", "not_settled"],
  ["461", "final", "halyk", "try_later"],
  ["462", "final", "card_bank", "declined"],
  ["463", "final", "card_bank", "declined"],
  ["464", "final", "our_settings", "shop_side"],
  ["465", "final", "card_bank", "declined"],
  ["466", "final", "card_bank", "declined"],
  ["467", "final", "card_bank", "declined"],
  ["468", "final", "customer", "three_ds"],
  ["469", "final", "customer", "card_data"],
  ["470", "final", "shop", "shop_side"],
  ["471", "final", "customer", "card_data"],
  ["472", "final", "customer", "card_data"],
  ["473", "final", "customer", "three_ds"],
  ["475", "final", "halyk", "try_later"],
  ["476", "final", "nobody", "try_later"],
  ["477", "final", "customer", "declined"],
  ["478", "final", "customer", "card_data"],
  ["479", "final", "card_bank", "declined"],
  ["480", "final", "customer", "declined"],
  ["481", "final", "card_bank", "declined"],
  ["482", "final", "card_bank", "declined"],
  ["483", "final", "card_bank", "declined"],
  ["484", "final", "customer", "declined"],
  ["485", "final", "customer", "card_data"],
  ["486", "final", "card_bank", "declined"],
  ["487", "final", "our_settings", "shop_side"],
  ["488", "final", "customer", "declined"],
  ["489", "final", "card_bank", "declined"],
  ["490", "final", "card_bank", "declined"],
  ["491", "final", "customer", "declined"],
  ["492", "final", "card_bank", "declined"],
  ["493", "final", "card_bank", "try_later"],
  ["494", "final", "card_bank", "try_later"],
  ["495", "final", "customer", "declined"],
  ["496", "final", "customer", "three_ds"],
  ["497", "final", "halyk", "try_later"],
  ["498", "final", "customer", "declined"],
  ["499", "final", "customer", "three_ds"],
  ["500", "final", "card_bank", "try_later"],
  ["501", "final", "customer", "card_data"],
  ["502", "final", "halyk", "try_later"],
  ["503", "final", "customer", "three_ds"],
  ["504", "not_published", "halyk", "try_later"],
  ["505", "not_published", "customer", "try_later"],
  ["521", "final", "card_bank", "declined"],
  ["522", "final", "customer", "card_data"],
  ["523", "final", "card_bank", "declined"],
  ["524", "final", "customer", "card_data"],
  ["525", "final", "customer", "card_data"],
  ["526", "final", "halyk", "try_later"],
  ["527", "final", "card_bank", "declined"],
  ["528", "final", "nobody", "try_later"],
  ["529", "final", "our_settings", "shop_side"],
  ["690", "not_final", "halyk", "not_settled"],
  ["703", "not_published", "halyk", "try_later"],
  ["877", "final", "customer", "three_ds"],
  ["1267", "not_final", "halyk", "not_settled"],
  ["1268", "not_final", "halyk", "not_settled"],
  ["1269", "not_final", "halyk", "not_settled"],
  ["1563", "not_final", "halyk", "not_settled"],
  ["1564", "not_final", "halyk", "not_settled"],
  ["1612", "not_published", "our_settings", "shop_side"],
  ["1636", "not_published", "customer", "three_ds"],
  ["1654", "not_published", "customer", "three_ds"],
  ["1759", "not_published", "halyk", "try_later"],
  ["2092", "not_published", "customer", "declined"],
  ["2357", "final", "customer", "card_data"],
  ["2358", "not_final", "halyk", "not_settled"],
  ["2656", "not_final", "halyk", "not_settled"],
  ["2678", "final", "our_settings", "shop_side"],
  ["2740", "final", "customer", "try_later"],
  ["2872", "final", "card_bank", "declined"],
  ["3014", "not_final", "halyk", "not_settled"],
  ["3141", "final", "shop", "refund_stopped"], // a refund did not go through, not a payment
  ["3225", "not_final", "halyk", "not_settled"],
  ["3240", "not_final", "halyk", "not_settled"],
  ["3298", "final", "shop", "shop_side"],
] as const satisfies readonly Row[];

/** The code without leading zeros, as under `code` in lib/i18n/<locale>/reasons.json: "484", "-31", "0". */
export type ReasonKey = (typeof ROWS)[number][0];

export type ReasonEntry = {
  readonly key: ReasonKey;
  readonly finality: ReasonFinality;
  readonly actor: ReasonActor;
  readonly customer: CustomerSituation;
  /** The bank itself says that the sum may be held. False promises nothing while not final. */
  readonly mayBeHeld: boolean;
};

const MAY_BE_HELD: ReadonlySet<string> = new Set(["454", "460"]);

const BY_KEY: ReadonlyMap<string, ReasonEntry> = new Map<string, ReasonEntry>(
  ROWS.map(([key, finality, actor, customer]) => [
    key,
    { key, finality, actor, customer, mayBeHeld: MAY_BE_HELD.has(key) },
  ]),
);

/** What we know of a code as the bank wrote it ("0484" is "484"); null if we know nothing. */
export function reasonOf(code: string | null): ReasonEntry | null {
  const parts = /^\s*(-?)0*(\d+)\s*$/.exec(code ?? "");
  return parts ? (BY_KEY.get(`${parts[1]}${parts[2]}`) ?? null) : null;
}

/** May the outcome still change? An unlisted code and no code at all are "not_published". */
export function reasonFinality(code: string | null): ReasonFinality {
  return reasonOf(code)?.finality ?? "not_published";
}
