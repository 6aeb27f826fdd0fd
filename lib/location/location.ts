import type { Payment } from "#lib/payment/payment.ts";
import { type Address, readAddress } from "./address.ts";
import { areContested } from "./contested.ts";
import { countryCode } from "./country-names.ts";
import { countryAt, type Gap, gapTo, liesIn, type Point } from "./globe/globe.ts";
import { type Placeholder, placeholderAt } from "./placeholders.ts";

/**
 * Evaluates the bank's place fields. They are estimates from the payer's IP address, often a
 * database's placeholder for "somewhere in this country": the bank's own sample has Kazakhstan with
 * coordinates in Moscow. So the product states a place only if the fields agree, and otherwise the
 * reasons against it and what to check. There is no score.
 */

/**
 * note: information; check: verify the place before relying on it; contradiction: rely on neither.
 */
export type Weight = "note" | "check" | "contradiction";

/** Reasons against a place, most severe first; texts under `place.signals`. */
const SIGNALS = [
  { code: "country_differs", weight: "contradiction" },
  { code: "on_no_land", weight: "contradiction" },
  { code: "swapped", weight: "check" },
  { code: "impossible", weight: "check" },
  { code: "incomplete", weight: "check" },
  { code: "own_address", weight: "check" },
  { code: "address_not_customers", weight: "check" },
  { code: "address_invalid", weight: "check" },
  { code: "several_addresses", weight: "check" },
  { code: "placeholder", weight: "note" },
  { code: "zero", weight: "note" },
  { code: "rounded", weight: "note" },
  { code: "country_unknown", weight: "note" },
  { code: "only_coordinates", weight: "note" },
  { code: "no_place", weight: "note" },
] as const satisfies readonly { code: string; weight: Weight }[];

export type Signal = (typeof SIGNALS)[number];
type SignalCode = Signal["code"];

/** The relation of the coordinates to the named country; `alone` if no country is named. */
type Agreement = "agree" | "differ" | "swapped" | "alone" | "none";

export interface LocationReading {
  address: Address;
  /** point: plausible; country_only: no more than the country; not_known: not even that. */
  place: "point" | "country_only" | "not_known";
  /** ISO 3166-1 alpha-2 code of the country that the bank names. */
  named: string | null;
  /** The country in which the coordinates lie. */
  located: string | null;
  /** Possible coordinates; null for 0/0. Draw a pin only if the place is a point. */
  point: Point | null;
  placeholder: Placeholder | null;
  /** From the coordinates to the named country, set when the two disagree; rounded kilometres. */
  gap: Gap | null;
  signals: readonly Signal[];
}

/**
 * Reads the bank's place fields. Pure; takes any strings and numbers. `isOwnAddress` says that the
 * address is one of the shop's own servers, `isCoarse` that we have rounded the coordinates.
 */
export function readLocation(
  location: Payment["location"],
  { isOwnAddress = false, isCoarse = false } = {},
): LocationReading {
  const address = readAddress(location.ip);
  const named = countryCode(location.country);
  const given = coordinatesOf(location);
  const placeholder = given && placeholderOf(given, isCoarse);
  const point = given && placeholder?.kind !== "zero" && isOnEarth(given) ? given : null;
  const agreement = agreementOf({ given, point, placeholder, named, isCoarse });
  const located = point && agreement !== "swapped" ? locate(point, named, agreement) : null;
  const differs = agreement === "differ" && point !== null && named !== null;
  const places = { agreement, given, point, placeholder, named, located };
  const facts = { location, address, isOwnAddress, isCoarse, ...places };
  return {
    address,
    place: placeOf(facts),
    named,
    located,
    point,
    placeholder,
    gap: differs ? rounded(gapTo(named, point)) : null,
    signals: signalsOf(facts),
  };
}

interface Reasoning extends Pick<LocationReading, "address" | "named" | "located" | "placeholder"> {
  location: Payment["location"];
  isOwnAddress: boolean;
  isCoarse: boolean;
  agreement: Agreement;
  /** The coordinates as the bank sent them. */
  given: Point | null;
  point: Point | null;
}

function coordinatesOf({ latitude, longitude }: Payment["location"]): Point | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Degrees of latitude and longitude as in WGS 84; NaN is invalid. */
function isOnEarth({ latitude, longitude }: Point): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

