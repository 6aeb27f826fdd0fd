/**
 * The access of a shop to the practice bank. It is public on purpose: the practice bank has no real
 * money, and no other system accepts these values.
 */

/** Client id of the practice shop. */
export const PRACTICE_CLIENT_ID = "practice-shop";

/** Client secret of the practice shop; valid at the practice bank only. */
export const PRACTICE_CLIENT_SECRET = "practice-only-not-a-real-secret";

/**
 * Terminals of the practice shop. The first has the id and number of the terminal in the bank's
 * documentation, because the sample payment belongs to it.
 */
export const PRACTICE_TERMINALS = [
  { alias: "main", id: "67e34d63-102f-4bd1-898e-370781d0074d", number: "98120001" },
  { alias: "kiosk", id: "3f0c9d52-7a41-4e86-b1d7-2c5e90a8f614", number: "98120002" },
  { alias: "online", id: "b85a17e0-46c3-4d29-9f02-71d3ce6a4b8f", number: "98120003" },
] as const;

/** Alias of one of the terminals of the practice shop. */
export type TerminalAlias = (typeof PRACTICE_TERMINALS)[number]["alias"];

/** A terminal of another shop: status requests answer 109. */
export const FOREIGN_TERMINAL_ID = "d2946b7f-0e15-4a7c-8c33-5f81b6e0927a";

/** No terminal has this id: status requests answer 106. */
export const WRONG_TERMINAL_ID = "00000000-1111-4222-8333-444444444444";
