import { z } from "zod";

/** The cookie with the alias of the terminal that a person chose last. */
export const TERMINAL_COOKIE = "anyqta.terminal";

/** The value in forms and the cookie for "all terminals in turn". */
export const ALL_TERMINALS = "";

/** An alias, or `ALL_TERMINALS`. */
export const terminalChoiceSchema = z.string().regex(/^[a-z0-9-]{0,32}$/);
