import { refund } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";

/** Full and partial refunds, and refunds of an unclear amount. */
export const REFUNDS: readonly ScenarioRow[] = [
  {
    invoice: "10000401",
    title: {
      kk: "Ақша толық қайтарылды",
      ru: "Деньги возвращены полностью",
      en: "Refunded in full",
    },
    payment: refund({ amount: 0, payoutAmount: 12500, orgAmount: 12500 }),
  },
  {
    invoice: "10000402",
    title: {
      kk: "Толық қайтарылды, бірақ сома өзгермеген",
      ru: "Возвращено полностью, но сумма осталась прежней",
      en: "Refunded in full, yet the amount is unchanged",
    },
    payment: refund({ amount: 12500, payoutAmount: 12500, orgAmount: 12500 }),
  },
  {
    invoice: "10000403",
    title: {
      kk: "Ішінара қайтарылды: 12 500 теңгенің 3 000-ы",
      ru: "Частичный возврат: 3 000 из 12 500",
      en: "Partly refunded: 3,000 of 12,500",
    },
    payment: refund({ amount: 9500, payoutAmount: 3000, orgAmount: 12500 }),
  },
  {
    invoice: "10000404",
    title: {
      kk: "Бонусы бар төлемнің бір бөлігі қайтарылды",
      ru: "Частичный возврат платежа с бонусами",
      en: "Partly refunded, with bonuses in the amount",
    },
    payment: refund({ amount: 5000, amountBonus: 3000, payoutAmount: 2000, orgAmount: 10000 }),
  },
  {
    invoice: "10000405",
    title: {
      kk: "Қайтарылды, қанша екені көрсетілмеген",
      ru: "Возвращено, сколько — не указано",
      en: "Refunded, how much is not stated",
    },
    payment: refund({ amount: 7890, payoutAmount: undefined, orgAmount: undefined }),
  },
  {
    invoice: "10000406",
    title: {
      kk: "Қайтарылды, бірақ сомалар сай келмейді",
      ru: "Возвращено, но суммы не сходятся",
      en: "Refunded, but the amounts do not add up",
    },
    payment: refund({ amount: 5000, payoutAmount: 3000, orgAmount: 10000 }),
  },
  {
    invoice: "10000407",
    title: {
      kk: "Картадан төленгені түгел қайтарылды, бонусы түсініксіз",
      ru: "Сумма с карты возвращена целиком, с бонусами неясно",
      en: "Card part refunded in full, bonuses unclear",
    },
    payment: refund({ amount: 0, amountBonus: 3500, payoutAmount: 5000, orgAmount: 5000 }),
  },
  {
    invoice: "10000408",
    title: {
      kk: "Төленгеннен көп қайтарылған",
      ru: "Возвращено больше, чем оплачено",
      en: "More refunded than was paid",
    },
    payment: refund({ amount: 0, payoutAmount: 15000, orgAmount: 12500 }),
  },
  {
    invoice: "10000409",
    title: {
      kk: "«Қайтарылды» дейді, бірақ қайтарылған сома нөл",
      ru: "Сказано «возврат», но возвращено ноль",
      en: "Says refunded, but the refunded amount is zero",
    },
    payment: refund({ amount: 12500, payoutAmount: 0, orgAmount: 12500 }),
  },
  {
    invoice: "10000410",
    title: {
      kk: "Қайтарылды, бастапқы сома көрсетілмеген",
      ru: "Возвращено, исходная сумма не указана",
      en: "Refunded, original amount not stated",
    },
    payment: refund({ amount: 9500, payoutAmount: 3000, orgAmount: undefined }),
  },
  {
    invoice: "10000411",
    title: {
      kk: "Ішінара қайтарылды, сомалар мәтін болып келді",
      ru: "Частичный возврат, суммы пришли текстом",
      en: "Partly refunded, amounts came as text",
    },
    payment: refund({ amount: "4000.25", payoutAmount: "990.50", orgAmount: "4990.75" }),
  },
  {
    invoice: "10000412",
    title: {
      kk: "Бір теңгесінен басқасы түгел қайтарылды",
      ru: "Возвращено всё, кроме одного тенге",
      en: "All but one tenge was refunded",
    },
    payment: refund({ amount: 1, payoutAmount: 54899, orgAmount: 54900 }),
  },
];
