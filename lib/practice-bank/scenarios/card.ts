import { found } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";

/** Forms in which the bank sends a card. The full numbers are published test numbers. */
export const CARD: readonly ScenarioRow[] = [
  {
    invoice: "10000501",
    title: {
      kk: "Кәдімгі карта, 3-D Secure өтті",
      ru: "Обычная карта, 3-D Secure пройден",
      en: "An ordinary card, 3-D Secure passed",
    },
    payment: found("CHARGE", {
      cardMask: "440043...1274",
      cardType: "VISA",
      issuer: "Kaspi Bank",
      secure: true,
      secureDetails: "3DS2 CHALLENGE",
    }),
  },
  {
    invoice: "10000502",
    title: {
      kk: "Карта нөмірінің ортасында төрт нүкте",
      ru: "Четыре точки в середине номера карты",
      en: "Four dots inside the card number",
    },
    payment: found("CHARGE", { cardMask: "440043....1274", cardType: "VISA" }),
  },
  {
    invoice: "10000503",
    title: {
      kk: "Карта нөмірінің ортасында жұлдызшалар",
      ru: "Звёздочки в середине номера карты",
      en: "Stars inside the card number",
    },
    payment: found("CHARGE", { cardMask: "522402******0015", cardType: "MASTERCARD" }),
  },
  {
    invoice: "10000504",
    title: {
      kk: "Картаның соңғы төрт цифры ғана",
      ru: "Только последние четыре цифры карты",
      en: "Only the last four digits of the card",
    },
    payment: found("CHARGE", { cardMask: "****1274", cardType: "VISA" }),
  },
  {
    invoice: "10000505",
    title: {
      kk: "Карта туралы ештеңе жоқ",
      ru: "О карте ничего не сказано",
      en: "Nothing is said about the card",
    },
    payment: found("CHARGE", {
      cardMask: undefined,
      cardType: undefined,
      issuer: undefined,
      cardID: undefined,
    }),
  },
  {
    invoice: "10000506",
    title: {
      kk: "Банк картаның толық нөмірін жіберді",
      ru: "Банк прислал номер карты целиком",
      en: "The bank sent the full card number",
    },
    payment: found("CHARGE", { cardMask: "4111111111111111", cardType: "VISA" }),
  },
  {
    invoice: "10000507",
    title: {
      kk: "Картаның тым көп цифры көрінеді: 8 және 4",
      ru: "Видно слишком много цифр карты: 8 и 4",
      en: "Too many digits of the card: 8 and 4",
    },
    payment: found("CHARGE", { cardMask: "41111111...1111", cardType: "VISA" }),
  },
  {
    invoice: "10000508",
    title: {
      kk: "Төлем жүйесі карта нөміріне сай емес",
      ru: "Платёжная система не подходит к номеру карты",
      en: "The brand does not fit the card number",
    },
    payment: found("CHARGE", { cardMask: "440043...1274", cardType: "MASTERCARD" }),
  },
  {
    invoice: "10000509",
    title: {
      kk: "Картаны шығарған банктің ескі атауы",
      ru: "Старое название банка, выпустившего карту",
      en: "A bank name that is no longer in use",
    },
    payment: found("CHARGE", {
      cardMask: "400303...9821",
      cardType: "VISA",
      issuer: "Казкоммерцбанк",
    }),
  },
  {
    invoice: "10000510",
    title: {
      kk: "Төленді, 3-D Secure өтпеді",
      ru: "Оплачено, 3-D Secure не пройден",
      en: "Paid, 3-D Secure not passed",
    },
    payment: found("CHARGE", { secure: false }),
  },
  {
    invoice: "10000511",
    title: {
      kk: "3-D Secure: «yes» деген сөз",
      ru: "3-D Secure: слово «yes»",
      en: "3-D Secure: the word “yes”",
    },
    payment: found("CHARGE", { secure: "yes" }),
  },
  {
    invoice: "10000512",
    title: {
      kk: "3-D Secure туралы айтылмаған",
      ru: "О 3-D Secure не сказано",
      en: "Nothing is said about 3-D Secure",
    },
    payment: found("CHARGE", { secure: undefined }),
  },
  {
    invoice: "10000513",
    title: {
      kk: "3-D Secure: «false» деген сөз",
      ru: "3-D Secure: слово «false»",
      en: "3-D Secure: the word “false”",
    },
    payment: found("CHARGE", { secure: "false" }),
  },
  {
    invoice: "10000514",
    title: {
      kk: "Төлем жүйесі еркін сөзбен жазылған",
      ru: "Платёжная система описана словами",
      en: "The brand is written in free words",
    },
    payment: found("CHARGE", { cardMask: "440043...1274", cardType: "Visa Classic (debit)" }),
  },
  {
    invoice: "10000515",
    title: {
      kk: "Авторизация кодында әріптер бар",
      ru: "Буквы в коде авторизации",
      en: "Letters in the approval code",
    },
    payment: found("CHARGE", { approvalCode: "7K02QD" }),
  },
  {
    invoice: "10000516",
    title: {
      kk: "Сипаттамада карта нөмірі бар",
      ru: "Номер карты в описании",
      en: "A card number in the description",
    },
    payment: found("CHARGE", { description: "Order 10000516, card 4111 1111 1111 1111" }),
  },
];
