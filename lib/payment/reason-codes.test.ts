import { describe, expect, test } from "vitest";
import en from "#lib/i18n/en/reasons.json" with { type: "json" };
import kk from "#lib/i18n/kk/reasons.json" with { type: "json" };
import ru from "#lib/i18n/ru/reasons.json" with { type: "json" };
import { type ReasonEntry, reasonFinality, reasonOf } from "./reason-codes.ts";

const list = (codes: string): string[] => codes.trim().split(/\s+/);

const FINAL = list(`
  0 00 455 457 458 461 462 463 464 465 466 467 468 469 470 471 472 473 475 476 477 478 479 480
  481 482 483 484 485 486 487 488 489 490 491 492 493 494 495 496 497 498 499 500 501 502 503
  521 522 523 524 525 526 527 528 529 877 2357 2678 2740 2872 3141 3298
`);
const NOT_FINAL = list(
  `-31 100 293 454 456 459 460 690 1267 1268 1269 1563 1564 2358 2656 3014 3225 3240`,
);
const NOT_PUBLISHED = list("504 505 703 1612 1636 1654 1759 2092");
const ALL = [...FINAL, ...NOT_FINAL, ...NOT_PUBLISHED];

const FILES = { en, ru, kk };

type Text = readonly [place: string, text: string];
const staffTexts = (file: typeof en): Text[] =>
  Object.entries(file.code).flatMap(([key, { meaning, next }]): Text[] => [
    [`${key} meaning`, meaning],
    [`${key} next`, next],
  ]);
const customerTexts = (file: typeof en): Text[] => Object.entries(file.customer);
const texts = (file: typeof en): Text[] => [...staffTexts(file), ...customerTexts(file)];

function entry(code: string): ReasonEntry {
  const found = reasonOf(code);
  if (!found) throw new Error(`no entry for ${code}`);
  return found;
}

describe("the table", () => {
  test("knows all 89 codes, and each entry has the code as its key", () => {
    expect(new Set(ALL).size).toBe(89);
    expect(ALL.map((code) => entry(code).key)).toEqual(ALL.map((c) => (c === "00" ? "0" : c)));
  });

  test.each([
    ["final", FINAL],
    ["not_final", NOT_FINAL],
    ["not_published", NOT_PUBLISHED],
  ] as const)("calls these codes %s", (finality, codes) => {
    expect(codes.filter((code) => reasonFinality(code) !== finality)).toEqual([]);
  });

  test.each([
    ["0484", "484"],
    ["000", "0"],
    [" 454 ", "454"],
    ["-031", "-31"],
  ])("reads %j as %s", (code, key) => {
    expect(entry(code).key).toBe(key);
  });

  test.each([null, "", " ", "51", "474", "99999", "-484", "-0", "4.84", "484a", "constructor"])(
    "knows nothing of %j and leaves its finality to the status name",
    (code) => {
      expect(reasonOf(code)).toBeNull();
      expect(reasonFinality(code)).toBe("not_published");
    },
  );

  test("lets no customer hear of a failure while the outcome may still change", () => {
    for (const code of NOT_FINAL) {
      expect(entry(code)).toMatchObject({ customer: "not_settled", actor: "halyk" });
    }
    const others = [...FINAL, ...NOT_PUBLISHED].filter((code) => entry(code).key !== "0");
    expect(others.filter((code) => entry(code).customer === "not_settled")).toEqual([]);
  });

  test("says where the bank speaks of a held sum", () => {
    expect(ALL.filter((code) => entry(code).mayBeHeld)).toEqual(["454", "460"]);
  });

  test("blames no customer for the shop's own faults, and the other way round", () => {
    for (const code of ALL) {
      const { actor, customer } = entry(code);
      expect([code, customer === "shop_side" || customer === "refund_stopped"]).toEqual([
        code,
        actor === "shop" || actor === "our_settings",
      ]);
    }
  });
});

test("a refund that did not go through has a sentence of its own", () => {
  expect(ALL.filter((code) => entry(code).customer === "refund_stopped")).toEqual(["3141"]);
});

