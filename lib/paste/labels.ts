/**
 * Words in Kazakh, Russian and English that say what the following number is. `number` says only
 * that a number follows; `code` adds nothing to the word before it.
 */
export type Label =
  | "invoice"
  | "rrn"
  | "approval_code"
  | "last_four"
  | "phone"
  | "amount"
  | "foreign"
  | "number"
  | "code"
  | "filler";

const WORDS: readonly (readonly [Label, RegExp])[] = [
  [
    "invoice",
    /^(?:inv|invoice|order|ord|invoice_?(?:id|no|number)|order_?(?:id|no|number)|payment|transaction|заказ\p{L}{0,3}|зак|сч[её]т\p{L}{0,3}(?:-фактур\p{L}{0,2})?|инвойс\p{L}{0,2}|плат[её]ж\p{L}{0,3}|транзакци\p{L}{1,4}|шот\p{L}{0,6}(?:-фактура\p{L}{0,4})?|тапсырыс\p{L}{0,6}|төлем\p{L}{0,5})$/u,
  ],
  [
    "number",
    /^(?:#|№|n|no|nr|num|number|id|айди|номер\p{L}{0,3}|нөмір\p{L}{0,5}|нөмер\p{L}{0,3})$/u,
  ],
  ["rrn", /^(?:rrn|ррн|ref|reference|референс\p{L}{0,2})$/u],
  [
    "approval_code",
    /^(?:approval|auth|authori[sz]ation|appr|approval_?code|auth_?code|авторизаци\p{L}{1,5}|аппрув\p{L}?)$/u,
  ],
  ["last_four", /^(?:card|карт\p{L}{1,6}|last|последн\p{L}{2,3}|соңғы)$/u],
  [
    "phone",
    /^(?:tel|phone|mob|mobile|тел|телефон\p{L}{0,5}|моб|сот|ұялы|whatsapp|ватсап\p{L}?|вотсап\p{L}?|уатсап\p{L}{0,3})$/u,
  ],
  ["amount", /^(?:amount|sum|total|сумм\p{L}{1,2}|сома\p{L}{0,4}|итого|барлығы)$/u],
  // Numbers of people, companies and terminals, with eight or twelve digits, which name no payment.
  ["foreign", /^(?:иин|бин|жсн|бсн|iin|bin|terminal|терминал\p{L}{0,4})$/u],
  ["code", /^(?:code|код\p{L}{0,3})$/u],
  ["filler", /^(?:digits?|цифр\p{L}?|саны|сандары|of|the|is)$/u],
];

/** What the word says about the following number, or null for any other word. */
export function labelOf(word: string): Label | null {
  const lower = word.toLowerCase();
  return WORDS.find(([, words]) => words.test(lower))?.[0] ?? null;
}
