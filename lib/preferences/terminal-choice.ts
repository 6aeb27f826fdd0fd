import { z } from "zod";

/** The cookie that remembers which terminal a person last chose to ask, by its alias. */
export const TERMINAL_COOKIE = "anyqta.terminal";

/** Stands in forms and cookie for "the first that knows it". */
export const ALL_TERMINALS = "";

export const terminalChoiceSchema = z.string().regex(/^[a-z0-9-]{0,32}$/);