describe.each(Object.entries(FILES))("the messages in %s", (_language, file) => {
  test("have a text for every code and for every situation of the customer, and no others", () => {
    const keys = new Set(ALL.map((code) => entry(code).key));
    expect(new Set(Object.keys(file.code))).toEqual(keys);
    const situations = new Set(ALL.map((code) => entry(code).customer));
    expect(new Set(Object.keys(file.customer))).toEqual(situations);
    for (const texts of Object.values(file.code)) {
      expect(Object.keys(texts)).toEqual(["meaning", "next"]);
    }
  });

  test("are whole sentences which the message format takes as they are", () => {
    for (const [place, text] of texts(file)) {
      expect([place, text]).toEqual([place, expect.stringMatching(/^[^\s{}<>'#][^{}<>'#]*\.$/)]);
      expect([place, text]).toEqual([place, expect.not.stringMatching(/\s{2}|\.\./)]);
    }
  });

  test("are kept short", () => {
    expect(texts(file).filter(([, text]) => text.length > 180)).toEqual([]);
  });
});

test.each([
  ["en", /do not take a second payment/i, /do not accuse/i, /do not name the reason/i],
  ["ru", /не принимайте вторую оплату/i, /не обвиняйте/i, /не называйте причину/i],
  ["kk", /екінші төлем қабылдамаңыз/i, /кінәламаңыз/i, /себебін айтпа/i],
] as const)("staff are warned where it matters (%s)", (language, second, accuse, name) => {
  const next = new Map(Object.entries(FILES[language].code).map(([key, text]) => [key, text.next]));
  for (const code of NOT_FINAL) expect(next.get(code)).toMatch(second);
  for (const code of list("465 467 479 481 482 483 489 490 492")) {
    expect(next.get(code)).toMatch(accuse);
    expect(next.get(code)).toMatch(name);
  }
  for (const code of list("484 486 488 491 495 2092 2872")) expect(next.get(code)).toMatch(name);
});

test.each([
  [
    "en",
    /stolen|theft|lost|insufficient|not enough|balance|block|bar|restrict|limit|frozen|fraud|PIN\b|decline|refus|expired|invalid|not valid|held/i,
  ],
  [
    "ru",
    /украд|краж|потер|утер|утрач|недостат|не хватает|баланс|остат|блокир|запрещ|запрет|огранич|лимит|мошен|пин-код|отклон|отказ|истёк|истек|недейств|\bPIN\b/i,
  ],
  [
    "kk",
    /ұрлан|ұрлық|жоғал|жеткіліксіз|жетпей|қалдық|бұғат|тыйым|шекте|лимит|алаяқ|пин-код|қабылдама|бас тарт|өтіп кет|жарамсыз|\bPIN\b/i,
  ],
] as const)("the customer never hears the issuer's reason (%s)", (language, forbidden) => {
  expect(customerTexts(FILES[language]).filter(([, text]) => forbidden.test(text))).toEqual([]);
});

describe("Kazakh", () => {
  test("is not Russian left untranslated", () => {
    const russian = new Map(texts(ru));
    expect(texts(kk).filter(([place, text]) => russian.get(place) === text)).toEqual([]);
    // Not every sentence has a letter of its own ("Карта жарамсыз."), nearly all do.
    const own = texts(kk).filter(([, text]) => /[әғқңөұүһі]/i.test(text));
    expect(own.length / texts(kk).length).toBeGreaterThan(0.95);
    const borrowed = /операция|транзакция/gi;
    const foreign = texts(kk).filter(([, text]) => /[ёцщъ]/i.test(text.replace(borrowed, "")));
    expect(foreign).toEqual([]);
  });
});

test("only Kazakh and Russian are in Cyrillic, and no look-alike letter slipped into a word", () => {
  expect(texts(en).filter(([, text]) => /\p{Script=Cyrillic}/u.test(text))).toEqual([]);
  const mixed = /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u;
  expect([...texts(ru), ...texts(kk)].filter(([, text]) => mixed.test(text))).toEqual([]);
  expect(texts(ru).filter(([, text]) => /[әғқңөұүһі]/i.test(text))).toEqual([]);
});
