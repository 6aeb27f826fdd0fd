import { redirect } from "next/navigation";
import { z } from "zod";
import { LONGEST_PATH } from "#lib/http/safe-path.ts";
import { contextOf, type ListContext, readContext } from "#lib/list/context.ts";
import type { Parameters } from "#lib/list/query.ts";
import { PASTE_CHANGES, type PasteChange } from "#lib/paste/paste.ts";
import { needsConfirmation } from "#lib/payment/invoice-number.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import type { Cause } from "#lib/payment/not-found.ts";
import { missingPage } from "#lib/server/auth/missing-page.ts";
import { settings } from "#lib/server/config/settings.ts";
import { type Question, terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { pathFor } from "#lib/server/payment-list/box/search-box.ts";

/** The parsed address of a payment's page. */
export interface PageQuestion {
  question: Question;
  /** Alias of the terminal named in the address. */
  terminal: string | undefined;
  /** The page's path without its list: the link to share. */
  path: string;
  /** The same with the list, for coming back to after the sign-in or in another language. */
  pathInList: string;
  via: Cause | undefined;
  /** How the typed text was changed to get the number. */
  changes: readonly PasteChange[];
  /** The list from which the page was opened. */
  list: ListContext | null;
  /** The person's own new look-up, which the page shows instead of asking the bank. */
  observationId: string | null;
  /** Whether that look-up is shown even if it is hours old, as in another language. */
  isStill: boolean;
  /** Whether the page is sent in one piece, for browsers without scripts. */
  isPlain: boolean;
  /** Path of this page in one piece, shown as it is in another language. */
  stillPath: string;
  /** Relative address of the same page in one piece, rendered from this observation. */
  plainHref(observationId: string): string;
}

/** Whether an address names a terminal that the settings do not have. */
export function isUnknownTerminal(named: Parameters[string]): boolean {
  return named !== undefined && !settings().epay.terminals.some(({ alias }) => alias === named);
}

/**
 * Parses the address. Redirects an impossible number to the look-up box, where it can be corrected.
 * @throws MissingPage for an unknown terminal.
 */
export function readQuestion(segment: string, query: Parameters): PageQuestion {
  const typed = decodeURIComponent(segment);
  const input = lookUpInputSchema.safeParse({ ...query, invoiceId: typed });
  if (!input.success) redirect(pathFor(typed, { among: "bank", terminal: undefined }).path);
  const { invoiceId, terminal, service, via, own } = input.data;
  if (needsConfirmation(invoiceId) && !own) {
    redirect(pathFor(typed, { among: "bank", terminal: undefined }).path);
  }
  if (isUnknownTerminal(terminal)) missingPage();
  const list = readContext(query.list, query.rows);
  const path = transactionPath(input.data);
  const inList = transactionPath({ ...input.data, list: list ? contextOf(list) : {} });
  const read = typeof query.read === "string" ? query.read.split(",") : [];
  return {
    question: { invoiceId, terminal: terminalByAlias(terminal), service },
    terminal,
    path,
    pathInList: inList.length > LONGEST_PATH ? path : inList,
    via,
    changes: PASTE_CHANGES.filter((change) => read.includes(change)),
    list,
    observationId: z.uuid().safeParse(query.observation).data ?? null,
    isStill: query.still === "1",
    isPlain: query.plain === "1",
    stillPath: `/transactions/${invoiceId}?${withParameters(query, { observationId: String(query.observation) })}&still=1`,
    plainHref: (observationId) => `?${withParameters(query, { observationId })}`,
  };
}

/** The parameters of the page in one piece; drops repeated ones, which the parser ignores. */
function withParameters(
  query: Parameters,
  { observationId }: { observationId: string },
): URLSearchParams {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const parameters = new URLSearchParams(given);
  parameters.set("observation", observationId);
  parameters.set("plain", "1");
  for (const once of ["still", "timer"]) parameters.delete(once);
  return parameters;
}
