import ipaddr from "ipaddr.js";
import { LOCALES } from "./i18n/locale.ts";
import type { Payment } from "./payment.ts";

/**
 * What the bank's place fields are worth. They are guesses from the payer's address, often a
 * database's stand-in for "somewhere in this country": the bank's own sample says Kazakhstan with
 * coordinates in Moscow. So the place is stated only where the fields agree with each other.
 */

/** Kind of an address (RFC 6890); only a public one can be the payer's. */
export type AddressClass = "public" | "private" | "shared" | "reserved" | "invalid" | "none";

/** How well the place is known. */
export type PlaceCertainty = "point" | "country_only" | "not_known";

export type Signal =
  | "address_not_public"
  | "several_addresses"
  | "placeholder"
  | "zero_coordinates"
  | "swapped_coordinates"
  | "country_differs"
  | "no_place";

export interface Point {
  latitude: number;
  longitude: number;
}

export interface PlaceReading {
  address: AddressClass;
  version: 4 | 6 | null;
  certainty: PlaceCertainty;
  /** ISO 3166-1 alpha-2 of the country that the bank names. */
  named: string | null;
  /** The country in which the coordinates lie. */
  located: string | null;
  point: Point | null;
  /** From the coordinates to the named country, in kilometres; set when the two differ. */
  apartKilometres: number | null;
  signals: readonly Signal[];
}

/** Offline geography, handed in so that this file stays free of map data. */
export interface Geography {
  countryAt(point: Point): string | null;
  /** Kilometres from a point to the nearest stretch of a country. */
  distance(point: Point, country: string): number | null;
}

/**
 * Points that IP databases give when they know the country only: the country's middle, as published
 * by MaxMind for GeoLite (Russia, the United States, Germany, Britain, the Netherlands, China).
 */
const PLACEHOLDERS: readonly (readonly [latitude: number, longitude: number])[] = [
  [55.7386, 37.6068],
  [37.751, -97.822],
  [51.2993, 9.491],
  [51.4964, -0.1224],
  [52.3824, 4.8995],
  [34.7732, 113.722],
  [48.0, 68.0],
];

/** Reads the bank's place fields. */
export function readPlace(location: Payment["location"], geography: Geography): PlaceReading {
  // Where the address is hidden, its network is not, and the network tells its class.
  const addresses = (location.ip ?? "")
    .replace(/•+/g, "0")
    .split(/[\s,;]+/)
    .filter(Boolean);
  const address = classOf(addresses[0]);
  const point = pointOf(location);
  const named = countryByName(location.country);
  const isPlaceholder = point !== null && PLACEHOLDERS.some((known) => isAt(point, known));
  const isZero = point !== null && isAt(point, [0, 0]);
  const located = point && !isZero ? geography.countryAt(point) : null;
  const differs = named !== null && located !== null && named !== located;
  const swapped = point !== null && differs && swapsInto(point, named, geography);
  const signals: Signal[] = [
    ...(address === "public" || address === "none" ? [] : ["address_not_public" as const]),
    ...(addresses.length > 1 ? ["several_addresses" as const] : []),
    ...(isZero ? ["zero_coordinates" as const] : []),
    ...(isPlaceholder ? ["placeholder" as const] : []),
    ...(swapped ? ["swapped_coordinates" as const] : []),
    ...(differs ? ["country_differs" as const] : []),
    ...(named === null && located === null ? ["no_place" as const] : []),
  ];
  const isPlausible = point !== null && !isZero && !isPlaceholder && !differs;
  const certainty = () => {
    if (differs || (address !== "public" && address !== "none")) return "not_known";
    if (isPlausible && located !== null) return "point";
    return named === null && located === null ? "not_known" : "country_only";
  };
  return {
    address,
    version: versionOf(addresses[0]),
    certainty: certainty(),
    named,
    located,
    point,
    apartKilometres: point && differs ? geography.distance(point, named) : null,
    signals,
  };
}

function pointOf({ latitude, longitude }: Payment["location"]): Point | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Placeholders are printed with up to four decimals; a street away is another place. */
function isAt({ latitude, longitude }: Point, [lat, long]: readonly [number, number]): boolean {
  return Math.abs(latitude - lat) < 0.001 && Math.abs(longitude - long) < 0.001;
}

function swapsInto({ latitude, longitude }: Point, named: string, geography: Geography): boolean {
  if (Math.abs(longitude) > 90) return false;
  return geography.countryAt({ latitude: longitude, longitude: latitude }) === named;
}

function classOf(text: string | undefined): AddressClass {
  if (text === undefined) return "none";
  if (!ipaddr.isValid(text)) return "invalid";
  switch (ipaddr.process(text).range()) {
    case "unicast":
      return "public";
    case "private":
    case "uniqueLocal":
    case "loopback":
    case "linkLocal":
      return "private";
    case "carrierGradeNat":
      return "shared";
    default:
      return "reserved";
  }
}

function versionOf(text: string | undefined): 4 | 6 | null {
  if (text === undefined || !ipaddr.isValid(text)) return null;
  return ipaddr.process(text).kind() === "ipv6" ? 6 : 4;
}

/** Spellings that are no country's own name in any of our languages. */
const ALIASES: Readonly<Record<string, string>> = {
  "russian federation": "RU",
  "российская федерация": "RU",
  "republic of kazakhstan": "KZ",
  "республика казахстан": "KZ",
  "қазақстан республикасы": "KZ",
  "united states of america": "US",
  usa: "US",
  сша: "US",
  uk: "GB",
  "great britain": "GB",
  "kyrgyz republic": "KG",
  turkey: "TR",
  // Short forms of the map's own table of countries (Natural Earth).
  "bosnia and herz.": "BA",
  "central african rep.": "CF",
  congo: "CG",
  "côte d'ivoire": "CI",
  "dem. rep. congo": "CD",
  "dominican rep.": "DO",
  "eq. guinea": "GQ",
  "falkland is.": "FK",
  "fr. s. antarctic lands": "TF",
  macedonia: "MK",
  myanmar: "MM",
  palestine: "PS",
  "s. sudan": "SS",
  "solomon is.": "SB",
  "trinidad and tobago": "TT",
  "w. sahara": "EH",
};

let names: ReadonlyMap<string, string> | undefined;

/** ISO code of a country as anybody may spell it: by name in kk, ru or en, or by its code. */
export function countryByName(name: string | null): string | null {
  const wanted = name?.trim().toLowerCase();
  if (!wanted) return null;
  names ??= countryNames();
  return ALIASES[wanted] ?? names.get(wanted) ?? null;
}

function countryNames(): Map<string, string> {
  const found = new Map<string, string>();
  const letters = Array.from({ length: 26 }, (_, place) => String.fromCharCode(65 + place));
  for (const locale of LOCALES) {
    const display = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
    for (const first of letters) {
      for (const second of letters) {
        const code = `${first}${second}`;
        const name = display.of(code);
        if (code === "ZZ") continue;
        if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), code);
        if (name) found.set(code.toLowerCase(), code);
      }
    }
  }
  return found;
}
