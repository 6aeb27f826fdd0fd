import type { FinalityClass, Kind } from "#lib/payment/payment.ts";

/** The values of generated payments, each list from the most frequent to the rarest. */

/** Kind, class, the bank's status and the number among a thousand payments. */
export const STATES: readonly [Kind, FinalityClass, string, number][] = [
  ["paid", "settled", "CHARGE", 850],
  ["failed", "closed", "FAILED", 70],
  ["refunded", "settled", "REFUND", 30],
  ["held", "waiting", "AUTH", 20],
  ["partly_refunded", "settled", "REFUND", 13],
  ["in_progress", "moving", "NEW", 6],
  ["released", "closed", "CANCEL", 5],
  ["card_verified", "closed", "VERIFIED", 4],
  ["hold_expired", "closed", "CANCEL_OLD", 1],
  ["unknown", "may_change", "SOMETHING", 1],
];

/** The last terminal was closed after a third of the time. */
export const TERMINALS = ["main", "shop", "kiosk"] as const;

/** Issuers with the first digits of their cards. */
export const ISSUERS: readonly [string, ...string[]] = [
  "Halyk Bank",
  "KASPI BANK",
  "Казкоммерцбанк",
  "ForteBank",
  "Freedom Bank Kazakhstan",
  "Банк ЦентрКредит",
  "Jusan Bank",
  "Евразийский банк",
  "Bereke Bank",
  "Отбасы банк",
  "Home Credit Bank",
  "RBK Bank",
  "Нурбанк",
  "Altyn Bank",
  "СБЕРБАНК",
  "Т-Банк",
  "Al Hilal Bank",
  "Шинхан Банк Казахстан",
  "Заман-Банк",
  "VTB",
  "Оптима Банк",
  "Uzum Bank",
  "Kapitalbank",
  "Альфа-Банк",
  "Monobank",
  "Ziraat Bankası",
  "Garanti BBVA",
  "İş Bankası",
  "Wise",
  "Revolut",
  "Deutsche Bank",
  "Commerzbank",
  "Barclays",
  "HSBC",
  "Chase",
  "Bank of America",
  "Citibank",
];

/** Issuers with five payments each. */
export const RARE_ISSUERS: readonly [string, ...string[]] = [
  "Íslandsbanki",
  "Bank of Bhutan",
  "Банк Хлынов",
];

export const BRANDS: readonly [string, string, ...string[]] = [
  "VISA",
  "MASTERCARD",
  "AMEX",
  "UNIONPAY",
  "MIR",
];
export const FIRST_DIGITS: Readonly<Record<string, string>> = {
  VISA: "4003",
  MASTERCARD: "5169",
  AMEX: "3712",
  UNIONPAY: "6221",
  MIR: "2202",
};

export const COUNTRIES: readonly [string, ...string[]] = [
  "Kazakhstan",
  ..."Russia|Uzbekistan|Kyrgyzstan|Türkiye|Germany|United States|China|Georgia".split("|"),
  ..."United Arab Emirates|United Kingdom|Poland|South Korea|Ukraine|Belarus|Azerbaijan".split("|"),
  ..."Armenia|Tajikistan|Mongolia|France|Italy|Spain|Netherlands|Czechia|Canada|Israel".split("|"),
  ..."Thailand|India|Japan|Cyprus|Latvia|Lithuania|Estonia|Finland|Sweden|Norway|Denmark".split(
    "|",
  ),
  ..."Austria|Switzerland|Belgium|Portugal|Greece|Bulgaria|Romania|Hungary|Serbia|Egypt".split("|"),
  ..."Saudi Arabia|Qatar|Kuwait|Singapore|Malaysia|Indonesia|Vietnam|Australia|Brazil|Mexico".split(
    "|",
  ),
];

/** A country of the oldest payments only. */
export const FORMER_COUNTRY = "Iceland";

export const FIRST_NAMES: readonly [string, ...string[]] = [
  "ARMAN",
  ..."AIGERIM|NURLAN|DANIYAR|ALIYA|MADINA|ALEXEY|OLGA|SERGEY|ELENA|TIMUR|ASEL".split("|"),
  ..."Айгүл|Әсем|Ғалым|Қайрат|Өмірбек|Үміт|Ұлан|Нұржан|Гүлнәр|Жәния".split("|"),
  ..."Алексей|Наталья|Дмитрий|Татьяна|Ирина|Владимир".split("|"),
];

/** First parts of family names, combined with endings of the same script. */
export const FAMILY_ROOTS: readonly [string, ...string[]] = [
  "AKHMET",
  ..."IBRAGIM|SERIK|BEKBOL|TULEGEN|ZHAKSYLYK|SMAGUL|OSPAN|KIM|PETR|IVAN|SIDOR".split("|"),
  ..."Сәрсен|Әбді|Төлеген|Жақсылық|Қасым|Өтеген|Ысқақ|Мұрат|Байжан|Нұрпейіс".split("|"),
  ..."Иван|Петр|Кузнец|Смирн|Попов|Волк|Соколов|Морозов".split("|"),
];
export const LATIN_ENDS = ["OV", "OVA", "BEKOV", "BEKOVA", "ULY"] as const;
export const CYRILLIC_ENDS = ["ов", "ова", "баев", "баева", "ұлы", "қызы"] as const;

export const MAIL_DOMAINS: readonly [string, ...string[]] = [
  "gmail.com",
  "mail.ru",
  "icloud.com",
  "yandex.kz",
  "bk.ru",
  "inbox.ru",
  "outlook.com",
];

export const BRANCHES = ["Алматы", "Астана", "Шымкент", "Қарағанды", "Ақтөбе", "Атырау"] as const;