function agreementOf({
  given,
  point,
  placeholder,
  named,
  isCoarse,
}: Pick<Reasoning, "given" | "point" | "placeholder" | "named" | "isCoarse">): Agreement {
  if (named === null) return point ? "alone" : "none";
  if (!given || placeholder?.kind === "zero") return "none";
  const places = point ? (isCoarse ? squareOf(point) : [point]) : [];
  if (places.some((place) => liesIn(named, place) || isContestedFor(named, place))) return "agree";
  const swapped = { latitude: given.longitude, longitude: given.latitude };
  if (!placeholder && isOnEarth(swapped) && liesIn(named, swapped)) return "swapped";
  if (!point) return "none";
  return gapTo(named, point) ? "differ" : "none";
}

/**
 * The place without coordinates that could name a house: rounded to a degree. A point that stands for a
 * whole country stays, because it is nobody's. Gives the same object when nothing changes.
 */
export function coarseLocation(location: Payment["location"]): Payment["location"] {
  const given = coordinatesOf(location);
  if (given && placeholderAt(given)) return location;
  const [latitude, longitude] = [location.latitude, location.longitude].map((degrees) =>
    // Adding zero makes no zero of a negative one.
    degrees === null ? null : Math.round(degrees) + 0,
  );
  const isSame = latitude === location.latitude && longitude === location.longitude;
  return isSame
    ? location
    : { ...location, latitude: latitude ?? null, longitude: longitude ?? null };
}

/** Whole degrees are the bank's placeholder only if it sent them. */
function placeholderOf(point: Point, isCoarse: boolean): Placeholder | null {
  const placeholder = placeholderAt(point);
  return isCoarse && placeholder?.kind === "rounded" ? null : placeholder;
}

/** Points of the square that has been rounded to this one: corners, edges and the middle. */
function squareOf({ latitude, longitude }: Point): Point[] {
  const steps = [0, -HALF_DEGREE, HALF_DEGREE];
  return steps.flatMap((north) =>
    steps.map((east) => ({ latitude: latitude + north, longitude: longitude + east })),
  );
}
const HALF_DEGREE = 0.5;

function isContestedFor(named: string, point: Point): boolean {
  const located = countryAt(point);
  return located !== null && areContested(named, located, point);
}

/** The country of the coordinates; the named one if they agree with it, as the map is coarse. */
function locate(point: Point, named: string | null, agreement: Agreement): string | null {
  return agreement === "agree" ? named : countryAt(point);
}

/** Whether it can be the customer's address: public, unreadable or missing. */
function mayBeCustomers(address: Address): boolean {
  return address.class === "public" || address.class === "invalid" || address.class === "none";
}

function placeOf(facts: Reasoning): LocationReading["place"] {
  const { address, agreement, placeholder, named, located } = facts;
  if (agreement === "differ" || facts.isOwnAddress || !mayBeCustomers(address)) return "not_known";
  if (agreement === "agree" && placeholder === null && !facts.isCoarse) return "point";
  return named === null && located === null ? "not_known" : "country_only";
}

function signalsOf(facts: Reasoning): Signal[] {
  const { location, address, agreement, given, point, placeholder, named, located } = facts;
  const isCountrySaid = (location.country ?? "").trim() !== "";
  const said: Record<SignalCode, boolean> = {
    country_differs: agreement === "differ" && located !== null,
    on_no_land: agreement === "differ" && located === null,
    swapped: agreement === "swapped",
    impossible: given !== null && !isOnEarth(given) && agreement !== "swapped",
    own_address: facts.isOwnAddress,
    address_not_customers: !facts.isOwnAddress && !mayBeCustomers(address),
    address_invalid: address.class === "invalid",
    several_addresses: address.several,
    placeholder: placeholder?.kind === "country",
    zero: placeholder?.kind === "zero",
    rounded: placeholder?.kind === "rounded",
    incomplete: (location.latitude === null) !== (location.longitude === null),
    country_unknown: named === null && isCountrySaid,
    only_coordinates: agreement === "alone" && located !== null,
    no_place: !isCountrySaid && point === null && placeholder === null,
  };
  return SIGNALS.filter(({ code }) => said[code]);
}

/** Rounds the distance to tens of kilometres from a hundred on, as the map is coarse. */
function rounded(gap: Gap | null): Gap | null {
  if (!gap) return null;
  const step = gap.kilometres < 100 ? 1 : 10;
  return { ...gap, kilometres: Math.round(gap.kilometres / step) * step };
}
