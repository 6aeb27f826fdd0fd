import { code, found, p2pFound } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";
import { FOREIGN_TERMINAL_ID } from "../token/credentials.ts";

/** Terminals, the p2p service, and invoice numbers of unusual form. */
export const NUMBERS: readonly ScenarioRow[] = [
  {
    invoice: "10001001",
    terminal: "kiosk",
    title: {
      kk: "Тек киоск терминалында табылады",
      ru: "Находится только на терминале киоска",
      en: "Found only on the kiosk’s terminal",
    },
    payment: found("CHARGE"),
  },
  {
    invoice: "10001002",
    terminal: "online",
    title: {
      kk: "Тек интернет-дүкен терминалында табылады, сома бұғатталған",
      ru: "Находится только на терминале интернет-магазина, сумма заблокирована",
      en: "Found only on the online shop’s terminal, held",
    },
    payment: found("AUTH"),
  },
  {
    invoice: "10001003",
    title: {
      kk: "p2p арқылы төленді",
      ru: "Оплачено через p2p",
      en: "Paid through p2p",
    },
    payment: code("102"),
    p2p: p2pFound({ statusName: "CHARGE" }),
  },
  {
    invoice: "10001004",
    title: {
      kk: "p2p арқылы табылды, мәртебесі көрсетілмеген",
      ru: "Найдено через p2p, статус не указан",
      en: "Found through p2p, without a status",
    },
    payment: code("102"),
    p2p: p2pFound(),
  },
  {
    invoice: "10001005",
    title: {
      kk: "p2p арқылы төлем сәтсіз аяқталды",
      ru: "Платёж через p2p не прошёл",
      en: "A p2p payment that did not go through",
    },
    payment: code("102"),
    p2p: p2pFound({ statusName: "FAILED", reasonCode: "484", reason: "Insufficient funds" }),
  },
  {
    invoice: "10001006",
    title: {
      kk: "Төленді, бірақ басқа терминал көрсетілген",
      ru: "Оплачено, но указан другой терминал",
      en: "Paid, but another terminal is named",
    },
    payment: found("CHARGE", { terminal: "98990009", terminalID: FOREIGN_TERMINAL_ID }),
  },
  {
    invoice: "10001007",
    title: {
      kk: "Терминалдың сәйкестендіргіші басқа өрісте тұр",
      ru: "Идентификатор терминала в другом поле",
      en: "The terminal’s identifier is in another field",
    },
    payment: (asked) => {
      const reply = found("CHARGE")(asked);
      const terminal = reply.transaction?.terminalID;
      return { ...reply, transaction: { ...reply.transaction, terminal, terminalID: undefined } };
    },
  },
  {
    invoice: "000123456",
    title: {
      kk: "Нөлдерден басталатын нөмір",
      ru: "Номер, который начинается с нулей",
      en: "A number that begins with zeros",
    },
    payment: found("CHARGE"),
  },
  {
    invoice: "20251231000012345",
    title: {
      kk: "Он жеті таңбалы нөмір",
      ru: "Номер из семнадцати цифр",
      en: "A number of seventeen digits",
    },
    payment: found("CHARGE"),
  },
  {
    invoice: "SHOP-2025-A17",
    title: {
      kk: "Әріптері бар нөмір",
      ru: "Номер с буквами",
      en: "A number with letters",
    },
    payment: found("CHARGE"),
  },
];
